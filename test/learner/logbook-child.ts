import { Logbook } from '../../learner/logbook.ts';

/** Writes lines until it is killed, and says each one's id once it is acknowledged. */
const [file = '', scenario = ''] = process.argv.slice(2);
for (;;) {
  const logbook = Logbook.open(file);
  const { id } = logbook.write(scenario, 'hinted', { hint: 1 });
  logbook.close();
  await new Promise<void>((resolve) => process.stdout.write(`${id}\n`, () => resolve()));
}
