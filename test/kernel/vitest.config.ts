import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LABS } from './lab.ts';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/kernel/*.kernel.ts'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // The labs of one file leave no time for those of another.
    fileParallelism: false,
    maxConcurrency: LABS,
    // The figures are part of the result.
    disableConsoleIntercept: true,
  },
});
