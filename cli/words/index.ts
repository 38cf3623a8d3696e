import type { Language } from '../../lib/text.ts';
import { common } from './common.ts';
import { debrief } from './debrief.ts';
import { diagnose } from './diagnose.ts';
import { hint } from './hint.ts';
import { journal } from './journal.ts';
import { newCase } from './new.ts';
import { progress } from './progress.ts';
import { quality } from './quality.ts';
import { verify } from './verify.ts';

/** A file for each verb, with the same words in every language: the type of the others is that of the English ones. */
const wordsIn = (language: Language) => ({
  ...common[language],
  debrief: debrief[language],
  diagnose: diagnose[language],
  hint: hint[language],
  journal: journal[language],
  newCase: newCase[language],
  progress: progress[language],
  quality: quality[language],
  verify: verify[language],
});

export type Words = ReturnType<typeof wordsIn>;

/** What the command line says, by language. */
export const WORDS: Readonly<Record<Language, Words>> = { en: wordsIn('en'), ko: wordsIn('ko') };
