import { expect, it } from 'vitest';
import { WORDS } from '../../cli/words/index.ts';
import { notKorean } from '../korean.ts';
import { type Node, nodesOf, saidBy, sourcesIn } from '../source.ts';

const FOLDERS = ['cli', 'cli/console', 'console/server', 'learner', 'lib', 'lib/account', 'lib/reach'];

/** What errors say and advise, as it stands in the source. */
function said(): string[] {
  return FOLDERS.flatMap(sourcesIn).flatMap((source) =>
    nodesOf(source, 'NewExpression')
      .filter(({ callee }) => (callee as Node).value === 'BreakfixError')
      .flatMap(({ arguments: given }) => (given as Node[]).slice(1, 3))
      .flatMap(({ expression }) => saidBy(expression, source)),
  );
}

it('each error has Korean words for what it says and advises', () => {
  const all = said();
  expect(all.length).toBeGreaterThan(150);
  expect(all.flatMap((text) => notKorean(WORDS.ko.phrase(text)))).toEqual([]);
});
