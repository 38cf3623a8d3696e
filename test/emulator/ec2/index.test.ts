import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operations, resourceTypes } from '../../../emulator/ec2/index.ts';

const folder = new URL('../../../emulator/ec2/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');

test.each(files)('what %s offers is merged', async (name) => {
  const module: { operations?: object; resourceTypes?: object } = await import(new URL(name, folder).href);
  expect(Object.keys(operations)).toEqual(expect.arrayContaining(Object.keys(module.operations ?? {})));
  expect(Object.keys(resourceTypes)).toEqual(expect.arrayContaining(Object.keys(module.resourceTypes ?? {})));
});
