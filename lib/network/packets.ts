import type { Family } from './address.ts';
import { type Intervals, intersect, subtract } from './interval.ts';

/** The five fields that AWS's filters and routes look at. For ICMP, a destination port is type × 256 + code. */
export const FIELDS = ['protocols', 'source', 'sourcePorts', 'destination', 'destinationPorts'] as const;
export type Field = (typeof FIELDS)[number];

/** A set of packets of one address family: every combination of the five sets. A single packet is the smallest of them. */
export type Packets = { readonly family: Family } & { readonly [F in Field]: Intervals };

/** What a rule says of some fields; a field it does not name may have any value. */
export type Match = { readonly [F in Field]?: Intervals | undefined };

export const TCP = 6;
export const UDP = 17;
export const ICMP = 1;
export const ICMPV6 = 58;
export const ALL_PROTOCOLS: Intervals = [[0, 255]];
export const ALL_PORTS: Intervals = [[0, 65535]];

/** The packets that match, if any, and the rest, which may take several sets to describe. */
export function split(packets: Packets, match: Match): { inside: Packets | undefined; outside: Packets[] } {
  const outside: Packets[] = [];
  let inside = packets;
  for (const field of FIELDS) {
    const wanted = match[field];
    if (!wanted) continue;
    const common = intersect(inside[field], wanted);
    if (common === inside[field]) continue;
    if (common.length === 0) return { inside: undefined, outside: [packets] };
    outside.push(having(inside, field, subtract(inside[field], wanted)));
    inside = having(inside, field, common);
  }
  return { inside, outside };
}

/** The packets with another set in one field; the same ones where that is the set they have. */
export function having(packets: Packets, field: Field, set: Intervals): Packets {
  if (packets[field] === set) return packets;
  const changed = {
    family: packets.family,
    protocols: packets.protocols,
    source: packets.source,
    sourcePorts: packets.sourcePorts,
    destination: packets.destination,
    destinationPorts: packets.destinationPorts,
  };
  changed[field] = set;
  return changed;
}

/** The packets that an answer to these has: source and destination change places. */
export function answerTo(packets: Packets): Packets {
  return {
    family: packets.family,
    protocols: packets.protocols,
    source: packets.destination,
    sourcePorts: packets.destinationPorts,
    destination: packets.source,
    destinationPorts: packets.sourcePorts,
  };
}
