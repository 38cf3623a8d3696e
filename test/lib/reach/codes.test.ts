import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOT_PRODUCED, REACHABILITY_CODES } from '../../../lib/reach/codes.ts';
import { tables } from './tables/index.ts';

const ways = tables.flatMap(({ rows }) => rows.map(([, , , way]) => way));
const codesAfter = (marks: RegExp) => [
  ...new Set(ways.flatMap((way) => [...way.matchAll(marks)].map((found) => found[1]!))),
];

describe('the codes of Reachability Analyzer', () => {
  it('are each given by a row of a table, or by none for a reason', () => {
    const given = codesAfter(/[!?]([A-Z]\w+)/g);
    const all = [...given, ...Object.keys(NOT_PRODUCED)];
    expect(all.toSorted()).toEqual(Object.keys(REACHABILITY_CODES).toSorted());
  });

  const page = readFileSync(new URL('../../../docs/reachability.md', import.meta.url), 'utf8');
  const linesOf = (heading: string) => {
    const [, section = ''] = page.split(`## ${heading}\n`);
    return [...(section.split('\n## ')[0] ?? '').matchAll(/^\| `([A-Z]\w+)` \| (.+) \|$/gm)];
  };

  it('that no walk gives are on the page, with the reasons', () => {
    const told = linesOf('Codes that are not given').map(([, code = '', reason]) => [code, reason]);
    expect(told).toEqual(Object.entries(NOT_PRODUCED));
  });

  it('of what is not known are on the page', () => {
    const told = linesOf('What is not known').map(([, code]) => code);
    expect(told.toSorted()).toEqual(codesAfter(/\?([A-Z]\w+)/g).toSorted());
  });
});
