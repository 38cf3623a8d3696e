import { stripVTControlCharacters } from 'node:util';
import { isCancel } from '@clack/prompts';
import { LONGEST_TEXT } from '../learner/deed.ts';
import { BreakfixError } from '../lib/error.ts';

/** The answer to a prompt; a BreakfixError ends the verb when the learner leaves it with Ctrl-C or Escape. */
export async function answered<Answer>(prompt: Promise<Answer>): Promise<Exclude<Answer, symbol>> {
  const answer = await prompt;
  if (isCancel(answer)) throw new BreakfixError('CANCELLED', 'Left; what was answered so far is kept.', '', 130);
  return answer as Exclude<Answer, symbol>;
}

/** What a learner wrote, without what a terminal would obey; a BreakfixError when it is longer than any answer. */
export function cleanText(text: string): string {
  const clean = stripVTControlCharacters(text.replaceAll('\r\n', '\n'))
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .trim();
  if (clean.length <= LONGEST_TEXT) return clean;
  const what = `That text has ${clean.length} characters.`;
  throw new BreakfixError('TOO_LONG', what, `at most ${LONGEST_TEXT} characters`, 65);
}
