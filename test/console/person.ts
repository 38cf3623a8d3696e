import type { Page } from 'playwright-core';

/** Chooses an option of a select by the labels that a person sees. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const form = page.getByRole('dialog').or(page.getByRole('main')).last();
  await form.getByRole('button', { name: new RegExp(`^${label}\\b`) }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Chooses from the menu of what can be done to the resource whose page is shown. */
export async function act(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The button of a dialog. */
export const inDialog = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });

/** Saves a form, and waits until it is said that it was saved. */
export async function saved(page: Page, said: string): Promise<void> {
  await button(page, 'Save changes').click();
  await page.getByText(said).first().waitFor();
}

export const go = (page: Page, path: string) => page.goto(new URL(`/console/${path}`, page.url()).href);

/** What the page says of what was done; with a group in the pattern, that part of it, such as an id. */
export async function told(page: Page, said: RegExp): Promise<string> {
  const sentence = await page.getByText(said).first().innerText();
  return said.exec(sentence)?.[1] ?? sentence;
}

/** Makes a resource in the dialog that its list opens; answers what the page says of it, as `told` does. */
export async function create(
  page: Page,
  path: string,
  what: string,
  fill: () => Promise<unknown>,
  said: RegExp,
): Promise<string> {
  await go(page, path);
  await button(page, what).click();
  await fill();
  await inDialog(page, what).click();
  return told(page, said);
}

/** The id of the one in a list that has all these texts in its row. */
export async function find(page: Page, path: string, ...texts: readonly string[]): Promise<string> {
  await go(page, path);
  const rows = texts.reduce(
    (left, name) => left.filter({ has: page.getByRole('cell', { name, exact: true }) }),
    page.getByRole('row'),
  );
  return rows.getByRole('link').first().innerText();
}

/** Deletes the resource whose page is shown. */
export async function remove(page: Page, action: string): Promise<void> {
  await act(page, action);
  await inDialog(page, 'Delete').click();
  await told(page, /was deleted/);
}
