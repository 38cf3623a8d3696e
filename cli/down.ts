import { stopLocalAws } from './local-aws.ts';
import type { Context, Given } from './verb.ts';

/** Stops the local AWS. What is deployed on it stays, for the next start. */
export async function run(_given: Given, context: Context): Promise<number> {
  const step = context.step('Stopping the local AWS');
  try {
    const stopped = await stopLocalAws();
    step.done(stopped ? 'The local AWS is stopped; it keeps what is deployed.' : 'The local AWS was not running.');
    context.emit({ stopped });
    return 0;
  } catch (error) {
    step.fail();
    throw error;
  }
}
