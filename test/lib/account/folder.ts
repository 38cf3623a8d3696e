import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const made: string[] = [];

/** Removes the folders of a test file when its tests are done. */
export function removeFolders(): void {
  afterAll(() => {
    for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

/** A folder with these files: text and bytes as they are, anything else as the AWS CLI prints it. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakfix-dump-'));
  made.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const asIs = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(path, asIs ? content : `${JSON.stringify(content, undefined, 4)}\n`);
  }
  return folder;
}
