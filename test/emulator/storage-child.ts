import type { State } from '../../emulator/state.ts';
import { openState } from '../../emulator/storage.ts';
import { BreakfixError } from '../../lib/error.ts';

const [, , home, name = ''] = process.argv;
try {
  const state = openState({ home });
  state.transaction('us-east-1', ({ keyPairs }) => keyPairs.put(name, { KeyName: name }));
  process.stdout.write('written\n');
  if (name.startsWith('until-full-')) writeUntilFull(state);
  // Stays until it is killed.
  else setInterval(() => {}, 1000);
} catch (error) {
  process.stdout.write(`${error instanceof BreakfixError ? error.code : String(error)}\n`);
}

/** Writes records one after the other, and tells how many were acknowledged before one was refused, and how many it then shows. */
function writeUntilFull(state: State): void {
  const put = (id: string) =>
    state.transaction('us-east-1', ({ keyPairs }) => keyPairs.put(id, { KeyName: id, PublicKey: 'x'.repeat(3000) }));
  let written = 0;
  let why = '';
  while (why === '' && written < 10_000) {
    try {
      put(`full-${written}`);
      written += 1;
    } catch (error) {
      why = String(error);
    }
  }
  const shown = state.transaction('us-east-1', ({ keyPairs }) => keyPairs.values().length) - 1;
  process.stdout.write(`${JSON.stringify({ written, shown, why })}\n`);
  process.exit();
}
