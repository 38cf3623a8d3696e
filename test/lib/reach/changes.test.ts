import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../lib/account/types.ts';
import { interpret } from '../../../lib/network/network.ts';
import { accountOf, type Sketch } from '../account.ts';
import { addedRule, estates } from '../estates.ts';
import { sketchesWith } from '../sketches.ts';
import { answer, everything, fatesIn, firstOf, samples } from './packet.ts';

/** Without health checks: a target that becomes healthy takes requests away from others. */
const withoutHealth = (sketch: Sketch): Sketch => ({
  ...sketch,
  targetGroups: Object.fromEntries(
    Object.entries(sketch.targetGroups ?? {}).map(([id, group]) => [id, { ...group, healthChecks: false }]),
  ),
});

function withRule(sketch: Sketch, { group, way, rule }: { group: string; way: 'in' | 'out'; rule: string }): Sketch {
  const own = sketch.groups?.[group] ?? {};
  return { ...sketch, groups: { ...sketch.groups, [group]: { ...own, [way]: [...(own[way] ?? []), rule] } } };
}

/** What becomes of some packets, one by one. */
function fatesOf(account: Account, rows: readonly (typeof everything)[]): string[] {
  const network = interpret(account);
  return rows.flat().map((question) => fatesIn(answer(network, question), question.packets));
}

describe('another rule of a security group', () => {
  it('never takes anything away', () => {
    fc.assert(
      fc.property(estates, addedRule, (drawn, added) => {
        const sketch = withoutHealth(drawn);
        const [before, after] = [sketch, withRule(sketch, added)].map((each) => interpret(accountOf(each)));
        for (const { start, packets } of everything) {
          for (const course of answer(before!, { start, packets }).passing) {
            const first = firstOf(course);
            expect(answer(after!, { start, packets: first }).passing.length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Entries of which none matches what another matches. */
const disjoint = fc
  .uniqueArray(
    fc.record({
      port: fc.constantFrom('80', '443', '500', '1024-65535', '100-399'),
      action: fc.constantFrom('allow', 'deny'),
    }),
    { minLength: 2, selector: ({ port }) => port },
  )
  .chain((entries) => fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })));

const numbered = (entries: readonly { port: string; action: string }[]) =>
  entries.map(({ port, action }, i) => `${100 + i} ${action} tcp/${port} 0.0.0.0/0`);

describe('entries of a network ACL that match nothing in common', () => {
  it('may have any numbers', () => {
    fc.assert(
      fc.property(estates, disjoint, samples, (sketch, [entries, others], row) => {
        const [one, other] = [entries, others].map((order) => {
          const acl = { in: numbered(order), out: numbered(order) };
          const own = sketch.subnets['subnet-a'];
          return accountOf({ ...sketch, subnets: { ...sketch.subnets, ...(own && { 'subnet-a': { ...own, acl } }) } });
        });
        expect(fatesOf(other!, [row])).toEqual(fatesOf(one!, [row]));
      }),
      { numRuns: 100 },
    );
  });
});

/** Every list of an account in another order, and the lists in it; `Math.random` would not be repeated by a seed. */
function shuffled<T>(all: T, places: readonly number[]): T {
  if (Array.isArray(all)) {
    const keyed = all.map((each, i) => ({ each: shuffled(each, places), key: places[i % places.length]! }));
    return keyed.sort((a, b) => a.key - b.key).map(({ each }) => each) as T;
  }
  if (typeof all !== 'object' || all === null) return all;
  return Object.fromEntries(
    Object.entries(all).map(([key, each]) => [key, isOrdered(key) ? each : shuffled(each, places)]),
  ) as T;
}

/** A primary address comes first, and so does a VPC's first block; a list of actions is a sequence. */
const isOrdered = (key: string) => /^(PrivateIpAddresses|CidrBlockAssociationSet|Actions)$/.test(key);

describe('the order in which facts are listed', () => {
  it('never matters', () => {
    const anyPlaces = fc.array(fc.nat(1000), { minLength: 5, maxLength: 11 });
    fc.assert(
      fc.property(fc.oneof(estates, sketchesWith(1)), anyPlaces, (sketch, places) => {
        const account = accountOf(sketch);
        const other = shuffled(account, places);
        const rows = [...edgesOf(account), ...edgesOf(other)];
        expect(fatesOf(other, rows)).toEqual(fatesOf(account, rows));
      }),
      { numRuns: 100 },
    );
  });
});

/** A packet of every part that a network divides packets into. */
function edgesOf(account: Account): (typeof everything)[] {
  const network = interpret(account);
  return everything.map((question) => {
    const { passing, failing, unknown } = answer(network, question);
    return [...passing, ...failing, ...unknown].map((course) => ({ start: question.start, packets: firstOf(course) }));
  });
}
