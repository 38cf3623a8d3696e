import { formatAddress } from '../network/address.ts';
import type { Check } from './check.ts';
import { interfacesOf, missing } from './host.ts';

/** The route table in effect for a subnet has no route to an internet gateway. */
export function privateSubnet<Place extends string>(subnet: Place): Check<Place> {
  const expected = `${subnet} stays private`;
  return {
    places: [subnet],
    run({ network, places }) {
      const ids = places[subnet] ?? [];
      if (ids.length === 0) return missing(expected, subnet);
      for (const id of ids) {
        const table = network.routeTables.get(network.subnets.get(id)?.routeTableId ?? '');
        if (!table)
          return {
            verdict: 'unknown',
            expected,
            actual: 'cannot tell: its route table could not be read',
            where: [id],
            code: 'NOT_READABLE',
          };
        const route = table.routes.find(({ target }) => target.kind === 'internet-gateway');
        if (route) {
          const cause = `${table.id}: ${route.text}`;
          return {
            verdict: 'fail',
            expected,
            actual: 'it is routed to the internet directly',
            where: [id, table.id],
            code: 'INTERNET_GATEWAY_ROUTE',
            cause,
          };
        }
      }
      return { verdict: 'pass', expected, actual: 'no route to an internet gateway', where: ids };
    },
  };
}

/** No interface of the host has a public IPv4 address. */
export function noPublicAddress<Place extends string>(host: Place): Check<Place> {
  const expected = `${host} has no public address`;
  return {
    places: [host],
    run(view) {
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(expected, host);
      const found = nics.flatMap((nic) =>
        nic.publicAddresses.map((each) => ({ nic, address: formatAddress(each.public) })),
      );
      if (found.length === 0) return { verdict: 'pass', expected, actual: 'it has none', where: [] };
      const actual = `it has ${found.map(({ address }) => address).join(', ')}`;
      return { verdict: 'fail', expected, actual, where: found.map(({ nic }) => nic.id), code: 'PUBLIC_ADDRESS' };
    },
  };
}

/** The mandated network ACL is the one that filters the subnet. */
export function aclAssociated<Acl extends string, SubnetPlace extends string>(
  acl: Acl,
  subnet: SubnetPlace,
): Check<Acl | SubnetPlace> {
  const expected = `network ACL ${acl} is associated with ${subnet}`;
  return {
    places: [acl, subnet],
    run({ network, places }) {
      const subnets = places[subnet] ?? [];
      if (subnets.length === 0) return missing(expected, subnet);
      const other = subnets.find((id) => !(places[acl] ?? []).includes(network.subnets.get(id)?.networkAclId ?? ''));
      if (!other) return { verdict: 'pass', expected, actual: 'it is', where: subnets };
      const instead = network.subnets.get(other)?.networkAclId;
      if (!instead)
        return {
          verdict: 'unknown',
          expected,
          actual: 'cannot tell: network ACLs could not be read',
          where: [other],
          code: 'NOT_READABLE',
        };
      return {
        verdict: 'fail',
        expected,
        actual: `another one is: ${instead}`,
        where: [other, instead],
        code: 'ACL_NOT_ASSOCIATED',
      };
    },
  };
}

/** All that the lab has costs no more per hour than the customer agreed to. */
export function costsAtMost(usdPerHour: number): Check<never> {
  const money = (usd: number) => `$${usd.toFixed(3)} per hour`;
  const expected = `the set-up costs at most ${money(usdPerHour)}`;
  return {
    places: [],
    run(view) {
      const actual = money(view.usdPerHour);
      if (view.usdPerHour <= usdPerHour + 1e-9) return { verdict: 'pass', expected, actual, where: [] };
      return { verdict: 'fail', expected, actual, where: [], code: 'OVER_BUDGET' };
    },
  };
}
