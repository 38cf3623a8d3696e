import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../lib/package-root.ts';
import { translator } from '../../lib/phrasebook.ts';
import { noteInKorean } from '../../lib/reach/note-ko.ts';

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

/** The notes as they stand in the source; what changes in them is an id, or a word of AWS. */
function notes(): string[] {
  const folder = join(packageRoot(), 'lib', 'reach');
  const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const said = /\b(?:note|NOTE|beyond)\b(?::| =)\s*(?:\w+ (?:&&|\?)\s*)?(?:'([^']+)'|"([^"]+)"|`([^`]+)`)/g;
  return source.flatMap((text) => [...text.matchAll(said)].map(([, one, two, three]) => one ?? two ?? three ?? ''));
}

it('there is a Korean note for each that a hop may have', () => {
  const found = notes().flatMap((note) =>
    note.includes('way}')
      ? ['ingress', 'egress'].map((way) => note.replace(/\$\{way\}/, way).replaceAll(/\$\{.*?\}/g, 'x-1'))
      : [note.replaceAll(/\$\{.*?\}/g, 'x-1')],
  );
  expect(found.length).toBeGreaterThan(80);
  expect(found.filter((note) => !/\p{Script=Hangul}/u.test(noteInKorean(note)))).toEqual([]);
});
