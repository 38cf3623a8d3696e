import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { differences } from './differences.ts';

it('DIFFERENCES.md lists what is registered (npm run docs writes it)', async () => {
  const page = await readFile(new URL('../../emulator/DIFFERENCES.md', import.meta.url), 'utf8');
  expect(page).toBe(await differences());
});
