import { expect, it } from 'vitest';
import { renderQuality } from '../../cli/render-quality.ts';
import { WORDS } from '../../cli/words/index.ts';
import { grade } from '../../grader/grade.ts';
import { rate } from '../../grader/quality.ts';
import { renderText } from '../../grader/render-text.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { drawTerms, type Terms } from '../../lib/terms.ts';
import { openLab, readLab } from '../../proof/bench.ts';
import { findScenario, scenarios } from '../../scenarios/index.ts';
import { notKorean } from '../korean.ts';
import { freshBench, VARIANTS } from './fresh-bench.ts';

const fixture = freshBench();

/** The lab as deployed, and after each fix and each wrong fix. */
async function reportsOf(scenario: Scenario, terms: Terms): Promise<string> {
  const deployed = await fixture.deploy(scenario, terms);
  const told: string[] = [];
  const before = await readLab(fixture.bench, scenario);
  const tell = async () => {
    const after = await readLab(fixture.bench, scenario);
    const report = grade(scenario, after, terms, 'ko');
    const layout = { width: Number.POSITIVE_INFINITY, language: 'ko' } as const;
    told.push(renderText(report, layout), renderText(report, { ...layout, explain: true }));
    const quality = rate(scenario, terms, { before, after });
    if (quality) told.push(renderQuality(quality, WORDS.ko));
  };
  await tell();
  for (const { variants, apply } of Object.values({ ...scenario.fixes, ...scenario.wrongFixes })) {
    if (variants?.includes(terms.variant) === false) continue;
    fixture.bench.use(deployed.clone());
    await apply(await openLab(fixture.bench, scenario));
    await tell();
  }
  return told.join('\n');
}

it.each(VARIANTS)('a Korean report on %s %s has no English sentence', async (id, variant) => {
  const scenario = findScenario(id);
  expect(notKorean(await reportsOf(scenario, drawTerms(scenario, 'korean', variant)))).toEqual([]);
});

it('each accepted fix has a Korean name', () => {
  const names = scenarios.flatMap(({ fixes }) => Object.values(fixes).map(({ korean }) => korean));
  expect(names.flatMap(notKorean)).toEqual([]);
});
