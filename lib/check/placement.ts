import { hourlyCost } from '../cost.ts';
import { addressSet, formatAddress, parseCidr } from '../network/address.ts';
import { covers } from '../network/interval.ts';
import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import { cannotTell, interfacesOf, missing, nameOf, subnetsOf, unread } from './host.ts';

/** The route tables in effect for subnets, or for the subnets that hosts are in, have no route to an internet gateway. */
export function privateSubnet<Place extends string>(first: Place, ...more: readonly Place[]): Check<Place> {
  const places = [first, ...more];
  return {
    places,
    run(view) {
      const { network, words } = view;
      const expected = words.placement.private(nameOf(first, words));
      const absent = places.find((place) => subnetsOf(view, place).length === 0);
      if (absent) return missing(view, expected, absent);
      const ids = [...new Set(places.flatMap((place) => subnetsOf(view, place)))];
      for (const id of ids) {
        const table = network.routeTables.get(network.subnets.get(id)?.routeTableId ?? '');
        if (!table) return cannotTell(view, expected, words.untold.itsRouteTableUnread, [id]);
        const route = table.routes.find(({ target, blackhole }) => target.kind === 'internet-gateway' && !blackhole);
        if (!route) continue;
        const actual = words.placement.routedOut;
        const cause = `${table.id}: ${route.text}`;
        return { verdict: 'fail', expected, actual, where: [id, table.id], code: 'INTERNET_GATEWAY_ROUTE', cause };
      }
      return { verdict: 'pass', expected, actual: words.placement.notRoutedOut, where: ids };
    },
  };
}

/** The host that plays a role is in one of the subnets that play another. */
export function inSubnet<Host extends string, SubnetPlace extends string>(
  host: Host,
  subnet: SubnetPlace,
): Check<Host | SubnetPlace> {
  return {
    places: [host, subnet],
    run(view) {
      const { placement: words } = view.words;
      const expected = words.inSubnet(nameOf(host, view.words), nameOf(subnet, view.words));
      const mandated = view.places[subnet] ?? [];
      const found = subnetsOf(view, host);
      if (mandated.length === 0) return missing(view, expected, subnet);
      if (found.length === 0) return missing(view, expected, host);
      const other = found.find((id) => !mandated.includes(id));
      if (!other) return { verdict: 'pass', expected, actual: words.isThere, where: found };
      return { verdict: 'fail', expected, actual: words.isIn(other), where: [other], code: 'WRONG_SUBNET' };
    },
  };
}

/** The route tables in effect for subnets send over peering connections and transit gateways what is bound for these blocks at most. */
export function routesAcrossOnly<Place extends string>(
  blocks: readonly string[],
  first: Place,
  ...more: readonly Place[]
): Check<Place> {
  const places = [first, ...more];
  const allowed = addressSet(blocks.flatMap((block) => parseCidr(block) ?? []));
  return {
    places,
    run(view) {
      const { network, words } = view;
      const expected = words.placement.routesFor(words.ends.all(blocks));
      const absent = places.find((place) => subnetsOf(view, place).length === 0);
      if (absent) return missing(view, expected, absent);
      for (const id of new Set(places.flatMap((place) => subnetsOf(view, place)))) {
        const table = network.routeTables.get(network.subnets.get(id)?.routeTableId ?? '');
        if (!table) return cannotTell(view, expected, words.untold.itsRouteTableUnread, [id]);
        const wide = table.routes.find(
          ({ target, destination: { family, first: low, last: high } }) =>
            (target.kind === 'vpc-peering-connection' || target.kind === 'transit-gateway') &&
            !covers(allowed[family], [[low, high]]),
        );
        if (!wide) continue;
        const actual = words.placement.routeWider;
        const cause = `${table.id}: ${wide.text}`;
        return { verdict: 'fail', expected, actual, where: [id, table.id], code: 'ROUTE_TOO_WIDE', cause };
      }
      return { verdict: 'pass', expected, actual: words.placement.routesNarrow, where: [] };
    },
  };
}

