import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../lib/package-root.ts';
import { differences } from '../emulator/differences.ts';
import { casePages } from './case-pages.ts';
import { withTable } from './readme.ts';

const pages = new Map([...casePages(), ['emulator/DIFFERENCES.md', await differences()]]);
const readme = join(packageRoot(), 'README.md');
pages.set('README.md', withTable(await readFile(readme, 'utf8')));
for (const [path, content] of pages) {
  const file = join(packageRoot(), path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
