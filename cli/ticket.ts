import { readText } from '../lib/text.ts';
import { findScenario } from '../scenarios/index.ts';
import { terminalLayout } from './layout.ts';
import { section } from './render-markdown.ts';
import { type Run, text } from './verb.ts';

/** Shows the customer's words. */
export const run: Run = async (given, context) => {
  const { id } = findScenario(text(given, 'id') ?? '');
  const { title, ticket } = readText(id, context.lang);
  context.print(section(title, ticket, terminalLayout()));
  context.emit({ scenario: id, language: context.lang, title, ticket });
  return 0;
};
