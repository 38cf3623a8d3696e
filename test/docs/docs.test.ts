import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../lib/package-root.ts';
import { GRADING_RULES } from '../../proof/rules.ts';
import { scenarios } from '../../scenarios/index.ts';
import { casePages } from './case-pages.ts';
import { withTable } from './readme.ts';

const read = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');

describe('generated pages are those of the cases as they are (npm run docs writes them)', () => {
  const pages = casePages();

  it.each([...pages])('%s', (path, content) => expect(read(path)).toBe(content));

  it('README.md', () => expect(read('README.md')).toBe(withTable(read('README.md'))));

  it('no page is left of a case that is gone', () => {
    const there = readdirSync(join(packageRoot(), 'docs', 'cases')).map((name) => `docs/cases/${name}`);
    expect(there.sort()).toEqual([...pages.keys()].sort());
  });
});

it.each(GRADING_RULES)('rule $id of the grader is shown by some fix or wrong fix', ({ shownBy }) => {
  expect(scenarios.flatMap((scenario) => shownBy(scenario))).not.toEqual([]);
});

it('of every case something shows that what worked before has to go on working', () => {
  const rule = GRADING_RULES.find(({ id }) => id === 'G8');
  expect(scenarios.filter((scenario) => rule?.shownBy(scenario).length === 0).map(({ id }) => id)).toEqual([]);
});
