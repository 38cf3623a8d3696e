import { attempts } from '../learner/attempt.ts';
import { findLabStacks, stackName } from '../lib/lab-stack.ts';
import type { Track } from '../lib/scenario.ts';
import { drawTerms } from '../lib/terms.ts';
import { readText } from '../lib/text.ts';
import { scenarios } from '../scenarios/index.ts';
import { entries } from './logbook.ts';
import { paint } from './output.ts';
import { renderTable } from './table.ts';
import type { Context, Run } from './verb.ts';
import type { Words } from './words/index.ts';

/** Lists all cases; their state is `-` while the target cannot be asked. */
export const run: Run = async (_, context) => {
  const rows = await listCases(context);
  const { list: words } = context.words;
  const cells = rows.map((row) => [
    `${row.id}\n${paint('dim', row.title)}`,
    words.tracks[row.track],
    '★'.repeat(row.difficulty),
    String(row.minutes),
    `${row.cost.broken.toFixed(3)} → ${row.cost.fixed.toFixed(3)}`,
    stateOf(row, words),
  ]);
  context.print(renderTable(words.head, cells));
  if (context.targetName === 'local') context.print(`\n${paint('dim', words.free)}`);
  context.emit(rows);
  return 0;
};

/** One case as the list shows it. The deployed variant is the learner's to find out. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly track: Track;
  readonly difficulty: number;
  readonly minutes: number;
  readonly cost: { readonly broken: number; readonly fixed: number };
  readonly variants: number;
  /** CloudFormation's word for the stack's status; null when there is none, absent when the target could not be asked. */
  readonly stack?: string | null;
  /** ISO 8601; when the learner last solved it. */
  readonly solved?: string;
}

/** All cases with what is known of them. */
export async function listCases(context: Context): Promise<Case[]> {
  const stacks = await deployedStacks(context);
  const latest = new Map(
    attempts(entries()).flatMap((each) => (each.solvedAt ? [[each.scenario, each.solvedAt]] : [])),
  );
  return scenarios.map((scenario) => {
    const { id, track, difficulty, minutes, cost, variants } = scenario;
    const solved = latest.get(id);
    return {
      id,
      title: readText(id, context.lang, drawTerms(scenario)).title,
      track,
      difficulty,
      minutes,
      cost,
      variants: variants.length,
      ...(stacks && { stack: stacks.get(stackName(id)) ?? null }),
      ...(solved && { solved }),
    };
  });
}

async function deployedStacks(context: Context): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const stacks = await findLabStacks((await context.target()).clients);
    return new Map(stacks.map(({ StackName = '', StackStatus = '' }) => [StackName, StackStatus]));
  } catch {
    return undefined;
  }
}

function stateOf({ stack, solved }: Case, words: Words['list']): string {
  const known = stack === undefined ? '-' : stack === null ? words.notDeployed : stateName(stack, words);
  return solved ? `${known}, ${paint('green', words.solved)}` : known;
}

function stateName(status: string, words: Words['list']): string {
  return /^(CREATE|UPDATE)_COMPLETE$/.test(status) ? paint('cyan', words.deployed) : paint('yellow', status);
}
