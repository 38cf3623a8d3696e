import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import { scenarios } from '../scenarios/index.ts';
import { commandName } from './command-name.ts';
import { casePage } from './console/address.ts';
import { mayDebrief, showDebrief } from './debrief.ts';
import { destroyLab } from './destroy.ts';
import { diagnose } from './diagnose.ts';
import { localVariables } from './env.ts';
import { printReport } from './grade.ts';
import { gradeLab } from './grade-lab.ts';
import { showAccountHint, showHint } from './hint.ts';
import { labsAt } from './lab-state.ts';
import { listCases } from './list.ts';
import { stopLocalAws } from './local-aws.ts';
import { openBrowser } from './open-browser.ts';
import { report as reportError } from './output.ts';
import { confirm, select } from './prompt.ts';
import { resetLab } from './reset.ts';
import { openShell, shellProgram } from './shell.ts';
import { showSolution } from './solution.ts';
import { printTicket } from './ticket.ts';
import type { Context, Given, Target } from './verb.ts';
import type { Words } from './words/index.ts';

/** Lets the learner pick a case; undefined when they would rather not. */
export async function chooseCase(context: Context): Promise<Scenario | undefined> {
  const { words } = context;
  const cases = await listCases(context);
  const id = await select(context, {
    message: words.play.which,
    options: cases.map(({ id, title, track, difficulty, minutes, stack, solved }) => ({
      value: id,
      label: `${title}${solved ? ' ✔' : ''}`,
      hint: [
        id,
        words.list.tracks[track],
        '★'.repeat(difficulty),
        words.minutes(minutes),
        ...(stack ? [words.play.deployed] : []),
      ].join(', '),
    })),
  });
  return scenarios.find((scenario) => scenario.id === id);
}

type Choice = keyof Words['play']['choices'];

/** In the order in which they stand in the words. */
const choicesIn = ({ choices }: Words['play']) =>
  (Object.keys(choices) as Choice[]).map((value) => {
    const [label, hint] = choices[value];
    return { value, label: label ?? value, hint: hint ?? '' };
  });

/** Everything that can be done with a deployed case, until the learner leaves. Answers the exit code. */
export async function menu(
  context: Context,
  target: Target,
  scenario: Scenario,
  given: Given,
  farewell: string,
): Promise<number> {
  const { play: words } = context.words;
  const forget = context.onInterrupt(farewell);
  let next: Choice = 'shell';
  try {
    for (;;) {
      const options = choicesIn(words).filter(({ value }) => {
        if (value === 'console') return target.endpoint !== undefined;
        return value !== 'debrief' || mayDebrief(scenario);
      });
      const choice = await select(context, { message: scenario.id, options, initialValue: next });
      if (choice === undefined) {
        context.print(farewell);
        return 0;
      }
      if (choice === 'quit') return await quit(context, target, scenario, farewell);
      if (choice === 'destroy' && (await sure(context, words.sureDestroy(scenario.id)))) {
        return await remove(context, target, scenario);
      }
      next = await attempt(context, () => act(choice, context, target, scenario, given));
    }
  } finally {
    forget();
  }
}

/** Does what was chosen, and answers what is likely to be chosen next. */
async function act(
  choice: Choice,
  context: Context,
  target: Target,
  scenario: Scenario,
  given: Given,
): Promise<Choice> {
  const { play: words } = context.words;
  switch (choice) {
    case 'grade':
    case 'explain': {
      const report = await gradeLab(target, scenario, context.lang);
      printReport(context, report, choice === 'explain');
      return report.verdict === 'solved' ? 'debrief' : 'shell';
    }
    case 'console':
      openConsole(context, target, scenario);
      return 'grade';
    case 'diagnose':
      await diagnose(context, target, scenario);
      return 'shell';
    case 'hint':
      showHint(scenario, context);
      return 'shell';
    case 'account':
      await showAccountHint(context, target, scenario);
      return 'shell';
    case 'ticket':
      printTicket(context, scenario);
      return 'shell';
    case 'shell':
      await shell(context, target, scenario, given);
      return 'grade';
    case 'solution':
      if (await sure(context, words.sureSolution)) await showSolution(context, scenario);
      return 'shell';
    case 'debrief':
      await showDebrief(context, scenario);
      return 'destroy';
    case 'reset':
      if (await sure(context, words.sureReset)) await resetLab(context, target, scenario);
      return 'shell';
    default:
      return 'shell';
  }
}

/** The address is printed first: the browser may be on another machine. */
function openConsole(context: Context, target: Target, { id }: Scenario): void {
  const url = casePage(target, id);
  context.print(context.words.local.console(url));
  openBrowser(url);
}

const sure = async (context: Context, message: string): Promise<boolean> =>
  (await confirm(context, message, true)) === true;

/** An error that can be repaired is shown, and the menu goes on. */
async function attempt({ words }: Context, work: () => Promise<Choice>): Promise<Choice> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BreakfixError)) throw error;
    reportError(error, false, words);
    return 'shell';
  }
}

async function shell(context: Context, target: Target, { id }: Scenario, given: Given): Promise<void> {
  const variables = target.endpoint
    ? await localVariables(given, context)
    : {
        AWS_REGION: target.region,
        AWS_DEFAULT_REGION: target.region,
        ...(target.profile && { AWS_PROFILE: target.profile }),
      };
  context.print(`\n${context.words.play.shell(shellProgram())}`);
  context.print(`  aws ec2 describe-instances\n  breakfix grade ${id}\n  breakfix trace --from A --to B --port N\n`);
  await openShell(id, variables);
}

async function quit(context: Context, target: Target, scenario: Scenario, farewell: string): Promise<number> {
  const keep = await confirm(context, context.words.play.keep(scenario.id), true);
  if (keep === false) return remove(context, target, scenario);
  context.print(farewell);
  return 0;
}

/** Destroys the lab, and stops the local AWS when nothing else is deployed there. */
async function remove(context: Context, target: Target, scenario: Scenario): Promise<number> {
  const { play: words } = context.words;
  const survivors = await destroyLab(context, target, scenario.id);
  if (survivors.length > 0) {
    for (const { type, id, reason } of survivors)
      context.note(words.survivor(`${context.words.resource(type)} ${id} ${reason ?? ''}`));
    return 1;
  }
  if (!target.endpoint) return 0;
  const others = (await labsAt(target)).map((lab) => lab.scenario);
  if (others.length > 0) {
    context.print(words.others(others.join(', '), `${commandName()} down`));
  } else if (await stopLocalAws()) {
    context.print(words.allGone);
  }
  return 0;
}
