import type { AnalysisPacketHeader, PortRange } from '@aws-sdk/client-ec2';
import { blockOf, formatCidr, PUBLIC, RFC1918, RFC6598 } from '../../lib/network/address.ts';
import {
  contains,
  covers,
  type Interval,
  type Intervals,
  type Point,
  same,
  sizeOf,
  subtract,
} from '../../lib/network/interval.ts';
import type { Packets } from '../../lib/network/packets.ts';

/** A set of packets as AWS writes it: addresses as CIDR blocks, the protocol as its number. */
export const headerOf = (packets: Packets): AnalysisPacketHeader => ({
  SourceAddresses: blocksOf(packets.source),
  SourcePortRanges: portRangesOf(packets.sourcePorts),
  DestinationAddresses: blocksOf(packets.destination),
  DestinationPortRanges: portRangesOf(packets.destinationPorts),
  Protocol: String(packets.protocols[0]?.[0] ?? ''),
});

/** What a component has changed: only those fields that it rewrote; undefined when it changed nothing. */
export function changesIn(before: Packets, after: Packets): AnalysisPacketHeader | undefined {
  const header = headerOf(after);
  const changed: AnalysisPacketHeader = {
    ...(!covers(before.source, after.source) && { SourceAddresses: header.SourceAddresses }),
    ...(!same(before.sourcePorts, after.sourcePorts) && { SourcePortRanges: header.SourcePortRanges }),
    ...(!covers(before.destination, after.destination) && { DestinationAddresses: header.DestinationAddresses }),
    ...(!same(before.destinationPorts, after.destinationPorts) && {
      DestinationPortRanges: header.DestinationPortRanges,
    }),
  };
  return Object.keys(changed).length > 0 ? changed : undefined;
}

export const portRangesOf = (ports: Intervals): PortRange[] =>
  ports.map(([From, To]) => ({ From: Number(From), To: Number(To) }));

/** All that AWS takes for the internet: what an internet gateway does not drop as private. */
const INTERNET: Intervals = subtract(subtract([[0, 2 ** 32 - 1]], RFC1918[4]), RFC6598[4]);

export const isPublic = (value: Point): boolean => contains(INTERNET, value);

/** The few addresses that no host has, and the account's own, are not taken out of the internet's: the list would be many times as long. */
export function blocksOf(set: Intervals): string[] {
  const all = PUBLIC[4];
  const isInternet = covers(all, set) && sizeOf(subtract(all, set)) < sizeOf(all) / 1000;
  return (isInternet ? INTERNET : set).flatMap((interval) => blocksIn(interval));
}

/** The fewest CIDR blocks that make up a run of IPv4 addresses. */
function blocksIn([first, last]: Interval): string[] {
  const blocks: string[] = [];
  for (let value = Number(first); value <= Number(last); ) {
    let length = 32;
    while (length > 0 && isWithin(value, length - 1, Number(last))) length--;
    const block = blockOf({ family: 4, value }, length);
    blocks.push(formatCidr(block));
    value = Number(block.last) + 1;
  }
  return blocks;
}

function isWithin(value: number, length: number, last: number): boolean {
  const block = blockOf({ family: 4, value }, length);
  return block.first === value && Number(block.last) <= last;
}
