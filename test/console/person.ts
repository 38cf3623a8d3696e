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
