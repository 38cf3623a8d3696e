import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileName } from './command.ts';
import type { Answered } from './reader.ts';
import { joinPages } from './source.ts';

/** Writes answers as the AWS CLI prints them, one file a command, into a folder that has none yet; answers the files' names. */
export async function writeDump(folder: string, answers: readonly Answered[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const byName = new Map<string, object[]>();
  for (const { command, about, output } of answers) {
    const name = fileName(command, about);
    byName.set(name, [...(byName.get(name) ?? []), output]);
  }
  for (const [name, outputs] of byName) {
    await pipeline(Readable.from(textOf(joinPages(outputs))), createWriteStream(join(folder, name), { flags: 'wx' }));
  }
  return [...byName.keys()].sort();
}

/** `--output json`: four spaces a level. A list comes piece by piece, since the text of a large one has no room in one string. */
function* textOf(output: object): Generator<string> {
  let separator = '{\n    ';
  for (const [name, value] of Object.entries(output)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) yield* elementsOf(value);
    else yield indented(value, 4);
    separator = ',\n    ';
  }
  yield separator.startsWith('{') ? '{}\n' : '\n}\n';
}

function* elementsOf(list: readonly unknown[]): Generator<string> {
  let separator = '[\n        ';
  for (const element of list) {
    yield separator + indented(element, 8);
    separator = ',\n        ';
  }
  yield '\n    ]';
}

/** Times become ISO text by themselves. */
const indented = (value: unknown, spaces: number): string =>
  JSON.stringify(value, undefined, 4).replaceAll('\n', `\n${' '.repeat(spaces)}`);
