import { describe, expect, it } from 'vitest';
import { sightsOf } from '../../grader/sight.ts';
import type { Lab } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { gradeLab, openLab } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';
import { freshBench, VARIANTS } from './fresh-bench.ts';

const fixture = freshBench();

async function deploy(id: string, variant: string) {
  const scenario = findScenario(id);
  await fixture.deploy(scenario, drawTerms(scenario, 'sight', variant));
  return { scenario, before: await gradeLab(fixture.bench, scenario) };
}

/** What is seen once a fix or a wrong fix was made. */
async function seenAfter(id: string, variant: string, move: string | undefined) {
  const { scenario, before } = await deploy(id, variant);
  const made = move === undefined ? undefined : (scenario.wrongFixes[move] ?? scenario.fixes[move]);
  if (move !== undefined && !made) throw new Error(`nothing is called ${move}`);
  await made?.apply((await openLab(fixture.bench, scenario)) as Lab);
  return sightsOf(await gradeLab(fixture.bench, scenario), before);
}

describe('what is seen of a lab', () => {
  it('that nobody touched is that nothing changed, and how far its packets get', async () => {
    const seen = await seenAfter('vpc-peering-one-way-route', 'A', undefined);
    expect(seen).toMatchObject({
      untouched: true,
      failing: [
        { actual: 'times out', broken: false, reached: { direction: 'answer', last: { kind: 'network-acl' } } },
      ],
    });
  });

  it('that was changed in vain is the same', async () => {
    expect((await seenAfter('vpc-peering-one-way-route', 'A', 'network ACL entries')).untouched).toBe(true);
  });

  it('that is half mended is that the packet gets further', async () => {
    const [first] = (await seenAfter('sg-syn-dropped', 'A', undefined)).failing;
    expect(first?.reached).toEqual({ direction: 'request', last: undefined });
    const half = await seenAfter('sg-syn-dropped', 'A', 'only the outbound rule');
    expect(half).toMatchObject({
      untouched: false,
      failing: [{ reached: { direction: 'request', last: { kind: 'network-acl' } } }],
    });
  });

  it('that was opened too wide is what no longer holds', async () => {
    const { failing } = await seenAfter('sg-syn-dropped', 'A', 'inbound from anywhere');
    expect(failing.every(({ broken }) => broken)).toBe(true);
  });

  it('that is mended is nothing', async () => {
    expect(await seenAfter('sg-syn-dropped', 'A', 'rules that name each other')).toEqual({
      untouched: false,
      failing: [],
    });
  });
});

it.each(VARIANTS)('names neither what stops the packets of %s %s, nor its rule or code', async (id, variant) => {
  const { before } = await deploy(id, variant);
  const said = JSON.stringify(sightsOf(before, before));
  for (const { finding } of before.checks) {
    if (finding.verdict !== 'fail') continue;
    const secrets = [
      finding.code,
      finding.cause,
      ...(finding.trace?.blockers ?? []).flatMap((hop) => [hop.rule, hop.note, hop.code]),
    ];
    for (const secret of secrets) if (secret) expect(said).not.toContain(secret);
  }
});
