import { BreakfixError } from '../lib/error.ts';
import { LANGUAGES, type Language } from '../lib/text.ts';
import { onInterrupt } from './interrupt.ts';
import { writeJson } from './output.ts';
import { regionName } from './region-name.ts';
import { pauseSpinner, startStep } from './step.ts';
import type { CommonOptions, Context, Target, TargetName } from './verb.ts';
import { WORDS, type Words } from './words/index.ts';

/** Makes the context of one run of the command line. */
export function makeContext(options: CommonOptions): Context {
  const json = options.json === true;
  const targetName = oneOf<TargetName>('--target', options.target ?? 'local', ['local', 'aws']);
  const region = options.region === undefined ? undefined : regionName('--region', options.region, targetName);
  const lang = options.lang === undefined ? systemLanguage() : oneOf<Language>('--lang', options.lang, LANGUAGES);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  const interactive = terminal && !json && options.input !== false && !process.env.CI;
  const yes = options.yes === true;
  let target: Promise<Target> | undefined;
  const context: Context = {
    json,
    interactive,
    yes,
    lang,
    words: WORDS[lang],
    targetName,
    region,
    profile: options.profile,
    target: ({ start = false } = {}) => {
      target ??= import('./target.ts').then(({ resolveTarget }) => resolveTarget(context, options, start));
      return target;
    },
    print: (text = '') => json || process.stdout.write(`${text}\n`),
    emit: (value) => json && writeJson(value),
    note: (text) => json || process.stderr.write(`${text}\n`),
    step: (message) => startStep(message, json ? 'silent' : process.stderr.isTTY ? 'spinner' : 'lines'),
    confirm: (question) => confirm(question, { interactive, yes, words: WORDS[lang] }),
    onInterrupt,
  };
  return context;
}

async function confirm(question: string, { interactive, yes, words }: Pick<Context, 'interactive' | 'yes' | 'words'>) {
  if (yes) return true;
  if (!interactive) {
    throw new BreakfixError('CONFIRMATION_NEEDED', `Not confirmed: ${question}`, 'the same command with --yes', 64);
  }
  pauseSpinner();
  const prompt = await import('./prompt.ts');
  return prompt.answered(prompt.confirm({ words }, question, false));
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((name) => name === value);
  if (found) return found;
  throw new BreakfixError('USAGE', `${option} ${value} is not known.`, `${option} ${allowed.join(' or ')}`, 64);
}

/** The words of an error that may be the language itself. */
export function wordsFor({ lang }: Pick<CommonOptions, 'lang'>): Words {
  return WORDS[LANGUAGES.find((name) => name === lang) ?? systemLanguage()];
}

function systemLanguage(): Language {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}
