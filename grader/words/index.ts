import type { Language } from '../../lib/text.ts';
import { en } from './en.ts';
import { ko } from './ko.ts';

export const REPORT_WORDS: Readonly<Record<Language, typeof en>> = { en, ko };
