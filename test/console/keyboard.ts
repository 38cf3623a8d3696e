import type { Page } from 'playwright-core';

type Role = Parameters<Page['getByRole']>[0];

/** No page has more to stop at than this; a page of hundreds is passed by its skip link. */
const MOST = 150;

/** Presses Tab, or Shift+Tab, until what has the focus is of a role and name; where that never comes, says what was passed. */
export async function tabTo(page: Page, role: Role, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus'));
  const passed: string[] = [];
  while ((await wanted.count()) === 0) {
    if (passed.length >= MOST) throw new Error(`no ${role} ${name} by ${key} past ${passed.join(', ')}`);
    await page.keyboard.press(key);
    passed.push(await focused(page));
  }
}

/** Goes to what is of a role and name, and presses a key there. */
export async function press(page: Page, role: Role, name: string | RegExp, key = 'Enter') {
  await tabTo(page, role, name);
  await page.keyboard.press(key);
}

/** Opens a select, and goes down to the option of that name. */
export async function choose(page: Page, label: string, option: string) {
  await press(page, 'button', new RegExp(`^${label} `));
  await page.getByRole('option').first().waitFor();
  const passed: string[] = [];
  for (let active = ''; !active.startsWith(option); active = await highlighted(page)) {
    if (passed.includes(active)) throw new Error(`${label} has no ${option}, but ${passed.join(', ')}`);
    if (active) passed.push(active);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** The option of the open list that Enter would take. */
async function highlighted(page: Page): Promise<string> {
  const id = await page.locator(':focus').getAttribute('aria-activedescendant');
  return id ? page.locator(`[id="${id}"]`).innerText() : '';
}

/** What has the focus, as its role and name. */
export async function focused(page: Page): Promise<string> {
  const [first = ''] = (await page.locator(':focus').ariaSnapshot()).split('\n');
  return first.replace(/^- /, '').replace(/ \[active\]:?|:$/, '');
}
