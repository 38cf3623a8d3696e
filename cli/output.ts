import { styleText } from 'node:util';
import { BreakfixError } from '../lib/error.ts';
import type { Words } from './words/index.ts';

type Style = Parameters<typeof styleText>[0];

/** Text in a colour, where stdout shows colours and NO_COLOR is not set. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream });
}

/** Longer than any message needs to be, so that a line that holds somebody's data does not flood the terminal. */
const LONGEST_LINE = 1000;

/** A message that shows, but does not obey, what others put into it. */
function harmless(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  return withoutControls(lines.join('\n'));
}

/** A text with its control characters, but for line feeds, written as escapes: `\\u001b` begins no colour. */
export function withoutControls(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, (character) => {
    const escaped = JSON.stringify(character).slice(1, -1);
    return escaped === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : escaped;
  });
}

/** What the command line says about an error, in words or as JSON, and the exit code that goes with it. */
export function report(error: unknown, json: boolean, words: Pick<Words, 'phrase' | 'tryThis' | 'bug'>): number {
  if (!(error instanceof BreakfixError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const message = error instanceof Error ? error.message : String(error);
    if (json) writeJson({ error: { code: 'UNEXPECTED', message, tryThis: 'report it, with this stack', stack } });
    else process.stderr.write(`${paint('red', words.bug, process.stderr)}\n${stack}\n`);
    return 70;
  }
  const message = harmless(words.phrase(error.message));
  const tryThis = words.phrase(error.tryThis);
  if (json) writeJson({ error: { code: error.code, message, tryThis } });
  else {
    process.stderr.write(`${paint('red', message, process.stderr)}\n`);
    if (tryThis) process.stderr.write(`${words.tryThis(tryThis)}\n`);
  }
  return error.exitCode;
}

/** One JSON document on stdout. */
export function writeJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** An amount of money. */
export function usd(amount: number): string {
  return `$${amount.toFixed(amount < 10 ? 3 : 2)}`;
}
