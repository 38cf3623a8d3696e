import Table from 'cli-table3';
import { FIGURES, type Figure, type Figures, type Measured } from './figures.ts';

/** A row for each figure, a column for each size, and the power of the size that it grew with in between. */
export function table(measured: readonly Measured[], growth: readonly Figures[]): string {
  const sizes = measured.map(({ interfaces }) => interfaces.toLocaleString('en'));
  const steps = sizes.slice(1).map((size, i) => `${sizes[i]} to ${size}`);
  const rows = new Table({ head: ['interfaces', ...sizes, ...steps], style: { head: [], border: [] } });
  rows.push(['size of the files, MB', ...measured.map(({ megabytes }) => short(megabytes)), ...steps.map(() => '')]);
  for (const figure of Object.keys(FIGURES) as Figure[]) rows.push(row(figure, measured, growth));
  const ratios = measured.map(({ indexAndExposureToParse }) => short(indexAndExposureToParse));
  rows.push(['(index + exposure) / JSON.parse', ...ratios, ...steps.map(() => '')]);
  const notes = measured.flatMap(({ interfaces, notes }) => notes.map((note) => `${interfaces}: ${note}`));
  return [rows.toString(), ...notes].join('\n');
}

function row(figure: Figure, measured: readonly Measured[], growth: readonly Figures[]): string[] {
  const { title, unit, grows } = FIGURES[figure];
  return [
    unit ? `${title}, ${unit}` : title,
    ...measured.map(({ figures }) => short(figures[figure])),
    ...growth.map((step) =>
      (grows || unit === 'µs') && step[figure] !== undefined ? `n^${step[figure].toFixed(2)}` : '',
    ),
  ];
}

/** Three digits that count. */
export function short(value: number | undefined): string {
  if (value === undefined) return '-';
  return value >= 100 ? Math.round(value).toLocaleString('en') : `${Number(value.toPrecision(3))}`;
}
