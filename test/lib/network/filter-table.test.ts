import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterLine } from '../../../lib/network/filter-line.ts';
import { runsByProtocol } from '../../../lib/network/filter-run.ts';
import { admits, tableOf } from '../../../lib/network/filter-table.ts';
import { contains, type Interval, union } from '../../../lib/network/interval.ts';
import { ALL_PORTS, ALL_PROTOCOLS } from '../../../lib/network/packets.ts';

/** Near both ends of what a row of numbers can hold, and in the middle, where a signed number would turn negative. */
const VALUES = [0, 1, 2, 0x7fff_fffe, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff];
const PORTS = [0, 1, 2, 443, 444, 1024, 65_534, 65_535];

const intervalOf = (values: readonly number[]): fc.Arbitrary<Interval> =>
  fc.tuple(fc.constantFrom(...values), fc.constantFrom(...values)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);

const line: fc.Arbitrary<FilterLine> = fc
  .record({
    protocols: fc.constantFrom(
      ALL_PROTOCOLS,
      [[6, 6]] as const,
      [[17, 17]] as const,
      [[0, 0]] as const,
      [[255, 255]] as const,
    ),
    ports: fc.oneof(
      fc.constant(ALL_PORTS),
      intervalOf(PORTS).map((ports) => [ports]),
    ),
    peers: fc.array(intervalOf(VALUES), { minLength: 1, maxLength: 3 }),
    action: fc.constantFrom('allow' as const, 'deny' as const),
  })
  .map(({ protocols, ports, peers, action }) => ({
    protocols,
    ports,
    action,
    peer: { 4: union(peers), 6: [] },
    component: 'c',
    text: 't',
  }));

function decides(lines: readonly FilterLine[], protocol: number, port: number, address: number): boolean {
  const first = lines.find(
    (each) => contains(each.protocols, protocol) && contains(each.ports, port) && contains(each.peer[4], address),
  );
  return first?.action === 'allow';
}

describe('a filter table', () => {
  it('says of every packet what its lines, read one by one, say', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const table = tableOf(runsByProtocol(lines, 4));
        for (const protocol of [0, 6, 17, 254, 255])
          for (const port of PORTS)
            for (const address of VALUES)
              expect({
                protocol,
                port,
                address,
                open: admits(table, { protocol, first: port, last: port, address }),
              }).toEqual({
                protocol,
                port,
                address,
                open: decides(lines, protocol, port, address),
              });
      }),
      { numRuns: 200 },
    );
  });

  it('says of ports in a row what it says of each of them, or nothing where they differ', () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.constantFrom(...VALUES),
        fc.constantFrom(0, 6, 255),
        fc.integer({ min: 0, max: 65_500 }),
        fc.integer({ min: 0, max: 35 }),
        (lines, address, protocol, first, width) => {
          const table = tableOf(runsByProtocol(lines, 4));
          const fates = new Set(
            Array.from({ length: width + 1 }, (_, i) => decides(lines, protocol, first + i, address)),
          );
          const said = admits(table, { protocol, first, last: first + width, address });
          expect(said).toBe(fates.size > 1 ? undefined : [...fates][0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has room for more than one array holds', () => {
    const hosts = Array.from({ length: 40_000 }, (_, i): Interval => [2 * i, 2 * i]);
    const many: FilterLine[] = [
      { protocols: [[6, 6]], ports: ALL_PORTS, action: 'allow', peer: { 4: hosts, 6: [] }, component: 'c', text: 't' },
    ];
    const tables = [many, [], many].map((lines) => tableOf(runsByProtocol(lines, 4)));
    const said = tables.map((table) =>
      [0, 1, 79_998, 79_999].map((address) => admits(table, { protocol: 6, first: 443, last: 443, address })),
    );
    const open = [true, false, true, false];
    expect(said).toEqual([open, [false, false, false, false], open]);
  });
});
