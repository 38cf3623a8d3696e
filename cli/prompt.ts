import { styleText } from 'node:util';
import * as clack from '@clack/prompts';
import { BreakfixError } from '../lib/error.ts';
import type { Words } from './words/index.ts';

/** Who asks: only its language matters. */
interface Asking {
  readonly words: Words;
}

interface Choices<Value extends string | number> {
  readonly message: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
}

/** What a question was answered with; undefined when the learner left it with Ctrl-C or Escape. */
async function answerOf<Value>(asked: Promise<Value | symbol>): Promise<Value | undefined> {
  const answer = await asked;
  return clack.isCancel(answer) ? undefined : (answer as Value);
}

/** One of several. */
export function select<Value extends string | number>(
  { words }: Asking,
  { options, ...question }: Choices<Value> & { readonly initialValue?: Value },
): Promise<Value | undefined> {
  tellKeys(clack.SELECT_INSTRUCTIONS, words, ['move', 'confirm']);
  // The type of an option depends on whether its value is a string, which is known only to the caller.
  return answerOf<Value>(clack.select<Value>({ ...question, options: options as clack.Option<Value>[] }));
}

/** Any number of several, none among them. */
export function multiselect<Value extends string | number>(
  { words }: Asking,
  { options, ...question }: Choices<Value> & { readonly initialValues?: Value[] },
): Promise<Value[] | undefined> {
  tellKeys(clack.MULTISELECT_INSTRUCTIONS, words, ['move', 'select', 'confirm']);
  return answerOf<Value[]>(
    clack.multiselect<Value>({ ...question, options: options as clack.Option<Value>[], required: false }),
  );
}

/** Yes or no. */
export function confirm({ words }: Asking, message: string, initialValue: boolean): Promise<boolean | undefined> {
  return answerOf<boolean>(clack.confirm({ message, active: words.yes, inactive: words.no, initialValue }));
}

/** A line of text. */
export const line = (message: string): Promise<string | undefined> => answerOf<string>(clack.text({ message }));

const KEYS = { move: '↑/↓', select: 'Space:', confirm: 'Enter:' } as const;

/** The line below a list says which keys do what; it is the library's own, in English until it is told otherwise. */
function tellKeys(instructions: string[], { keys }: Words, names: readonly (keyof typeof KEYS)[]): void {
  const told = names.map((name) => `${styleText('dim', KEYS[name])} ${keys[name]}`);
  instructions.splice(0, instructions.length, ...told);
}

/** The answer to a question that nothing can be done without; a BreakfixError ends the verb when the learner leaves it. */
export async function answered<Answer>(asked: Promise<Answer | undefined>): Promise<Answer> {
  const answer = await asked;
  if (answer === undefined) throw new BreakfixError('CANCELLED', 'Left; nothing was done.', '', 130);
  return answer;
}
