import { BreakfixError } from '../lib/error.ts';
import { localPort, readLocalAws, stopLocalAws } from './local-aws.ts';
import { type Context, type Given, text } from './verb.ts';

/** Stops the local AWS. What is deployed on it stays, for the next start. */
export async function run(given: Given, context: Context): Promise<number> {
  const port = text(given, 'port');
  const running = readLocalAws();
  if (port !== undefined && running && running.port !== localPort(port)) throw otherPort(running.port);
  const { local: words } = context.words;
  const step = context.step(words.stopping);
  try {
    const stopped = await stopLocalAws();
    step.done(stopped ? words.stopped : words.wasNotRunning);
    context.emit({ stopped });
    return 0;
  } catch (error) {
    step.fail();
    throw error;
  }
}

function otherPort(port: number): BreakfixError {
  const what = `The local AWS of this home folder is the one at port ${port}.`;
  return new BreakfixError('OTHER_PORT', what, 'breakfix down, without --port', 73);
}
