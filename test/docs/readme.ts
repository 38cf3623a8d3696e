import { caseTable } from './case-pages.ts';

const [BEGIN, END] = ['<!-- cases -->', '<!-- /cases -->'];

/** The README with the table of cases between its two marks. */
export function withTable(readme: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`README.md has no table of cases between ${BEGIN} and ${END}`);
  return `${readme.slice(0, begin + BEGIN.length)}\n\n${caseTable()}\n\n${readme.slice(end)}`;
}
