import {
  DIRECTIONS,
  type Diagnosis,
  type Judgement,
  judge,
  REASONS,
  SUSPECTS,
  type Suspect,
  truthsOf,
} from '../grader/diagnosis.ts';
import { grade } from '../grader/grade.ts';
import { knowsAnswer } from '../learner/answer-known.ts';
import { attempts } from '../learner/attempt.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { namedResources } from '../lib/place.ts';
import type { Scenario } from '../lib/scenario.ts';
import { deployedTerms, labAccount } from './grade-lab.ts';
import { readRecord } from './lab-record.ts';
import { readSnapshots } from './lab-snapshots.ts';
import { entries, note } from './logbook.ts';
import { paint } from './output.ts';
import { answered, select } from './prompt.ts';
import { givenScenario } from './scenario.ts';
import { type Context, type Given, type Run, type Target, text } from './verb.ts';

/** Asks where the packet dies, before the fix, and tells which parts of the answer are right: never what is. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  const { answer, right, first } = await diagnose(context, await context.target(), scenario, given);
  context.emit({ scenario: scenario.id, answer, right, counts: first });
  return Object.values(right).every(Boolean) ? 0 : 1;
};

/** Takes a diagnosis, writes it down and judges it. */
export async function diagnose(context: Context, target: Target, scenario: Scenario, given: Given = {}) {
  const { id } = scenario;
  const terms = await deployedTerms(target, scenario);
  const known = attempts(entries(id));
  if (knowsAnswer(known)) {
    throw new BreakfixError('SOLVED', context.words.diagnose.solved(id), `breakfix reset ${id} to play it again`, 75);
  }
  const account = await brokenAccount(target, scenario);
  const answer = await ask(context, account, given);
  const right = judge(answer, truthsOf(grade(scenario, account, terms).checks));
  const first = known.at(-1)?.diagnosis === undefined;
  const component = answer.id === undefined ? answer.component : `${answer.component} ${answer.id}`;
  const kept = note(id, 'diagnosed', {
    answer: { direction: answer.direction, component, reason: answer.reason },
    right,
  });
  print(context, right, first);
  if (!kept) context.note(context.words.diagnose.notWritten);
  return { answer, right, first };
}

/** The lab as it was deployed, where that was kept; else as it stands. */
export async function brokenAccount(target: Target, scenario: Scenario): Promise<Account> {
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  const record = readRecord(place, scenario.id);
  const kept = record && readSnapshots(place, scenario.id, record);
  return kept?.before ?? labAccount(target, scenario);
}

function print({ print, words }: Context, right: Judgement, first: boolean): void {
  const { diagnose: said } = words;
  for (const part of ['direction', 'component', 'reason'] as const) {
    const [colour, mark, verdict] = right[part]
      ? (['green', '✔', said.right] as const)
      : (['red', '✘', said.wrong] as const);
    print(`${paint(colour, mark)} ${said.parts[part]}: ${verdict}`);
  }
  if (Object.values(right).every(Boolean)) print(said.allRight);
  print(paint('dim', first ? said.counted : said.again));
}

async function ask(context: Context, account: Account, given: Given): Promise<Diagnosis> {
  const { diagnose: said } = context.words;
  const direction = await choose(context, given, 'direction', DIRECTIONS, said.askDirection, said.directions);
  const named = text(given, 'component')?.match(/^([^:]*):(.*)$/s);
  const kind = named?.[1] ?? text(given, 'component');
  const asked = kind === undefined ? given : { ...given, component: kind };
  const component = await choose(context, asked, 'component', SUSPECTS, said.askComponent, said.components);
  const id = named
    ? resourceNamed(account, component, named[2] ?? '')
    : await which(context, given, account, component);
  const reason = await choose(context, given, 'reason', REASONS, said.askReason, said.reasons);
  return { direction, component, ...(id !== undefined && { id }), reason };
}

/** One of some names: from the command line, or from the learner. */
async function choose<Name extends string>(
  context: Context,
  given: Given,
  option: string,
  names: readonly Name[],
  message: string,
  labels: Readonly<Record<Name, string>>,
): Promise<Name> {
  const value = text(given, option);
  const found = names.find((name) => name === value);
  if (found) return found;
  if (value === undefined && context.interactive) {
    return answered(select(context, { message, options: names.map((value) => ({ value, label: labels[value] })) }));
  }
  const what = value === undefined ? `--${option} is missing.` : `--${option} ${value.slice(0, 60)} is not known.`;
  throw new BreakfixError('USAGE', what, `--${option} ${names.join(', ')}`, 64);
}

/** All of the lab's resources of a kind stand to choose from, the guilty ones among them. */
async function which(context: Context, given: Given, account: Account, kind: Suspect): Promise<string | undefined> {
  const found = resourcesOf(account, kind);
  if (text(given, 'component') !== undefined || !context.interactive || found.length === 0) return undefined;
  const { askWhich, unsure } = context.words.diagnose;
  const options = [
    { value: '', label: unsure },
    ...found.map(({ id, name }) => ({ value: id, label: name, hint: id })),
  ];
  return (await answered(select(context, { message: askWhich, options }))) || undefined;
}

function resourceNamed(account: Account, kind: Suspect, wanted: string): string {
  const all = resourcesOf(account, kind);
  const found = all.find(({ id, name }) => id === wanted || name === wanted);
  if (found) return found.id;
  const names = all.map(({ name }) => name).join(', ');
  const what = `There is no ${kind} ${wanted.slice(0, 60)} in the lab.`;
  throw new BreakfixError(
    'USAGE',
    what,
    names === '' ? `--component ${kind}` : `--component ${kind}:NAME of ${names}`,
    64,
  );
}

/** How the ids of each kind begin; what belongs to a load balancer is named by its ARN. */
const ID_OF: Readonly<Record<Suspect, RegExp>> = {
  'security-group': /^sg-/,
  'network-acl': /^acl-/,
  'route-table': /^rtb-/,
  'internet-gateway': /^igw-/,
  'nat-gateway': /^nat-/,
  'vpc-endpoint': /^vpce-/,
  'vpc-peering-connection': /^pcx-/,
  'network-interface': /^eni-/,
  'load-balancer': /:loadbalancer\//,
  listener: /:listener\//,
  'target-group': /:targetgroup\//,
};

/** All of a lab's resources that are of a kind, the guilty ones among them. */
export const resourcesOf = (account: Account, kind: Suspect) =>
  namedResources(account).filter(({ id }) => ID_OF[kind].test(id));
