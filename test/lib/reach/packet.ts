import fc from 'fast-check';
import { parseAddress } from '../../../lib/network/address.ts';
import { contains, type Intervals, type Point } from '../../../lib/network/interval.ts';
import type { Network } from '../../../lib/network/network.ts';
import { ALL_PORTS, ALL_PROTOCOLS, FIELDS, type Packets, TCP, UDP } from '../../../lib/network/packets.ts';
import type { Course } from '../../../lib/reach/course.ts';
import { type Answer, ask, type Question } from '../../../lib/reach/question.ts';
import { beyondBalancers } from '../../../lib/reach/target-health.ts';
import type { Start } from '../../../lib/reach/walk.ts';

const value = (text: string): Point => parseAddress(text)!.value;
const range = (first: string, last = first): Intervals => [[value(first), value(last)]];

const whatever = (start: Start, source: Intervals): Question => {
  const six = typeof source[0]?.[0] === 'bigint';
  const destination = six
    ? range('::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')
    : range('0.0.0.0', '255.255.255.255');
  const ports = { sourcePorts: ALL_PORTS, destinationPorts: ALL_PORTS };
  return { start, packets: { family: six ? 6 : 4, protocols: ALL_PROTOCOLS, source, destination, ...ports } };
};

/** Everything that may be sent from a place in an estate. */
export const everything: readonly Question[] = [
  whatever({ interfaceId: 'eni-a' }, range('10.0.1.10')),
  whatever({ interfaceId: 'eni-a' }, range('2600:1f18:0:1::10')),
  whatever({ interfaceId: 'eni-b' }, range('10.1.1.10')),
  whatever({ internet: true }, range('52.1.0.0', '223.255.255.255')),
  whatever({ internet: true }, range('2001:db8::', '2001:db8:ffff::')),
  whatever({ vpnGatewayId: 'vgw-a' }, range('192.168.0.0', '192.168.255.255')),
];

const FOUR = [
  '10.0.1.10',
  '10.0.2.10',
  '10.0.2.50',
  '10.0.4.5',
  '10.0.4.6',
  '10.0.9.9',
  '10.1.1.10',
  '52.0.0.1',
  '52.0.0.2',
];
const MORE = [
  '52.0.0.5',
  '52.0.0.6',
  '52.0.0.200',
  '52.0.0.201',
  '52.216.0.1',
  '8.8.8.8',
  '130.0.0.1',
  '192.168.0.1',
  '169.254.169.254',
];
const SIX = ['2600:1f18:0:1::10', '2600:1f18:0:2::10', '2600:1f20::10', '2001:db8::1', '2600:1f18:0:9::9', 'fd00::1'];

/** One packet for each of those questions, at the edges of what rules and routes speak of. */
export const samples = fc
  .record({
    protocols: fc.constantFrom(TCP, TCP, TCP, TCP, TCP, UDP, 1, 47, 58),
    four: fc.constantFrom(...FOUR, ...MORE).map(value),
    six: fc.constantFrom(...SIX).map(value),
    sourceFour: fc.constantFrom('52.1.2.3', '127.255.255.255', '128.0.0.0', '203.0.113.9').map(value),
    sourcePorts: fc.constantFrom(1023, 1024, 32_768, 40_000, 50_000, 65_535),
    destinationPorts: fc.constantFrom(80, 80, 443, 399, 443, 500, 501, 1024, 2048, 8080, 65_535),
  })
  .map(({ four, six, sourceFour, ...fields }) =>
    everything.map(({ start, packets }): Question => {
      const only = packets.source[0]![0];
      const open = 'internet' in start && packets.family === 4;
      const single = { ...fields, source: open ? sourceFour : only, destination: packets.family === 4 ? four : six };
      return { start, packets: packetOf(packets.family, single) };
    }),
  );

function packetOf(family: 4 | 6, single: Record<(typeof FIELDS)[number], Point>): Packets {
  const sets = Object.fromEntries(
    FIELDS.map((field): [string, Intervals] => [field, [[single[field], single[field]]]]),
  );
  return { family, ...sets } as Packets;
}

/** The first packet of a course. */
export function firstOf({ initial }: Course): Packets {
  const points = Object.fromEntries(FIELDS.map((field) => [field, initial[field][0]![0]]));
  return packetOf(initial.family, points as Record<(typeof FIELDS)[number], Point>);
}

export const answer = (network: Network, question: Question): Answer =>
  ask(network, question, beyondBalancers(network));

const FATES = ['passing', 'failing', 'unknown'] as const;

/** What becomes of a packet, as an answer to a question that it is among tells: more than one thing where a device chooses. */
export const fatesIn = (told: Answer, packet: Packets): string =>
  FATES.filter((fate) => told[fate].some((course) => holds(course, packet))).join();

const holds = ({ initial }: Course, packet: Packets) =>
  FIELDS.every((field) => contains(initial[field], packet[field][0]![0]));
