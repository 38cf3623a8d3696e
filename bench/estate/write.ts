import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What one AWS CLI command prints: a list under one name, made as it is written, or a whole answer. */
export type Answer =
  | { readonly file: string; readonly list: string; readonly items: Iterable<object> }
  | { readonly file: string; readonly whole: object };

/** How much text is gathered before it is written. */
const AT_ONCE = 2 ** 20;

/** Writes an answer as `aws … --output json` prints it, with four spaces of indentation. */
export function write(folder: string, answer: Answer): void {
  const handle = openSync(join(folder, answer.file), 'w');
  let pending = '';
  const flush = () => {
    writeSync(handle, pending);
    pending = '';
  };
  try {
    for (const text of 'whole' in answer ? [`${JSON.stringify(answer.whole, null, 4)}\n`] : printed(answer)) {
      pending += text;
      if (pending.length > AT_ONCE) flush();
    }
    flush();
  } finally {
    closeSync(handle);
  }
}

function* printed({ list, items }: { readonly list: string; readonly items: Iterable<object> }): Iterable<string> {
  let before = `{\n    "${list}": [\n        `;
  for (const item of items) {
    yield before + JSON.stringify(item, null, 4).replaceAll('\n', '\n        ');
    before = ',\n        ';
  }
  yield before.startsWith('{') ? `{\n    "${list}": []\n}\n` : '\n    ]\n}\n';
}
