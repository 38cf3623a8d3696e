import { LONGEST_TEXT } from '../learner/deed.ts';
import type { Words } from './words/index.ts';

/** What is wrong with a text as a line of the logbook, in words. */
export function faultIn(value: string | undefined, words: Words['debrief']['writing']): string | undefined {
  if (!value?.trim()) return words.empty;
  return value.length > LONGEST_TEXT ? words.tooLong(LONGEST_TEXT) : undefined;
}
