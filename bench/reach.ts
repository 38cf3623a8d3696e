import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FIGURES, type Figure, type Figures, type Measured } from './reach/figures.ts';
import { inTemporaryFolder, type Outcome, run } from './reach/processes.ts';
import { table } from './reach/render.ts';
import { targetsOf, told } from './reach/targets.ts';
import type { Report } from './report.ts';
import { exponent, median } from './statistics.ts';

export interface Options {
  readonly sizes: readonly number[];
  readonly seed: number;
  readonly rounds: number;
  /** How long one process may take. */
  readonly minutes: number;
}

/** Reachability on made-up estates: how long it takes to read, to index and to ask, in how much memory, and how that grows. */
export async function reach(options: Options): Promise<Report> {
  const measured: Measured[] = [];
  for (const interfaces of options.sizes) {
    measured.push(await inTemporaryFolder((folder) => measure(folder, interfaces, options)));
  }
  const growth = measured.slice(1).map((to, i) => growthOf(measured[i]!, to));
  const { seed, rounds } = options;
  const targets = targetsOf(measured, growth);
  return { json: { seed, rounds, measured, growth, targets }, text: `${table(measured, growth)}\n${told(targets)}` };
}

async function measure(folder: string, interfaces: number, { seed, rounds, minutes }: Options): Promise<Measured> {
  const args = [folder, `${interfaces}`, `${seed}`];
  const written = await run('write', args, minutes);
  if (!written.complete) throw new Error(`the estate could not be written: ${written.notes.join(', ')}`);
  const outcomes: Outcome[] = [];
  for (let round = 0; round < rounds; round++) {
    const [parse, reach] = [await run('parse', args, minutes), await run('reach', args, minutes)];
    const complete = parse.complete && reach.complete;
    const figures = { ...parse.figures, ...reach.figures };
    outcomes.push({ figures, notes: [...parse.notes, ...reach.notes], complete });
    // What was stopped once would be stopped again.
    if (!complete) break;
  }
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  const all = outcomes.map(({ figures }) => figures);
  return {
    interfaces,
    files: sizes.length,
    megabytes: sizes.reduce((sum, size) => sum + size, 0) / 1e6,
    figures: Object.fromEntries(known(FIGURES, (figure) => medianOf(all.map((each) => each[figure])))),
    indexAndExposureToParse: medianOf(all.map(ratio)),
    notes: [...new Set(outcomes.flatMap(({ notes }) => notes))],
  };
}

function ratio({ index, exposure, parse }: Figures): number | undefined {
  return index === undefined || exposure === undefined || parse === undefined ? undefined : (index + exposure) / parse;
}

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const measured = values.filter((value) => value !== undefined);
  return measured.length > 0 ? median(measured) : undefined;
}

/** The power of the number of interfaces that each figure grows with, from one size to the next. */
function growthOf(from: Measured, to: Measured): Figures {
  return Object.fromEntries(
    known(FIGURES, (figure) => {
      const [before, after] = [from.figures[figure], to.figures[figure]];
      if (!before || !after) return undefined;
      return exponent({ size: from.interfaces, value: before }, { size: to.interfaces, value: after });
    }),
  );
}

function known(figures: typeof FIGURES, measuredOf: (figure: Figure) => number | undefined): [Figure, number][] {
  return (Object.keys(figures) as Figure[]).flatMap((figure): [Figure, number][] => {
    const value = measuredOf(figure);
    return value === undefined ? [] : [[figure, value]];
  });
}
