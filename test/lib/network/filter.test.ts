import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Filter } from '../../../lib/network/filter.ts';
import type { FilterLine } from '../../../lib/network/filter-line.ts';
import { contains, type Intervals, type Point, union } from '../../../lib/network/interval.ts';
import { ALL_PORTS, ALL_PROTOCOLS, FIELDS, type Packets, TCP, UDP } from '../../../lib/network/packets.ts';

/** A few protocols, ports and addresses, so that lines often meet. */
const PROTOCOLS = [TCP, UDP, 47];
const LAST = 9;
const addresses = (base: Point) =>
  Array.from({ length: LAST + 1 }, (_, i) => (typeof base === 'bigint' ? base + BigInt(i) : base + i));
const FOUR = addresses(0x0a00_0000);
const SIX = addresses(0x2600_1f18n << 96n);

const runs = (all: readonly Point[]): fc.Arbitrary<Intervals> =>
  fc
    .array(fc.tuple(fc.nat(LAST), fc.nat(4)), { minLength: 1, maxLength: 3 })
    .map((pairs) => union(pairs.map(([i, more]) => [all[i]!, all[Math.min(LAST, i + more)]!] as const)));
const ports = runs(Array.from({ length: LAST + 1 }, (_, i) => 440 + i));
const protocols: fc.Arbitrary<Intervals> = fc.constantFrom([[TCP, TCP]], [[UDP, UDP]], [[TCP, UDP]], ALL_PROTOCOLS);

const lines = fc.array(
  fc
    .record({
      protocols,
      ports: fc.oneof(ports, fc.constant(ALL_PORTS)),
      four: fc.option(runs(FOUR), { nil: [] }),
      six: fc.option(runs(SIX), { nil: [] }),
      action: fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    })
    .map(({ four, six, ...line }): FilterLine => ({ ...line, peer: { 4: four, 6: six }, component: '', text: '' })),
  { maxLength: 6 },
);

const asked = fc.constantFrom(4 as const, 6 as const).chain((family) =>
  fc.record<Packets>({
    family: fc.constant(family),
    protocols,
    source: runs(family === 4 ? FOUR : SIX),
    sourcePorts: fc.constant(ALL_PORTS),
    destination: runs(family === 4 ? FOUR : SIX),
    destinationPorts: ports,
  }),
);

/** The first line that matches decides; what none matches is denied. */
function passes(all: readonly FilterLine[], family: 4 | 6, protocol: Point, port: Point, peer: Point): boolean {
  const line = all.find(
    (each) => contains(each.protocols, protocol) && contains(each.ports, port) && contains(each.peer[family], peer),
  );
  return line?.action === 'allow';
}

const holds = (packets: Packets, protocol: Point, port: Point, source: Point, destination: Point): boolean =>
  [protocol, source, 1024, destination, port].every((value, i) => contains(packets[FIELDS[i]!], value));

describe('a filter', () => {
  it('divides packets as its lines, read one by one, would', () => {
    fc.assert(
      fc.property(lines, asked, fc.constantFrom('source' as const, 'destination' as const), (all, packets, peer) => {
        const { passed, refused } = new Filter(all).divide(packets, peer);
        const hosts = packets.family === 4 ? FOUR : SIX;
        for (const protocol of PROTOCOLS)
          for (let port = 440; port <= 440 + LAST; port++)
            for (const host of hosts) {
              const other = packets[peer === 'source' ? 'destination' : 'source'][0]![0];
              const [source, destination] = peer === 'source' ? [host, other] : [other, host];
              const counts = [passed, refused].map(
                (parts) => parts.filter((each) => holds(each, protocol, port, source, destination)).length,
              );
              const among = holds(packets, protocol, port, source, destination);
              const open = among && passes(all, packets.family, protocol, port, host);
              if (counts[0] !== Number(open) || counts[1] !== Number(among && !open))
                expect({ protocol, port, host, counts }).toEqual({
                  protocol,
                  port,
                  host,
                  counts: [Number(open), Number(among && !open)],
                });
            }
      }),
      { numRuns: 300 },
    );
  });

  it('names the line that decides', () => {
    fc.assert(
      fc.property(lines, asked, (all, packets) => {
        const named = all.map((line, i) => ({ ...line, text: String(i) }));
        const filter = new Filter(named);
        const { passed, refused } = filter.divide(packets, 'source');
        for (const part of passed) expect(filter.lineFor(part, 'source')?.action).toBe('allow');
        for (const part of refused) expect(filter.lineFor(part, 'source')?.action).not.toBe('allow');
      }),
    );
  });

  it('has no order where no line denies', () => {
    const allowing = lines.map((all) => all.map((line) => ({ ...line, action: 'allow' as const })));
    fc.assert(
      fc.property(allowing, asked, (all, packets) => {
        const sizes = [all, all.toReversed()].map((each) => new Filter(each).divide(packets, 'source').passed);
        expect(sizes[1]).toEqual(sizes[0]);
      }),
    );
  });
});
