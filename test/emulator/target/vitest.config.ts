import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** AWS's behaviour, asked of the account that the environment's credentials are for. */
export default defineConfig({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  test: {
    include: ['test/emulator/{ec2,elbv2}/*.test.ts'],
    env: { BREAKFIX_TARGET: 'aws' },
    // An account has few VPCs and addresses to give at a time, and takes its time.
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
  },
});
