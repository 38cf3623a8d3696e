import type { Language } from '../../text.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

/** What checks say, in one language. Codes, ids, addresses, ports and rules are the same in all of them. */
export type CheckWords = typeof en;

export const CHECK_WORDS: Readonly<Record<Language, CheckWords>> = { en, ko };
