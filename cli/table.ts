import Table from 'cli-table3';
import { columns as columnsOf, pad } from '../grader/wrap.ts';
import { paint } from './output.ts';

const NO_BORDERS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
};

/** Rows under their headings; on a terminal that is too narrow for it, one row below the other. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined = process.stdout.columns,
): string {
  const table = new Table({
    chars: NO_BORDERS,
    head: head.map((name) => paint('bold', name)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => [...row]));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const fits = lines.every((line) => columnsOf(line) <= (columns ?? Number.POSITIVE_INFINITY));
  return fits ? lines.join('\n') : rows.map((row) => block(head, row)).join('\n\n');
}

function block(head: readonly string[], [name = '', ...cells]: readonly string[]): string {
  const width = Math.max(...head.slice(1).map(columnsOf));
  const lines = cells.map((cell, i) => `  ${paint('dim', pad(head[i + 1] ?? '', width))}  ${cell}`);
  return [paint('bold', name), ...lines].join('\n');
}
