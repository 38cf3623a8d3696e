import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What https://www.deque.com/axe/ calls serious or critical, each with where it is. */
async function violations(page: Page): Promise<string[]> {
  // As a debugger does it: the page's own policy lets no other script in.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Those in light and in dark mode; the page is left in light mode. */
export async function violationsInBothModes(page: Page): Promise<string[]> {
  const light = await violations(page);
  await page.getByRole('button', { name: 'Dark mode' }).click();
  await page.getByRole('button', { name: 'Light mode' }).waitFor();
  const dark = await violations(page);
  await page.getByRole('button', { name: 'Light mode' }).click();
  return [...light, ...dark.map((each) => `in dark mode, ${each}`)];
}
