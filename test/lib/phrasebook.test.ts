import { describe, expect, it } from 'vitest';
import { translator } from '../../lib/phrasebook.ts';
import { noteInKorean } from '../../lib/reach/note-ko.ts';
import { type Node, nodesOf, saidBy, sourcesIn } from '../source.ts';

describe('a phrasebook', () => {
  const say = translator([
    ['nothing', '없음'],
    ['{} of {} (all?)', '{1}개 중 {0}개'],
    ['{} of {}', '{1}의 {0}'],
  ]);

  it.each([
    ['nothing', '없음'],
    ['2 of 3 (all?)', '3개 중 2개'],
    ['2 of 3', '3의 2'],
    ['two\nlines of 3', '3의 two\nlines'],
    ['nothing else', 'nothing else'],
  ])('says %j as %j', (english, other) => {
    expect(say(english)).toBe(other);
  });
});

/** The notes of hops as they stand in the source. */
function notes(): string[] {
  return sourcesIn('lib/reach').flatMap((source) =>
    nodesOf(source, 'ObjectExpression')
      .flatMap(({ properties }) => properties as Node[])
      .flatMap(({ key, value, type, ...shorthand }) => {
        if (type === 'Identifier' && shorthand.value === 'note') return [];
        return (key as Node | undefined)?.value === 'note' ? saidBy(value, source) : [];
      })
      .concat(
        nodesOf(source, 'VariableDeclarator')
          .filter(({ id }) => (id as Node).value === 'note')
          .flatMap(({ init }) => saidBy(init, source)),
      ),
  );
}

it('there is a Korean note for each that a hop may have', () => {
  const all = notes().flatMap((note) => ['ingress', 'egress'].map((way) => note.replace(/(?<=^|no )x-1(?= )/, way)));
  expect(all.length).toBeGreaterThan(160);
  expect(all.filter((note) => !/\p{Script=Hangul}/u.test(noteInKorean(note)))).toEqual([]);
});
