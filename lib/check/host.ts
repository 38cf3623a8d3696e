import { addressSet, parseCidr } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { INTERNET } from '../place.ts';
import { type End, endsNamed, theInternet } from '../reach/end.ts';
import type { View } from './check.ts';
import type { Finding } from './finding.ts';

/** A block of addresses as the far end of a check: `cidr('203.0.113.0/24')`. Public ones lie on the internet. */
export type Block = `cidr:${string}`;

export const cidr = (block: string): Block => `cidr:${block}`;

/** The names that the lab must have a resource for, or `internet`. */
export type PlacesOf<Name extends string> = Exclude<Name, Block>;

export function placesAmong<Name extends string>(...names: readonly Name[]): PlacesOf<Name>[] {
  return names.filter((name): name is PlacesOf<Name> => !name.startsWith('cidr:'));
}

/** What people call it in a report. */
export function nameOf(peer: string): string {
  if (peer === INTERNET) return 'the internet';
  return peer.replace(/^cidr:/, '');
}

/** The ends that a name stands for; every resource that plays the role counts. */
export function endsOf({ network, places }: View, peer: string): readonly End[] {
  if (peer === INTERNET) return [theInternet(network)];
  if (!peer.startsWith('cidr:')) return (places[peer] ?? []).flatMap((id) => endsNamed(network, id));
  const block = parseCidr(peer.slice('cidr:'.length));
  return block ? [{ kind: 'internet', public: true, addresses: addressSet([block]) }] : [];
}

/** The interfaces of the hosts that play a role. */
export function interfacesOf(view: View, place: string): NetworkInterface[] {
  return endsOf(view, place).flatMap((end) => (end.kind === 'interface' ? [end.nic] : []));
}

/** The finding for a role that nobody plays any more. */
export function missing(expected: string, ...places: readonly string[]): Finding {
  const names = places.map(nameOf).join(' and ');
  return {
    verdict: 'fail',
    expected,
    actual: `there is no ${names} in the lab; a replacement needs the tag lab:role=${places[0] ?? ''}`,
    where: [],
    code: 'MISSING',
  };
}
