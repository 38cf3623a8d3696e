import type { Gap } from '../account/types.ts';
import { addressSet, parseCidr } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { INTERNET, shownName } from '../place.ts';
import { destinationsNamed, type End, endsNamed, theInternet } from '../reach/end.ts';
import type { View } from './check.ts';
import type { Finding } from './finding.ts';
import type { CheckWords } from './words/index.ts';

/** A block of addresses as the far end of a check: `cidr('203.0.113.0/24')`. Public ones lie on the internet. */
export type Block = `cidr:${string}`;

export const cidr = (block: string): Block => `cidr:${block}`;

/** An AWS service as the far end of a check: `service('s3')`, what its name resolves to at the sender. */
export type AwsService = `service:${string}`;

export const service = (name: string): AwsService => `service:${name}`;

/** Whether an endpoint's full service name, `com.amazonaws.us-east-1.s3`, is that of a service. */
export const isNamed = (serviceName: string, of: AwsService): boolean =>
  serviceName.split('.').slice(3).join('.') === of.slice('service:'.length);

/** The names that the lab must have a resource for, or `internet`. */
export type PlacesOf<Name extends string> = Exclude<Name, Block | AwsService>;

const isPlace = (name: string) => !name.startsWith('cidr:') && !name.startsWith('service:');

export function placesAmong<Name extends string>(...names: readonly Name[]): PlacesOf<Name>[] {
  return names.filter((name): name is PlacesOf<Name> => isPlace(name));
}

/** What people call it in a report. */
export function nameOf(peer: string, { ends }: CheckWords): string {
  if (peer === INTERNET) return ends.internet;
  if (peer.startsWith('service:')) return ends.service(peer.slice('service:'.length));
  return peer.startsWith('cidr:') ? peer.slice('cidr:'.length) : shownName(peer);
}

/** The ends that a name stands for; every resource that plays the role counts. A service is what it resolves to at `sender`. */
export function endsOf({ network, places }: View, peer: string, sender?: NetworkInterface): readonly End[] {
  if (peer === INTERNET) return [theInternet(network)];
  if (peer.startsWith('service:')) {
    return destinationsNamed(network, `${peer.slice('service:'.length)}.amazonaws.com`, sender);
  }
  if (!peer.startsWith('cidr:')) return (places[peer] ?? []).flatMap((id) => endsNamed(network, id));
  const block = parseCidr(peer.slice('cidr:'.length));
  return block ? [{ kind: 'internet', public: true, addresses: addressSet([block]) }] : [];
}

/** Where a role's hosts send from and are asked at: of an instance with several interfaces, the primary one. */
export function mainEndsOf(view: View, peer: string, sender?: NetworkInterface): readonly End[] {
  const seen = new Set<string>();
  return endsOf(view, peer, sender).filter((end) => {
    const instance = end.kind === 'interface' ? end.nic.instanceId : undefined;
    if (instance === undefined) return true;
    const first = !seen.has(instance);
    seen.add(instance);
    return first;
  });
}

/** The subnets that play a role, or in which its hosts are. */
export function subnetsOf(view: View, place: string): string[] {
  const named = (view.places[place] ?? []).filter((id) => view.network.subnets.has(id));
  const ofHosts = mainEndsOf(view, place).flatMap((end) => (end.kind === 'interface' ? [end.nic.subnetId] : []));
  return [...new Set([...named, ...ofHosts])];
}

/** The interfaces of the hosts that play a role. */
export function interfacesOf(view: View, place: string): NetworkInterface[] {
  return endsOf(view, place).flatMap((end) => (end.kind === 'interface' ? [end.nic] : []));
}

/** What could not be read, among the lists whose command matches. */
export function unread({ gaps }: Network, commands: RegExp): Gap | undefined {
  return gaps.find(({ command }) => commands.test(command));
}

/** The finding where nothing may be concluded, and why. */
export function cannotTell(
  { words }: Pick<View, 'words'>,
  expected: string,
  why: string,
  where: readonly string[] = [],
): Finding {
  return { verdict: 'unknown', expected, actual: words.untold.cannotTell(why), where, code: 'NOT_READABLE' };
}

/** The lists in which places are found. */
const OF_PLACES = /describe-(instances|network-interfaces|subnets|network-acls|load-balancers|target-groups|tags)$/;

/** The finding for a role that nobody plays any more. */
export function missing(view: View, expected: string, ...places: readonly string[]): Finding {
  const { network, words } = view;
  const gap = unread(network, OF_PLACES);
  if (gap) return cannotTell(view, expected, words.untold.failed(gap.command));
  const names = words.ends.all(places.map((place) => nameOf(place, words)));
  return {
    verdict: 'fail',
    expected,
    actual: words.untold.missing(names, places[0] ?? ''),
    where: [],
    code: 'MISSING',
  };
}
