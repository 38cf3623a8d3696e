import { describe, expect, it } from 'vitest';
import { type Quality, rate } from '../../grader/quality.ts';
import type { Account } from '../../lib/account/types.ts';
import type { Lab } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { openLab, readLab } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';
import { freshBench, VARIANTS } from './fresh-bench.ts';

const fixture = freshBench();

/** How each accepted fix of a variant is rated, by its name. */
async function ratings(id: string, variant: string): Promise<Record<string, Quality>> {
  const scenario = findScenario(id);
  const terms = drawTerms(scenario, 'quality', variant);
  const deployed = await fixture.deploy(scenario, terms);
  const before = await readLab(fixture.bench, scenario);
  const found: Record<string, Quality> = {};
  for (const [name, fix] of Object.entries(scenario.fixes)) {
    if (!(fix.variants?.includes(variant) ?? true)) continue;
    fixture.bench.use(deployed.clone());
    await fix.apply((await openLab(fixture.bench, scenario)) as Lab);
    found[name] = rate(scenario, terms, { before, after: await readLab(fixture.bench, scenario) });
  }
  return found;
}

const pointsOf = (rated: Record<string, Quality>, name: string) => rated[name]?.points ?? Number.NaN;
const whyOf = (rated: Record<string, Quality>, name: string) => rated[name]?.deductions.map(({ what }) => what);

describe('an accepted fix', () => {
  it.each(VARIANTS)(
    'of %s %s is rated fairly: the best above 94, none below 80, and each deduction has its reason',
    async (id, variant) => {
      const rated = Object.values(await ratings(id, variant));
      expect(Math.max(...rated.map(({ points }) => points))).toBeGreaterThan(94);
      expect(Math.min(...rated.map(({ points }) => points))).toBeGreaterThanOrEqual(80);
      for (const { points, deductions, changes } of rated) {
        expect(points).toBe(100 - deductions.reduce((sum, each) => sum + each.points, 0));
        expect(changes).not.toEqual([]);
      }
    },
  );

  it('that opens less is rated higher', async () => {
    const acl = await ratings('nacl-syn-ack-dropped', 'A');
    expect(pointsOf(acl, 'ephemeral ports out to the partners')).toBeGreaterThan(
      pointsOf(acl, 'ephemeral ports out to everywhere'),
    );
    const endpoints = await ratings('ssm-interface-endpoints-unreachable', 'A');
    const [group, subnet, network] = [
      'the group of the node admitted, and private DNS turned on',
      'the subnet of the node admitted, and the endpoint made anew',
      'the whole network admitted, and private DNS turned on',
    ].map((name) => pointsOf(endpoints, name));
    expect(group).toBeGreaterThan(subnet ?? 0);
    expect(subnet).toBeGreaterThan(network ?? 0);
  });

  it('that tells exactly what is open beyond need', async () => {
    const rated = await ratings('sg-syn-dropped', 'A');
    const [excess] = rated['rules with subnet and address']?.excess ?? [];
    const { net } = drawTerms(findScenario('sg-syn-dropped'), 'quality', 'A');
    expect(excess).toMatchObject({ kind: 'security-group', way: 'egress', size: 255 });
    expect(excess?.peers.every((block) => block.startsWith(`${net}.20.`))).toBe(true);
  });

  it('that is dearer than it has to be loses points for that', async () => {
    const rated = await ratings('vpc-peering-one-way-route', 'A');
    expect(whyOf(rated, 'a transit gateway for both directions')).toContain('cost');
    expect(whyOf(rated, 'route to the app subnet')).toEqual([]);
  });

  it('with something needless on top loses points for that, and it is named', async () => {
    const rated = await ratings('nacl-syn-ack-dropped', 'A');
    const name = 'ephemeral ports out, and a security group rule on top';
    expect(whyOf(rated, name)).toContain('needless');
    const needless = rated[name]?.changes.filter(({ needed }) => needed === false);
    expect(needless).toMatchObject([
      { type: 'security group', name: 'gw-security-group', gained: ['outbound tcp/1024-65535 0.0.0.0/0'] },
    ]);
  });
});

it('what is replaced is no needless change', async () => {
  const rated = await ratings('nat-gateway-in-private-subnet', 'A');
  expect(pointsOf(rated, 'NAT gateway in the public subnet, the old one deleted')).toBe(100);
});

it('a lab that is as it was has no changes', async () => {
  const scenario = findScenario('sg-syn-dropped');
  const terms = drawTerms(scenario, 'quality', 'A');
  await fixture.deploy(scenario, terms);
  const account: Account = await readLab(fixture.bench, scenario);
  expect(rate(scenario, terms, { before: account, after: await readLab(fixture.bench, scenario) })).toMatchObject({
    changes: [],
    excess: [],
  });
});
