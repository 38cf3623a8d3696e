import type { Browser } from 'playwright-core';

/** The most bytes that a first load may take as they are sent. */
export const MOST_BYTES = 1024 * 1024;

export interface FirstLoad {
  /** As they are sent, packed. */
  readonly bytes: number;
  /** Milliseconds from the request for the page until the first row of its table can be chosen. */
  readonly interactive: number;
}

/** Loads a page with a table in a browser that knows nothing of it yet. */
export async function firstLoad(browser: Browser, address: string): Promise<FirstLoad> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const begin = performance.now();
  await page.goto(address);
  await page.getByRole('row').nth(1).getByRole('link').first().waitFor();
  const interactive = performance.now() - begin;
  await context.close();
  return { bytes, interactive };
}
