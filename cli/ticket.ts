import type { Scenario } from '../lib/scenario.ts';
import { readText } from '../lib/text.ts';
import { recordedTerms } from './lab-terms.ts';
import { terminalLayout } from './layout.ts';
import { section } from './render-markdown.ts';
import { givenScenario } from './scenario.ts';
import type { Context, Run } from './verb.ts';

/** Shows the customer's words. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  printTicket(context, scenario);
  const { title, ticket } = readText(scenario.id, context.lang, recordedTerms(context, scenario));
  context.emit({ scenario: scenario.id, language: context.lang, title, severity: scenario.severity, ticket });
  return 0;
};

/** Prints a case's title, severity and ticket. */
export function printTicket(context: Context, scenario: Scenario): void {
  const { title, ticket } = readText(scenario.id, context.lang, recordedTerms(context, scenario));
  context.print(
    `\n${section(`${title} (${context.words.severities[scenario.severity]})`, ticket, terminalLayout())}\n`,
  );
}
