import { openState } from '../../emulator/storage.ts';
import { BreakfixError } from '../../lib/error.ts';

const [, , home, name = ''] = process.argv;
try {
  const state = openState({ home });
  state.transaction('us-east-1', ({ keyPairs }) => keyPairs.put(name, { KeyName: name }));
  process.stdout.write('written\n');
  // Stays until it is killed.
  setInterval(() => {}, 1000);
} catch (error) {
  process.stdout.write(`${error instanceof BreakfixError ? error.code : String(error)}\n`);
}
