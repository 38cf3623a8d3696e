import { renderJson } from '../grader/render-json.ts';
import { pad } from '../grader/wrap.ts';
import { findStack, stackName } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import { commandName } from './command-name.ts';
import { casePage } from './console/address.ts';
import { deployLab, isWish, type Wishes, wishes } from './deploy.ts';
import { printReport } from './grade.ts';
import { gradeLab } from './grade-lab.ts';
import { readRecord } from './lab-record.ts';
import { stackState } from './lab-state.ts';
import { recordedTerms } from './lab-terms.ts';
import { chooseCase, menu } from './play-menu.ts';
import { givenScenario } from './scenario.ts';
import { printTicket } from './ticket.ts';
import { type Context, type Run, type Target, text } from './verb.ts';

/** The whole loop: pick a case, deploy it, read the ticket, then whatever the learner wants until it is solved. */
export const run: Run = async (given, context) => {
  const target = await context.target({ start: true });
  const scenario = await pick(text(given, 'id') === undefined ? undefined : givenScenario(given), context);
  if (!scenario) {
    context.print(farewell(context, target));
    return 0;
  }
  await ensureDeployed(context, target, scenario, wishes(given));
  printTicket(context, scenario);
  if (context.interactive) return menu(context, target, scenario, given, farewell(context, target, scenario));
  const report = await gradeLab(target, scenario, context.lang);
  context.print('');
  printReport(context, report);
  context.print(nextSteps(context, target, scenario));
  context.emit({
    scenario: scenario.id,
    ticket: readText(scenario.id, context.lang, recordedTerms(context, scenario)).ticket,
    report: renderJson(report),
  });
  return 0;
};

async function pick(given: Scenario | undefined, context: Context): Promise<Scenario | undefined> {
  if (given) return given;
  return context.interactive ? chooseCase(context) : scenarios[0];
}

/** Deploys the case, unless it stands already. */
async function ensureDeployed(context: Context, target: Target, scenario: Scenario, wishes: Wishes): Promise<void> {
  const { account } = await target.identity();
  const record = readRecord({ target: target.name, account, region: target.region }, scenario.id);
  const stack = await findStack(target.clients, stackName(scenario.id));
  const begun = stackState(stack, record) === 'deployed' && record?.state !== 'deploying';
  if (begun && !isWish(wishes)) {
    context.note(context.words.play.asLeft(scenario.id));
  } else {
    await deployLab(context, target, scenario, wishes);
  }
}

/** What is left running, and how to come back to it or be rid of it. */
function farewell({ words: { play: words } }: Context, target: Target, scenario?: Scenario): string {
  const call = commandName();
  const where = target.endpoint ? words.keepsRunning(target.endpoint) : words.region(target.region);
  const flags = target.name === 'aws' ? ` --target aws --region ${target.region}` : '';
  const way = (name: keyof typeof words.ways, command: string) => `  ${pad(words.ways[name], 8)} ${call} ${command}`;
  const down = target.endpoint ? [way('stop', 'down')] : [];
  if (!scenario) return [`${where}.`, ...down].join('\n');
  return [
    words.stillThere(where, scenario.id),
    way('on', `play ${scenario.id}${flags}`),
    way('remove', `destroy ${scenario.id}${flags}`),
    ...down,
  ].join('\n');
}

function nextSteps({ words: { play: words } }: Context, target: Target, { id }: Scenario): string {
  const call = commandName();
  const flags = target.name === 'aws' ? ' --target aws' : '';
  const steps = [
    ...(target.endpoint
      ? [
          [casePage(target, id), words.steps.console],
          [`eval "$(${call} env)"`, words.steps.env],
        ]
      : []),
    [`${call} grade ${id}${flags}`, words.steps.grade],
    [`${call} hint ${id}${flags}`, words.steps.hint],
    [`${call} trace${flags} --from A --to B --port N`, words.steps.trace],
    [`${call} destroy ${id}${flags}`, words.steps.destroy],
    ...(target.endpoint ? [[`${call} down`, words.steps.down]] : []),
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return `\n${words.next}\n${steps.map(([command = '', meaning]) => `  ${command.padEnd(width)}  ${meaning}`).join('\n')}`;
}
