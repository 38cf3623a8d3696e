import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import { BreakfixError } from './error.ts';
import { packageRoot } from './package-root.ts';
import { fill, type Terms } from './terms.ts';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a scenario says to the learner, in one language. All but the title is Markdown. */
export interface Text {
  readonly title: string;
  /** What the customer wrote. */
  readonly ticket: string;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
  readonly rootCause: string;
  /** What an interviewer would ask next. */
  readonly chainQuestions: readonly { readonly question: string; readonly answer: string }[];
}

const HINTS = ['Hint 1', 'Hint 2', 'Hint 3'];
const HEADINGS = ['Ticket', ...HINTS, 'Root cause', 'Chain questions'];

/** The texts of a scenario on its terms; a BreakfixError names the file, or the heading in it, that is missing. */
export function readText(scenario: string, language: Language, terms: Terms): Text {
  const name = `scenarios/${scenario}/${language}.md`;
  try {
    const markdown = readFileSync(join(packageRoot(), 'scenarios', scenario, `${language}.md`), 'utf8');
    return parseText(fill(markdown, terms), name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw incomplete(`${name} does not exist`, 'write it, or reinstall the package');
    }
    throw error;
  }
}

/** Reads the Markdown of one language; `name` is how errors call it. */
export function parseText(markdown: string, name: string): Text {
  const { title, sections } = divide(lexer(markdown), name);
  const section = (heading: string): string => textOf(sections.get(heading) ?? []);
  for (const heading of HEADINGS) {
    if (section(heading) === '') throw incomplete(`${name} says nothing under “## ${heading}”`, 'write that section');
  }
  return {
    title,
    ticket: section('Ticket'),
    hints: HINTS.map(section),
    rootCause: section('Root cause'),
    chainQuestions: questions(sections.get('Chain questions') ?? [], name),
  };
}

function divide(tokens: readonly Token[], name: string): { title: string; sections: Map<string, Token[]> } {
  const sections = new Map<string, Token[]>();
  let title = '';
  let current: Token[] = [];
  for (const token of tokens) {
    if (isHeading(token, 1)) {
      title = token.text;
    } else if (isHeading(token, 2)) {
      if (!HEADINGS.includes(token.text)) {
        throw incomplete(`${name} has an unknown heading “${token.text}”`, `use one of ${HEADINGS.join(', ')}`);
      }
      current = [];
      sections.set(token.text, current);
    } else {
      current.push(token);
    }
  }
  if (title === '') throw incomplete(`${name} has no title`, 'start it with “# …”');
  return { title, sections };
}

function questions(tokens: readonly Token[], name: string): Text['chainQuestions'] {
  const items = tokens.filter(isList).flatMap((list) => list.items);
  return items.map((item) => {
    const parts = { Q: '', A: '' };
    let speaker: 'Q' | 'A' | undefined;
    for (const token of item.tokens.flatMap(pieces)) {
      if (token.type === 'strong' && (token.text === 'Q' || token.text === 'A')) speaker = token.text;
      else if (speaker) parts[speaker] += token.raw;
    }
    const [question, answer] = [parts.Q.trim(), parts.A.trim()];
    if (question === '' || answer === '') {
      throw incomplete(
        `${name} has a chain question without **Q** and **A**: ${item.text.slice(0, 60)}`,
        'give it both',
      );
    }
    return { question, answer };
  });
}

/** A list item's text taken apart, so that the marks of question and answer stand alone. */
function pieces(token: Token): Token[] {
  if (isList(token)) return token.items.flatMap((item) => item.tokens.flatMap(pieces));
  const children =
    'tokens' in token && (token.type === 'paragraph' || token.type === 'text') ? token.tokens : undefined;
  return children ?? [token];
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.raw)
    .join('')
    .trim();
}

function isHeading(token: Token, depth: number): token is Tokens.Heading {
  return token.type === 'heading' && (token as Tokens.Heading).depth === depth;
}

function isList(token: Token): token is Tokens.List {
  return token.type === 'list';
}

function incomplete(what: string, tryThis: string): BreakfixError {
  return new BreakfixError('TEXT_INCOMPLETE', what, tryThis, 78);
}
