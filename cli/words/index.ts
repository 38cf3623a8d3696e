import type { Language } from '../../lib/text.ts';
import { en, type Words } from './en.ts';
import { ko } from './ko.ts';

export type { Words };

/** What the command line says, by language. */
export const WORDS: Readonly<Record<Language, Words>> = { en, ko };
