import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/kernel/*.kernel.ts'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    // The figures are part of the result.
    disableConsoleIntercept: true,
  },
});
