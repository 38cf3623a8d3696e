import type { Language } from '../../lib/text.ts';
import { account } from './account.ts';
import { common } from './common.ts';
import { debrief } from './debrief.ts';
import { deploy } from './deploy.ts';
import { destroy } from './destroy.ts';
import { diagnose } from './diagnose.ts';
import { grade } from './grade.ts';
import { hint } from './hint.ts';
import { journal } from './journal.ts';
import { list } from './list.ts';
import { local } from './local.ts';
import { newCase } from './new.ts';
import { play } from './play.ts';
import { progress } from './progress.ts';
import { quality } from './quality.ts';
import { solution } from './solution.ts';
import { status } from './status.ts';
import { trace } from './trace.ts';
import { verify } from './verify.ts';

/** A file for each verb, with the same words in every language: the type of the others is that of the English ones. */
const wordsIn = (language: Language) => ({
  ...common[language],
  account: account[language],
  deploy: deploy[language],
  destroy: destroy[language],
  grade: grade[language],
  list: list[language],
  local: local[language],
  play: play[language],
  solution: solution[language],
  status: status[language],
  trace: trace[language],
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
