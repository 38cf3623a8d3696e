import { spawnSync } from 'node:child_process';
import type { Report } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 21;

/** `breakfix --help` against `node -e 0`, in turns so that a busy machine slows both alike. `npm run build` first. */
export function startUp(): Report {
  const help: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(milliseconds('-e', '0'));
    help.push(milliseconds('dist/bin/breakfix.js', '--help'));
  }
  const json = { help: median(help), bare: median(bare), ratio: median(help) / median(bare) };
  const text = `breakfix --help ${json.help.toFixed(0)} ms, node -e 0 ${json.bare.toFixed(0)} ms, ratio ${json.ratio.toFixed(2)} (at most 3)`;
  return { json, text };
}

function milliseconds(...args: string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - start;
}
