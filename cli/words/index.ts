import type { Language } from '../../lib/text.ts';
import { common } from './common.ts';
import { debrief } from './debrief.ts';
import { journal } from './journal.ts';
import { progress } from './progress.ts';

/** A file for each verb, with the same words in every language: the type of the others is that of the English ones. */
const wordsIn = (language: Language) => ({
  ...common[language],
  debrief: debrief[language],
  journal: journal[language],
  progress: progress[language],
});

export type Words = ReturnType<typeof wordsIn>;

/** What the command line says, by language. */
export const WORDS: Readonly<Record<Language, Words>> = { en: wordsIn('en'), ko: wordsIn('ko') };
