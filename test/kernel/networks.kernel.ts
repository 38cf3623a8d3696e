import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cases } from './cases/index.ts';
import { type Comparison, compare } from './compare.ts';
import { type Connection, fateIn } from './connection.ts';
import { type Lab, openLabs, whyNot } from './lab.ts';
import { addressesOf, type Plan } from './plan.ts';
import { tally } from './tally.ts';
import { tell } from './tell.ts';

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
  const started = Date.now();
  const all: Comparison[] = [];
  let labs: Lab[] = [];
  beforeAll(async () => {
    labs = await openLabs();
  });
  afterAll(async () => {
    console.log(`networks by hand: ${tally(all, started).text}`);
    await Promise.all(labs.map((lab) => lab.close()));
  });

  it.concurrent.each(cases)('$name', async ({ sketch, from, to, port, fates }) => {
    const lab = labs.pop();
    if (!lab) throw new Error('more tests than labs at once');
    try {
      const isOfInterest = (each: Connection) =>
        each.from.name === from && each.destination === to && each.port === port;
      const done = await compare(lab, sketch, (plan) =>
        everything(plan).map((each) => (isOfInterest(each) ? { ...each, expected: fates } : each)),
      );
      all.push(...done);
      expect(done.filter(({ verdict }) => verdict === 'disagreed').map(tell)).toEqual([]);
      const flow = done.filter(({ connection }) => isOfInterest(connection));
      expect(flow.length).toBe(SOURCE_PORTS.length);
      expect([...new Set(flow.map(({ kernel }) => fateIn(kernel)))].sort()).toEqual(fates);
    } finally {
      labs.push(lab);
    }
  });
});
