import type { Figures, Measured } from './figures.ts';
import { short } from './render.ts';

/** What a figure of the largest estate should be at most. */
export interface Target {
  readonly what: string;
  readonly most: number;
  /** Undefined where it was not measured. */
  readonly found: number | undefined;
  readonly met: boolean | undefined;
}

/** Growth that may still be called linear: timing is not exact, and more memory means more to collect. */
const LINEAR = 1.15;

const STEPS = ['read', 'index', 'exposure'] as const;

export function targetsOf(measured: readonly Measured[], growth: readonly Figures[]): Target[] {
  const largest = measured.at(-1);
  const last = growth.at(-1);
  const target = (what: string, most: number, found: number | undefined): Target => ({
    what,
    most,
    found,
    met: found === undefined ? undefined : found <= most,
  });
  return [
    target('index and exposure, as a share of JSON.parse', 1, largest?.indexAndExposureToParse),
    target('one walk between any pair, µs', 10, largest?.figures.random),
    target('one delivered walk, µs', 10, largest?.figures.delivered),
    target('peak memory, MB', 600, largest?.figures.peak),
    ...(last ? STEPS.map((step) => target(`growth of ${step}, power of the size`, LINEAR, last[step])) : []),
  ];
}

export function told(targets: readonly Target[]): string {
  const verdict = ({ met }: Target) => (met === undefined ? 'not measured' : met ? 'met' : 'missed');
  return targets.map((each) => `${verdict(each)}: ${each.what} ${short(each.found)}, at most ${each.most}`).join('\n');
}
