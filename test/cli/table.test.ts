import { expect, test } from 'vitest';
import { renderTable } from '../../cli/table.ts';

const HEAD = ['case', 'level', 'state'];
const ROWS = [
  ['one', '★', 'deployed'],
  ['another', '★★', '-'],
];

test('columns are as wide as they must be', () => {
  expect(renderTable(HEAD, ROWS, 80)).toBe('case     level  state\none      ★      deployed\nanother  ★★     -');
});

test('on a narrow terminal rows stand one below the other', () => {
  expect(renderTable(HEAD, ROWS, 20)).toBe('one\n  level  ★\n  state  deployed\n\nanother\n  level  ★★\n  state  -');
});

test('a Korean heading takes two columns a syllable', () => {
  const [first] = renderTable(['', '소켓', '흐름 로그'], [['갑', 'a', 'b']], 5).split('\n\n');
  expect(first).toBe('갑\n  소켓       a\n  흐름 로그  b');
});
