import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Report } from './report.ts';

const SIZES = [1_000, 10_000, 100_000];

/** Every benchmark by its name on the command line; only the one asked for is loaded. */
const BENCHES: Readonly<Record<string, () => Promise<Report>>> = {
  'start-up': async () => (await import('./start-up.ts')).startUp(),
  console: async () => (await import('./console.ts')).consoleBench(),
  emulator: async () => (await import('./emulator.ts')).emulator(),
  walk: async () => (await import('./walk.ts')).walk(),
  reach: async () => (await import('./reach.ts')).reach(reachOptions()),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    interfaces: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '5' },
    json: { type: 'string' },
  },
});

function reachOptions() {
  const sizes = values.interfaces?.map((text) => number('interfaces', text)) ?? SIZES;
  const [seed, rounds, minutes] = (['seed', 'rounds', 'minutes'] as const).map((name) => number(name, values[name]));
  return { sizes, seed: seed!, rounds: rounds!, minutes: minutes! };
}

function number(name: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${name} takes a whole number from 1, not ${text}`);
  return Number(text);
}

const found: Record<string, object> = { machine: { node: process.version, cores: cpus().length } };
for (const name of positionals.length > 0 ? positionals : Object.keys(BENCHES)) {
  const bench = BENCHES[name];
  if (!bench) throw new Error(`there is no benchmark ${name}; there are ${Object.keys(BENCHES).join(', ')}`);
  const { json, text } = await bench();
  console.error(`${name}\n${text}`);
  found[name] = json;
}
const text = `${JSON.stringify(found, null, 2)}\n`;
if (values.json === undefined) process.stdout.write(text);
else writeFileSync(values.json, text);
