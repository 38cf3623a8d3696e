import { spawnSync } from 'node:child_process';

/** `breakfix --help` against `node -e 0`, in turns so that a busy machine slows both alike. `npm run build` first. */
const ROUNDS = 21;

function milliseconds(...args: string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`);
  return performance.now() - start;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const help: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  bare.push(milliseconds('-e', '0'));
  help.push(milliseconds('dist/bin/breakfix.js', '--help'));
}
const [a, b] = [median(help), median(bare)];
console.log(
  `breakfix --help ${a.toFixed(0)} ms, node -e 0 ${b.toFixed(0)} ms, ratio ${(a / b).toFixed(2)} (at most 3)`,
);
