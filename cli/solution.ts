import { findStack, stackName } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { type Terms, termsOf } from '../lib/terms.ts';
import { readText } from '../lib/text.ts';
import { recordedTerms } from './lab-terms.ts';
import { terminalLayout } from './layout.ts';
import { note } from './logbook.ts';
import { renderQuestions, section } from './render-markdown.ts';
import { givenScenario } from './scenario.ts';
import { fixesFor, solutionScript } from './solution-script.ts';
import { LOCAL_REGION } from './target.ts';
import type { Context, Run, Target } from './verb.ts';

/** Shows the root cause, an accepted fix as AWS CLI commands, and what an interviewer would ask next. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  if (!(await context.confirm(context.words.solution.confirm(scenario.id)))) return 0;
  await showSolution(context, scenario);
  return 0;
};

/** Shows the solution without asking. */
export async function showSolution(context: Context, scenario: Scenario): Promise<void> {
  const { variant, rootCause, chainQuestions, fix, others, target, prove } = await reveal(context, scenario);
  const layout = terminalLayout();
  const { solution: words } = context.words;
  context.print(`${section(words.cause, rootCause, layout)}\n`);
  const commands = await prove();
  context.print(`\n${layout.paint('bold', words.accepted(fix.called))}\n`);
  context.print(`${commands}\n`);
  if (others.length > 0) context.print(`${words.others(others.map(({ called }) => called).join('; '))}\n`);
  if (!target) context.print(`${words.notDeployed}\n`);
  context.print(layout.paint('bold', words.questions));
  context.print(`\n${renderQuestions(chainQuestions, layout)}`);
  const otherFixes = others.map(({ name }) => name);
  context.emit({ scenario: scenario.id, variant, rootCause, fix: fix.name, commands, otherFixes, chainQuestions });
}

/** The answer to a case: from now on it counts as told. `prove` tries the fix and answers it as AWS CLI commands. */
export async function reveal(context: Context, scenario: Scenario) {
  note(scenario.id, 'revealed', {});
  const { target, terms = recordedTerms(context, scenario) } = await deployed(context, scenario);
  const { variant } = terms;
  const { rootCause, chainQuestions } = readText(scenario.id, context.lang, terms);
  const [fix, ...others] = fixesFor(scenario, variant).map(([name, { korean }]) => ({
    name,
    called: context.lang === 'ko' ? korean : name,
  }));
  if (!fix) throw new Error(`${scenario.id} has no fix for variant ${variant}`);
  const region = target?.region ?? LOCAL_REGION;
  const prove = () => proven(context, () => solutionScript(scenario, terms, fix.name, target, region));
  return { variant, rootCause, chainQuestions, fix, others, target, prove };
}

async function proven(context: Context, work: () => Promise<string>): Promise<string> {
  const { solution: words } = context.words;
  const step = context.step(words.trying);
  try {
    const commands = await work();
    step.done(words.tried);
    return commands;
  } catch (error) {
    step.fail(words.notTried);
    throw error;
  }
}

/** The target and the terms of what is deployed there; empty where nothing is, or nobody answers. */
async function deployed(context: Context, scenario: Scenario): Promise<{ target?: Target; terms?: Terms }> {
  try {
    const target = await context.target();
    const stack = await findStack(target.clients, stackName(scenario.id));
    return stack ? { target, terms: termsOf(scenario, stack.Tags) } : {};
  } catch {
    return {};
  }
}
