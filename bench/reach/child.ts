import { writeEstate } from '../estate.ts';
import type { Message } from './figures.ts';
import { measureParse, measureReach } from './measure.ts';

/** `write`, `parse` or `reach`, a folder, a number of interfaces and a seed: one task in a process of its own, so that memory tells. */
const [task, folder = '', interfaces, seed] = process.argv.slice(2);
const tell = (message: Message) => process.send?.(message);

if (task === 'write') writeEstate(folder, { interfaces: Number(interfaces), seed: Number(seed) });
else if (task === 'parse') measureParse(folder, tell);
else if (task === 'reach') await measureReach(folder, Number(seed), tell);
else throw new Error(`no such task: ${task}`);
process.disconnect?.();
