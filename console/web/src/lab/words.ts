import type { Language } from '../../../api.ts';
import { en } from './words-en.ts';
import { ko } from './words-ko.ts';

export type Words = typeof en;

/** What the lab's pages say, by language. */
export const WORDS: Readonly<Record<Language, Words>> = { en, ko };
