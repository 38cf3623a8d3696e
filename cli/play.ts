import { renderJson } from '../grader/render-json.ts';
import { findStack, stackName } from '../lib/lab-stack.ts';
import type { Scenario } from '../lib/scenario.ts';
import { readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import { commandName } from './command-name.ts';
import { deployLab, type Wishes, wishes } from './deploy.ts';
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
    context.print(farewell(target));
    return 0;
  }
  await ensureDeployed(context, target, scenario, wishes(given));
  printTicket(context, scenario);
  if (context.interactive) return menu(context, target, scenario, given, farewell(target, scenario));
  const report = await gradeLab(target, scenario, context.lang);
  context.print('');
  printReport(context, report);
  context.print(nextSteps(target, scenario));
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
  if (stackState(stack, record) === 'deployed' && wishes.variant === undefined && wishes.seed === undefined) {
    context.note(`${scenario.id} is deployed already, as you left it.`);
  } else {
    await deployLab(context, target, scenario, wishes);
  }
}

/** What is left running, and how to come back to it or be rid of it. */
function farewell(target: Target, scenario?: Scenario): string {
  const call = commandName();
  const where = target.endpoint ? `The local AWS keeps running at ${target.endpoint}` : `Region ${target.region}`;
  const flags = target.name === 'aws' ? ` --target aws --region ${target.region}` : '';
  const down = target.endpoint ? `\n  stop     ${call} down` : '';
  if (!scenario) return `${where}.${down && `\n${down.slice(1)}`}`;
  return [
    `${where}, and ${scenario.id} is still deployed there.`,
    `  go on    ${call} play ${scenario.id}${flags}`,
    `  remove   ${call} destroy ${scenario.id}${flags}${down}`,
  ].join('\n');
}

function nextSteps(target: Target, { id }: Scenario): string {
  const call = commandName();
  const flags = target.name === 'aws' ? ' --target aws' : '';
  const steps = [
    ...(target.endpoint ? [[`eval "$(${call} env)"`, 'then aws, terraform or an SDK work on the lab']] : []),
    [`${call} grade ${id}${flags}`, 'have the fix graded; --watch does it until it is solved'],
    [`${call} hint ${id}${flags}`, 'the next of three hints'],
    [`${call} trace${flags} --from A --to B --port N`, 'the way of a packet, hop by hop'],
    [`${call} destroy ${id}${flags}`, 'remove the lab'],
    ...(target.endpoint ? [[`${call} down`, 'stop the local AWS']] : []),
  ] as const;
  const width = Math.max(...steps.map(([command = '']) => command.length));
  return `\nNext\n${steps.map(([command = '', meaning]) => `  ${command.padEnd(width)}  ${meaning}`).join('\n')}`;
}
