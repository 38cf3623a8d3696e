import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../lib/network/address.ts';
import { contains, type Intervals } from '../../../lib/network/interval.ts';
import { interpret, type Network } from '../../../lib/network/network.ts';
import { FIELDS, type Packets, TCP, UDP } from '../../../lib/network/packets.ts';
import type { Course } from '../../../lib/reach/course.ts';
import { ask } from '../../../lib/reach/question.ts';
import type { Start } from '../../../lib/reach/walk.ts';
import { accountOf } from '../account.ts';
import { GROUPS, groupRule, sketches } from '../sketches.ts';

const value = (text: string) => parseAddress(text)!.value;
const PROTOCOLS: Intervals = [[0, 255]];
const PORTS: Intervals = [[0, 65535]];
const ANY: Intervals = [[0, value('255.255.255.255')]];

/** Every packet that starts at a place, whatever it says. */
const starts: readonly (readonly [Start, Packets])[] = [
  [
    { interfaceId: 'eni-a' },
    {
      family: 4,
      protocols: PROTOCOLS,
      source: [[value('10.0.1.10'), value('10.0.1.10')]],
      sourcePorts: PORTS,
      destination: ANY,
      destinationPorts: PORTS,
    },
  ],
  [
    { internet: true },
    {
      family: 4,
      protocols: PROTOCOLS,
      source: [[value('52.1.0.0'), value('223.255.255.255')]],
      sourcePorts: PORTS,
      destination: ANY,
      destinationPorts: PORTS,
    },
  ],
];

const points = {
  protocols: fc.constantFrom(TCP, UDP, 47),
  source: fc.constantFrom('52.1.2.3', '203.0.113.9', '127.255.255.255', '128.0.0.0').map(value),
  sourcePorts: fc.constantFrom(1023, 1024, 32767, 32768, 65535),
  destination: fc
    .constantFrom(
      '10.0.1.10',
      '10.0.2.10',
      '10.0.2.127',
      '10.0.2.128',
      '10.0.3.10',
      '52.0.0.1',
      '52.0.0.2',
      '52.9.9.9',
      '8.8.8.8',
      '127.255.255.255',
      '128.0.0.1',
    )
    .map(value),
  destinationPorts: fc.constantFrom(399, 400, 443, 500, 501, 1023, 1024, 65535),
};

const holds = (course: Course, packet: Packets) =>
  FIELDS.every((field) => contains(course.initial[field], packet[field][0]![0]));

function fateOf(network: Network, start: Start, packet: Packets): string {
  const { passing, failing, unknown } = ask(network, { start, packets: packet });
  return [passing, failing, unknown].map((courses) => courses.length > 0).join();
}

describe('what is said of a set of packets', () => {
  it('is what is said of each packet in it', () => {
    fc.assert(
      fc.property(sketches, fc.array(fc.record(points), { minLength: 8, maxLength: 8 }), (sketch, samples) => {
        const network = interpret(accountOf(sketch));
        for (const [start, packets] of starts) {
          const whole = ask(network, { start, packets });
          for (const sample of samples) {
            const source = 'internet' in start ? sample.source : value('10.0.1.10');
            const singles = { ...sample, source };
            const packet = {
              family: 4,
              ...Object.fromEntries(FIELDS.map((field) => [field, [[singles[field], singles[field]]]])),
            } as unknown as Packets;
            const told = [whole.passing, whole.failing, whole.unknown]
              .map((courses) => courses.some((course) => holds(course, packet)))
              .join();
            expect(told).toBe(fateOf(network, start, packet));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never shrinks when a security group allows more', () => {
    fc.assert(
      fc.property(sketches, fc.constantFrom(...GROUPS), groupRule, (sketch, group, rule) => {
        const [[start, packets] = []] = starts;
        if (!start || !packets) return;
        const before = ask(interpret(accountOf(sketch)), { start, packets }).passing;
        const more = {
          ...sketch,
          groups: {
            ...sketch.groups,
            [group]: { ...sketch.groups?.[group], in: [...(sketch.groups?.[group]?.in ?? []), rule] },
          },
        };
        const network = interpret(accountOf(more));
        for (const course of before) {
          const first = {
            family: 4,
            ...Object.fromEntries(
              FIELDS.map((field) => [field, [[course.initial[field][0]![0], course.initial[field][0]![0]]]]),
            ),
          } as unknown as Packets;
          expect(ask(network, { start, packets: first }).passing.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 100 },
    );
  });
});
