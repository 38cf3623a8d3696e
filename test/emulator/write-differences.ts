import { writeFile } from 'node:fs/promises';
import { differences } from './differences.ts';

await writeFile(new URL('../../emulator/DIFFERENCES.md', import.meta.url), await differences());
