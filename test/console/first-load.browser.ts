import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstLoad, MOST_BYTES } from '../../bench/console/first-load.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';

let lab: ConsoleLab;
beforeAll(async () => {
  lab = await startConsoleLab();
});
afterAll(() => lab?.close());

test.each(['', 'vpc/vpcs'])('/console/%s is loaded in less than a megabyte', async (path) => {
  const { bytes } = await firstLoad(lab.browser, `${lab.aws.url}/console/${path}`);
  // Less than this would be a page without its styles.
  expect(bytes).toBeGreaterThan(MOST_BYTES / 4);
  expect(bytes).toBeLessThan(MOST_BYTES);
});
