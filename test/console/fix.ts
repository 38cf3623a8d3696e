import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scenario } from '../../lib/scenario.ts';
import type { ConsoleLab } from './browser.ts';
import { deployCase } from './deployed-case.ts';

export type Case = Awaited<ReturnType<typeof deployCase>>;

/** What a person does on the pages to mend a case. */
export type Fix = (page: Page, deployed: Case) => Promise<void>;

/** Gives what is made in a form a role of the case, as whoever replaces a part of a lab does. */
export async function tagAs(page: Page, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByRole('textbox', { name: 'Key' }).fill('lab:role');
  await page.getByRole('textbox', { name: 'Value' }).fill(role);
}

/**
 * Tests that each accepted fix of a case can be made on the pages: that the case is unsolved before and solved after, and nothing
 * went wrong in the browser. A fix is made in the variants that it names, or, where it is meant for all, in one of them in turn.
 */
export function solvedByHand(lab: () => ConsoleLab, scenario: Scenario, byHand: Readonly<Record<string, Fix>>): void {
  describe(scenario.id, () => {
    let page: Awaited<ReturnType<ConsoleLab['open']>>;
    beforeAll(async () => {
      page = await lab().open('');
      page.setDefaultTimeout(10_000);
    });
    afterAll(() => page?.context().close());

    test('every accepted fix is made by hand', () => {
      expect(Object.keys(byHand)).toEqual(Object.keys(scenario.fixes));
    });

    const { fixes, variants: all } = scenario;
    const each = Object.entries(fixes).flatMap(([name, { variants }], at) =>
      (variants ?? [all[at % all.length] ?? '']).map((variant) => [variant, name] as const),
    );
    test.each(each)('variant %s: %s', async (variant, name) => {
      const deployed = await deployCase(lab(), scenario, variant);
      page.errors.length = 0;
      try {
        expect(await deployed.verdict()).toBe('unsolved');
        await byHand[name]?.(page, deployed);
        expect(await deployed.verdict()).toBe('solved');
        expect(page.errors).toEqual([]);
      } finally {
        await deployed.destroy();
      }
    });
  });
}
