import { type AddressSet, type Family, PUBLIC, pointOf } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { contains, type Intervals, sizeOf, union } from '../network/interval.ts';
import { ALL_PORTS, type Packets, TCP, UDP } from '../network/packets.ts';
import type { SecurityGroupRule, Way } from '../network/security-group.ts';
import { INTERNET } from '../place.ts';
import { type Course, startOf } from '../reach/course.ts';
import { throughNetworkAcl, throughSecurityGroups } from '../reach/filter.ts';
import { lastHopOf } from '../reach/hops.ts';
import type { Position } from '../reach/position.ts';
import type { Check, View } from './check.ts';
import type { Finding } from './finding.ts';
import {
  type AwsService,
  cannotTell,
  endsOf,
  interfacesOf,
  isNamed,
  mainEndsOf,
  missing,
  nameOf,
  type PlacesOf,
  placesAmong,
  subnetsOf,
} from './host.ts';
import { type Service, serviceName } from './service.ts';
import type { CheckWords } from './words/index.ts';

const FAMILIES: readonly Family[] = [4, 6];
const DONE: Position = { kind: 'delivered', to: 'the other side' };

/** The security groups of a host's primary interface, whatever else is on the way, allow all of the service with the peer. */
export function admits<Host extends string, Peer extends string>(
  host: Host,
  way: Way,
  peer: Peer,
  service: Service,
): Check<PlacesOf<Host | Peer>> {
  return {
    places: placesAmong<Host | Peer>(host, peer),
    run(view) {
      const { permission: words } = view.words;
      const expected = said(view, words.admits, host, service, way, peer);
      const nics = mainEndsOf(view, host).flatMap((end) => (end.kind === 'interface' ? [end.nic] : []));
      if (nics.length === 0) return missing(view, expected, host);
      if (endsOf(view, peer).length === 0) return missing(view, expected, peer);
      const courses = nics.flatMap((nic) => throughGroups(view, nic, way, peer, service, [4]));
      const refused = courses.some((course) => course.at.kind === 'dropped');
      const unread = courses.find((course) => course.at.kind === 'unknown');
      if (!refused && unread) return untold(view, expected, unread);
      if (!refused && courses.length > 0) return { verdict: 'pass', expected, actual: words.allowed, where: [] };
      const where = nics.flatMap((nic) => nic.groups);
      return { verdict: 'fail', expected, actual: words.notAllAllowed, where, code: 'FLOW_NOT_ALLOWED' };
    },
  };
}

/** The security groups of a host, whatever else is on the way, allow none of the service with any address of the peer. */
export function refuses<Host extends string, Peer extends string>(
  host: Host,
  way: Way,
  peer: Peer,
  service: Service,
): Check<PlacesOf<Host | Peer>> {
  return {
    places: placesAmong<Host | Peer>(host, peer),
    run(view) {
      const expected = said(view, view.words.permission.refuses, host, service, way, peer);
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(view, expected, host);
      if (endsOf(view, peer).length === 0) return missing(view, expected, peer);
      return refusal(view, expected, nics, way, peer, service);
    },
  };
}

/** The security groups of the interfaces of a service's endpoints allow none of the traffic with any address of the peer. */
export function endpointsHide<Peer extends string>(
  endpoint: AwsService,
  peer: Peer,
  service: Service,
): Check<PlacesOf<Peer>> {
  return {
    places: placesAmong<Peer>(peer),
    run(view) {
      const expected = said(view, view.words.permission.hides, endpoint, service, 'ingress', peer);
      const { interfaces, vpcEndpoints } = view.network;
      const ids = [...vpcEndpoints.values()].filter(({ serviceName }) => isNamed(serviceName, endpoint));
      const nics = ids.flatMap(({ interfaceIds }) => interfaceIds.flatMap((id) => interfaces.get(id) ?? []));
      return refusal(view, expected, nics, 'ingress', peer, service);
    },
  };
}

function refusal(
  view: View,
  expected: string,
  nics: readonly NetworkInterface[],
  way: Way,
  peer: string,
  service: Service,
): Finding {
  const { permission: words } = view.words;
  const courses = nics.flatMap((nic) => throughGroups(view, nic, way, peer, service, FAMILIES));
  const admitted = courses.find((course) => course.at === DONE);
  if (admitted) {
    const code = way === 'ingress' && peer === INTERNET ? 'OPEN_TO_INTERNET' : 'RULE_TOO_WIDE';
    return { ...broken(expected, admitted, words.partAllowed), code };
  }
  const unread = courses.find((course) => course.at.kind === 'unknown');
  if (unread) return untold(view, expected, unread);
  return { verdict: 'pass', expected, actual: words.notAllowed, where: [] };
}

