import { describe, expect, it } from 'vitest';
import { WORDS } from '../cli/words/index.ts';
import { WORDS as LAB_WORDS } from '../console/web/src/lab/words.ts';
import { MAP_WORDS } from '../console/web/src/map/words.ts';
import { REPORT_WORDS } from '../grader/words/index.ts';
import { CHECK_WORDS } from '../lib/check/words/index.ts';

/** The words that are not made of others, by where they stand. */
function leaves(words: unknown, path = ''): [path: string, word: unknown][] {
  if (typeof words !== 'object' || words === null) return [[path, words]];
  return Object.entries(words).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

/** What a word shows of what it is given: each value is a list of one name, which reads as its name and counts as a list. */
function shown(word: unknown): readonly number[] {
  if (typeof word !== 'function') return [];
  const given = Array.from({ length: word.length }, (_, i) => [`<${i}>`]);
  const said = JSON.stringify(word(...given)) ?? '';
  return given.flatMap(([name = ''], i) => (said.includes(name) ? [i] : []));
}

describe.each([
  ['command line', WORDS],
  ['report', REPORT_WORDS],
  ['check', CHECK_WORDS],
  ['console’s lab', LAB_WORDS],
  ['map', MAP_WORDS],
])('the words of the %s', (_, { en, ko }) => {
  const [english, korean] = [leaves(en), leaves(ko)];

  it('have the same keys in both languages', () => {
    expect(korean.map(([path]) => path)).toEqual(english.map(([path]) => path));
  });

  it('show the same of what they are given', () => {
    const korean = new Map(leaves(ko));
    const other = english.filter(([path, word]) => String(shown(word)) !== String(shown(korean.get(path))));
    expect(other.map(([path]) => path)).toEqual([]);
  });

  it('are Korean in Korean, but for what is technical', () => {
    const texts = korean.filter(([, word]) => typeof word === 'string').map(([, word]) => String(word));
    const other = texts.filter((text) => /\p{Ll}/u.test(text) && !/\p{Script=Hangul}/u.test(text));
    expect(other).toEqual([]);
  });
});
