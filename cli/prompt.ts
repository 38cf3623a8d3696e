import { isCancel } from '@clack/prompts';
import { BreakfixError } from '../lib/error.ts';

/** The answer to a prompt; a BreakfixError ends the verb when the learner leaves it with Ctrl-C or Escape. */
export async function answered<Answer>(prompt: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await prompt;
  if (isCancel(answer)) throw new BreakfixError('CANCELLED', 'Left; nothing was done.', '', 130);
  return answer as Exclude<Answer, symbol>;
}