/** No host of the role has rules that together allow most of the ports of TCP or UDP. */
export function noAllPortsRule<Host extends string>(host: Host, way: Way): Check<PlacesOf<Host>> {
  return {
    places: placesAmong(host),
    run(view) {
      const { permission: words } = view.words;
      const expected = words.namesPorts(way, nameOf(host, view.words));
      const nics = interfacesOf(view, host);
      if (nics.length === 0) return missing(view, expected, host);
      const groups = [...new Set(nics.flatMap((nic) => nic.groups))];
      const read = groups.map((id) => view.network.securityGroups.get(id));
      const rules = read.flatMap((group) => group?.[way] ?? []);
      if (allowMostPorts(rules))
        return { verdict: 'fail', expected, actual: words.mostPorts, where: groups, code: 'RULE_TOO_WIDE' };
      if (read.includes(undefined)) return cannotTell(view, expected, view.words.untold.rulesUnread, groups);
      return { verdict: 'pass', expected, actual: words.portsNamed, where: [] };
    },
  };
}

/** Whether rules together allow more than half of the ports of TCP or UDP: nobody needs that many. */
export function allowMostPorts(rules: readonly SecurityGroupRule[]): boolean {
  return [TCP, UDP].some((protocol) => {
    const ports = rules.flatMap((rule) => (contains(rule.protocols, protocol) ? rule.ports : []));
    return sizeOf(union(ports)) > sizeOf(ALL_PORTS) / 2;
  });
}

/** The network ACL of a subnet, or of the subnet that a host is in, by itself lets through none of the service. */
export function aclDenies<SubnetPlace extends string, Peer extends string>(
  subnet: SubnetPlace,
  way: Way,
  peer: Peer,
  service: Service,
): Check<PlacesOf<SubnetPlace | Peer>> {
  return {
    places: placesAmong<SubnetPlace | Peer>(subnet, peer),
    run(view) {
      const { permission: words } = view.words;
      const expected = said(view, words.aclDenies, subnet, service, way, peer);
      const ids = subnetsOf(view, subnet);
      if (ids.length === 0) return missing(view, expected, subnet);
      if (endsOf(view, peer).length === 0) return missing(view, expected, peer);
      const ground = { network: view.network, pastFilters: false };
      const courses = ids.flatMap((id) =>
        packetsBetween(undefined, way, addressesOf(view, peer), service, FAMILIES).flatMap((packets) =>
          throughNetworkAcl(ground, startOf(packets, DONE), id, way, DONE),
        ),
      );
      const admitted = courses.find((course) => course.at === DONE);
      if (admitted) return { ...broken(expected, admitted, words.partPasses), code: 'ACL_NEUTRALISED' };
      const unread = courses.find((course) => course.at.kind === 'unknown');
      return unread ? untold(view, expected, unread) : { verdict: 'pass', expected, actual: words.denied, where: [] };
    },
  };
}

type Sentence = CheckWords['permission']['admits'];

/** What is expected of the rules of something, in words. */
function said({ words }: View, sentence: Sentence, of: string, service: Service, way: Way, peer: string): string {
  return sentence(nameOf(of, words), serviceName(service, words), way, nameOf(peer, words));
}

function throughGroups(
  view: View,
  nic: NetworkInterface,
  way: Way,
  peer: string,
  service: Service,
  families: readonly Family[],
): Course[] {
  const ground = { network: view.network, pastFilters: false };
  return packetsBetween(nic, way, addressesOf(view, peer), service, families).flatMap((packets) =>
    throughSecurityGroups(ground, startOf(packets, DONE), nic, way, DONE),
  );
}

function addressesOf(view: View, peer: string): AddressSet {
  if (peer === INTERNET) return PUBLIC;
  const of = (family: Family): Intervals =>
    union(
      endsOf(view, peer).flatMap((end) => {
        if (end.kind === 'internet') return end.addresses[family];
        return end.nic.addresses.filter((each) => each.family === family).map(pointOf);
      }),
    );
  return { 4: of(4), 6: of(6) };
}

/** Packets with the peer at the far end; a filter looks at the far end's address and the destination port only. */
function packetsBetween(
  nic: NetworkInterface | undefined,
  way: Way,
  peer: AddressSet,
  service: Service,
  families: readonly Family[],
): Packets[] {
  return families.flatMap((family) => {
    const own = nic?.addresses.filter((each) => each.family === family).map(pointOf) ?? [];
    const far = peer[family];
    if (far.length === 0) return [];
    const ends = way === 'ingress' ? { source: far, destination: own } : { source: own, destination: far };
    return service.boxes.map(({ protocols, ports }) => ({
      family,
      protocols,
      ...ends,
      sourcePorts: ALL_PORTS,
      destinationPorts: ports,
    }));
  });
}

function broken(expected: string, course: Course, what: string): Omit<Finding, 'code'> {
  const hop = lastHopOf(course);
  const where = hop ? [hop.component] : [];
  const cause = hop ? `${hop.component}: ${hop.rule ?? ''}` : undefined;
  return { verdict: 'fail', expected, actual: what, where, ...(cause && { cause }) };
}

function untold(view: View, expected: string, course: Course): Finding {
  const hop = lastHopOf(course);
  const why = view.words.note(hop?.note) || view.words.untold.notRead;
  return cannotTell(view, expected, why, hop ? [hop.component] : []);
}
