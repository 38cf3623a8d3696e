import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sketch } from '../lib/account.ts';
import { sketchesWith } from '../lib/sketches.ts';
import { type Comparison, compare } from './compare.ts';
import type { Connection } from './connection.ts';
import { type Lab, openLabs, whyNot } from './lab.ts';
import { addressesOf, type Plan } from './plan.ts';
import { busySketches } from './sketches/busy.ts';
import { joinedSketches } from './sketches/joined.ts';
import { fatesOf, tally } from './tally.ts';
import { tell } from './tell.ts';

const SEED = Number(process.env.KERNEL_SEED ?? Date.now() % 2 ** 31);
/** Of each kind. */
const NETWORKS = Number(process.env.KERNEL_NETWORKS ?? 120);
const CONNECTIONS = 28;
const OPENNESS = 4;

/** Sources and destinations have no port in common, so that no two connections are each other's answer. */
const SOURCE_PORTS = [1024, 32_767, 32_768, 60_999, 65_535];
const PORTS = [399, 400, 443, 500, 501, 1023, 1025, 32_769, 65_534];

const draws = fc.array(fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), {
  minLength: CONNECTIONS,
  maxLength: CONNECTIONS,
});

/** Turns numbers by chance into connections between the places of a plan. */
function chosen(plan: Plan, numbers: readonly (readonly number[])[]): Connection[] {
  const clients = plan.places.filter(({ deaf }) => !deaf);
  const connections = numbers.map(([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]): Connection => {
    const from = pick(clients, a);
    const to = pick(
      plan.places.filter((place) => place !== from && (!place.deaf || b % 4 === 0)),
      c,
    );
    const others = from.name === 'internet' && b % 8 > 0 && to.published.length > 0 ? to.published : undefined;
    return {
      from,
      source: pick(from.addresses, d),
      sourcePort: pick(SOURCE_PORTS, d >> 4),
      destination: pick(others ?? addressesOf(to), e),
      // Most rules speak of these two.
      port: f % 2 === 0 ? 443 : pick(PORTS, f >> 1),
    };
  });
  return [...new Map(connections.map((each) => [keyOf(each), each])).values()];
}

const keyOf = ({ source, sourcePort, destination, port }: Connection) =>
  `${source}:${sourcePort} ${destination}:${port}`;

function pick<T>(all: readonly T[], number: number): T {
  const found = all[number % all.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

async function held(sketches: fc.Arbitrary<Sketch>): Promise<Comparison[]> {
  const cases = fc.sample(fc.tuple(sketches, draws), { seed: SEED, numRuns: NETWORKS });
  const done: Comparison[] = [];
  const work = async (lab: Lab) => {
    try {
      for (let next = cases.pop(); next; next = cases.pop()) {
        const [sketch, numbers] = next;
        done.push(...(await compare(lab, sketch, (plan) => chosen(plan, numbers))));
      }
    } finally {
      await lab.close();
    }
  };
  await Promise.all((await openLabs()).map(work));
  return done;
}

const reason = whyNot();
if (reason) console.log(`networks by chance: skipped, ${reason}`);

const KINDS = {
  'networks by chance': sketchesWith(OPENNESS),
  'busy networks by chance': busySketches,
  'joined networks by chance': joinedSketches,
};

describe.skipIf(reason)(`seed ${SEED}`, () => {
  const started = Date.now();
  const all: Comparison[] = [];

  it.each(Object.entries(KINDS))('%s', async (kind, sketches) => {
    const done = await held(sketches);
    all.push(...done);
    console.log(`${kind}:`, fatesOf(done));
    const stories = done.filter(({ verdict }) => verdict === 'disagreed').map(tell);
    for (const story of stories.slice(0, 10)) console.log(story);
    expect(stories.length).toBe(0);
  });

  it('are enough to tell', () => {
    const { networks, compared, text } = tally(all, started);
    console.log(`networks by chance, seed ${SEED}: ${text}`);
    expect(networks).toBeGreaterThanOrEqual(200);
    expect(compared).toBeGreaterThanOrEqual(5000);
  });
});