/** The host has an instance profile, as it needs to act in its role's name. */
export function hasProfile<Place extends string>(host: Place): Check<Place> {
  return {
    places: [host],
    run(view) {
      const { placement: words } = view.words;
      const expected = words.hasProfile(nameOf(host, view.words));
      const ids = (view.places[host] ?? []).filter((id) => view.network.instances.has(id));
      if (ids.length === 0) return missing(view, expected, host);
      const without = ids.filter((id) => !view.network.instanceProfiles.has(id));
      if (without.length === 0) return { verdict: 'pass', expected, actual: words.hasIt, where: [] };
      return { verdict: 'fail', expected, actual: words.hasNone, where: without, code: 'NO_INSTANCE_PROFILE' };
    },
  };
}

/** No interface of the host has a public IPv4 address. */
export function noPublicAddress<Place extends string>(host: Place): Check<Place> {
  return {
    places: [host],
    run(view) {
      const { placement: words } = view.words;
      const expected = words.noPublicAddress(nameOf(host, view.words));
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(view, expected, host);
      const found = nics.flatMap((nic) =>
        nic.publicAddresses.map((each) => ({ nic, address: formatAddress(each.public) })),
      );
      if (found.length === 0) return { verdict: 'pass', expected, actual: words.hasNone, where: [] };
      const actual = words.has(found.map(({ address }) => address).join(', '));
      return { verdict: 'fail', expected, actual, where: found.map(({ nic }) => nic.id), code: 'PUBLIC_ADDRESS' };
    },
  };
}

/** The mandated network ACL is the one that filters a subnet, or the subnet that a host is in. */
export function aclAssociated<Acl extends string, Place extends string>(
  acl: Acl,
  first: Place,
  ...more: readonly Place[]
): Check<Acl | Place> {
  const places = [first, ...more];
  return {
    places: [acl, ...places],
    run(view): Finding {
      const { network, words } = view;
      const names = words.ends.all(places.map((place) => nameOf(place, words)));
      const expected = words.placement.aclFilters(nameOf(acl, words), names);
      const absent = places.find((place) => subnetsOf(view, place).length === 0);
      if (absent) return missing(view, expected, absent);
      const subnets = [...new Set(places.flatMap((place) => subnetsOf(view, place)))];
      const mandated = view.places[acl] ?? [];
      const other = subnets.find((id) => !mandated.includes(network.subnets.get(id)?.networkAclId ?? ''));
      if (!other) return { verdict: 'pass', expected, actual: words.placement.filters, where: subnets };
      const instead = network.subnets.get(other)?.networkAclId;
      if (!instead) return cannotTell(view, expected, words.untold.aclsUnread, [other]);
      const actual = words.placement.otherFilters(instead);
      return { verdict: 'fail', expected, actual, where: [other, instead], code: 'ACL_NOT_ASSOCIATED' };
    },
  };
}

/** The lists from which the cost is summed up. */
const BILLED = /describe-(nat-gateways|instances|load-balancers|vpc-endpoints|network-interfaces)$/;

/** All that the lab has costs no more per hour than the customer agreed to. */
export function costsAtMost(usdPerHour: number): Check<never> {
  return {
    places: [],
    run(view) {
      const { network, charges, words } = view;
      const money = (usd: number) => words.placement.perHour(usd.toFixed(3));
      const expected = words.placement.costsAtMost(money(usdPerHour));
      const cost = hourlyCost(charges);
      if (cost > usdPerHour + 1e-9) {
        return { verdict: 'fail', expected, actual: money(cost), where: [], code: 'OVER_BUDGET' };
      }
      const gap = unread(network, BILLED);
      if (gap) return cannotTell(view, expected, words.untold.failed(gap.command));
      const unpriced = charges.filter((charge) => charge.usdPerHour === undefined);
      if (unpriced.length > 0) {
        const names = [...new Set(unpriced.map(({ what }) => what))].join(', ');
        return cannotTell(
          view,
          expected,
          words.untold.unpriced(money(cost), names),
          unpriced.map(({ id }) => id),
        );
      }
      return { verdict: 'pass', expected, actual: money(cost), where: [] };
    },
  };
}
