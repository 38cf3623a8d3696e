import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, compare, tell } from './compare.ts';
import { type Lab, openLab, whyNot } from './lab.ts';
import { cases } from './networks.ts';
import { addressesOf, type Plan } from './plan.ts';

const SOURCE_PORTS = [1024, 32_767, 32_768, 60_999];
const PORTS = [22, 443];

/** Everybody asks everybody, from every source port. */
function everything({ places }: Plan): Connection[] {
  const clients = places.filter(({ deaf }) => !deaf);
  return clients.flatMap((from) =>
    places
      .filter((to) => to !== from)
      .flatMap((to) => (to.name === 'internet' ? ['8.8.8.8'] : addressesOf(to)))
      .flatMap((destination) =>
        PORTS.flatMap((port) =>
          SOURCE_PORTS.map((sourcePort) => ({ from, source: from.addresses[0] ?? '', sourcePort, destination, port })),
        ),
      ),
  );
}

const reason = whyNot();
if (reason) console.log(`networks by hand: skipped, ${reason}`);

describe.skipIf(reason)('networks by hand', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab?.close());

  it.each(cases)('$name', async ({ sketch, from, to, port, fates }) => {
    const { seen, disagreements } = await compare(lab, sketch, everything);
    expect(disagreements.map(tell)).toEqual([]);
    const flow = seen.filter(
      ({ connection: each }) => each.from.name === from && each.destination === to && each.port === port,
    );
    expect(flow.length).toBe(SOURCE_PORTS.length);
    expect([...new Set(flow.map(({ fate }) => fate))].sort()).toEqual(fates);
  });
});
