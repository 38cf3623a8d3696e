import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Loading the SDK and CDK anew for every file would take longer than the tests; none of them replaces a module.
    isolate: false,
    // Much of the time is spent waiting for child processes, so no core is left free for the runner.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What the tests grade as solved is not the person's own doing.
    env: {
      BREAKFIX_HOME: join(import.meta.dirname, 'node_modules', '.breakfix-home'),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
  },
});
