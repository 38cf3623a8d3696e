import { styleText } from 'node:util';
import { isCancel, MultiLinePrompt, wrapTextWithPrefix } from '@clack/core';
import { S_BAR, S_BAR_END, symbol } from '@clack/prompts';
import { faultIn } from './text-fault.ts';
import type { Context } from './verb.ts';

interface Question {
  readonly message: string;
  readonly initialValue?: string;
  /** Whether Enter makes a line, and a button below ends the text; without it, two Enters end it. */
  readonly showSubmit?: boolean;
  /** Keeps what is written so far: once a second, and when the prompt is left. */
  readonly keep: (text: string) => void;
  /** How long it has taken, in words, for a task against the clock; shown and moving while somebody writes. */
  readonly clock?: (seconds: number) => string;
}

const SECOND = 1000;

/** What was typed without the keys that stand for no character, which the prompt takes for some: Escape, Ctrl-C. */
const typed = ({ userInput }: MultiLinePrompt) => userInput.replaceAll(/[^\P{Cc}\n\t]/gu, '');

/** Asks for a text of several lines that the logbook can take; undefined when the learner leaves. */
export async function multiline(
  { words }: Pick<Context, 'words'>,
  { keep, ...question }: Question,
): Promise<string | undefined> {
  const started = Date.now();
  const { submit, debrief } = words;
  const prompt = new MultiLinePrompt({
    ...question,
    validate: (text) => faultIn(text, debrief.writing),
    render: () =>
      frame(prompt, {
        message: question.showSubmit ? `${question.message}\n   ${debrief.writing.submit}` : question.message,
        time: question.clock?.(Math.floor((Date.now() - started) / SECOND)),
        button: question.showSubmit ? `[ ${submit} ]` : undefined,
      }),
  });
  let kept = question.initialValue ?? '';
  const keepChange = () => {
    if (typed(prompt) === kept) return;
    kept = typed(prompt);
    keep(kept);
  };
  prompt.on('finalize', keepChange);
  const tick = setInterval(() => {
    keepChange();
    // A prompt draws itself anew when the terminal changes its size, and writes only the lines that differ.
    if (question.clock) process.stdout.emit('resize');
  }, SECOND);
  try {
    const answer = await prompt.prompt();
    return isCancel(answer) ? undefined : typed(prompt);
  } finally {
    clearInterval(tick);
  }
}

interface Shown {
  readonly message: string;
  readonly time: string | undefined;
  readonly button: string | undefined;
}

/** What the prompt looks like, as the other prompts do. */
function frame(prompt: MultiLinePrompt, { message, time, button }: Shown): string {
  const { state } = prompt;
  const head = `${styleText('gray', S_BAR)}\n${symbol(state)}  ${message}${time ? ` ${styleText('dim', time)}` : ''}\n`;
  if (state === 'submit' || state === 'cancel') {
    return (
      head +
      barred(typed(prompt), 'gray', (line) => styleText(state === 'submit' ? ['dim'] : ['strikethrough', 'dim'], line))
    );
  }
  const colour = state === 'error' ? 'yellow' : 'cyan';
  const below = button ? `\n  ${styleText(prompt.focused === 'submit' ? 'cyan' : 'dim', button)}` : '';
  const fault = state === 'error' ? `  ${styleText('yellow', prompt.error)}` : '';
  const text = barred(prompt.userInput ? prompt.userInputWithCursor : styleText(['inverse', 'hidden'], '_'), colour);
  return `${head}${text}\n${styleText(colour, S_BAR_END)}${fault}${below}\n`;
}

const barred = (text: string, colour: 'gray' | 'yellow' | 'cyan', style?: (line: string) => string) =>
  wrapTextWithPrefix(process.stdout, text, `${styleText(colour, S_BAR)}  `, undefined, undefined, style);
