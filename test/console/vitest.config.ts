import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The console in a browser, Debian's Chromium or the one that BREAKFIX_CHROMIUM names, against a local AWS of its own. */
export default defineConfig(({ mode }) => ({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/console/*.browser.ts'],
    isolate: false,
    // One browser serves all files.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: {
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...(mode === 'images' && { BREAKFIX_IMAGES: 'docs/images' }),
    },
  },
}));
