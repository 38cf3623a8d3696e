import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../lib/package-root.ts';
import { drawTerms } from '../lib/terms.ts';
import { contentProblems, readCase } from '../proof/content.ts';
import { findScenario, scenarios } from '../scenarios/index.ts';

test('every case has a folder of its name, and no folder is without a case', () => {
  const folders = readdirSync(join(packageRoot(), 'scenarios'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(scenarios.map(({ id }) => id).sort());
});

test('finds a case by its id, and names all when there is none', () => {
  expect(findScenario('sg-syn-dropped').id).toBe('sg-syn-dropped');
  expect(() => findScenario('no-such-case')).toThrow('no-such-case');
});

test('refuses a variant that the case does not have', () => {
  expect(() => drawTerms(findScenario('sg-syn-dropped'), undefined, 'Z')).toThrow('no variant Z');
});

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  test.each(contentProblems(readCase(scenario)).map((rule) => [rule.title, rule.problems] as const))(
    '%s',
    (_, problems) => {
      expect(problems).toEqual([]);
    },
  );
});
