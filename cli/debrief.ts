import { knowsAnswer } from '../learner/answer-known.ts';
import { attempts } from '../learner/attempt.ts';
import type { Writing } from '../learner/deed.ts';
import { notMastered } from '../learner/drill.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Scenario } from '../lib/scenario.ts';
import { commandName } from './command-name.ts';
import { drill, interview, standingsOf } from './debrief-drill.ts';
import { gather, type Matter } from './debrief-matter.ts';
import { PARTS, type Part, type PartName } from './debrief-part.ts';
import { cause, evidence, trace } from './debrief-reading.ts';
import { star } from './debrief-star.ts';
import { reply, translation, writtenOf } from './debrief-writing.ts';
import { entries, writeDown } from './logbook.ts';
import { select } from './prompt.ts';
import { givenScenario } from './scenario.ts';
import { type Context, flag, type Given, type Run, text } from './verb.ts';

const BY_NAME: Readonly<Record<PartName, Part>> = { cause, trace, evidence, drill, reply, star, translation };

/** What is to be read, and what the learner is to do. */
const READING = ['cause', 'trace', 'evidence'] as const;
const DOING = ['drill', 'reply', 'star', 'translation'] as const;

/** Talks a solved case over: cause, the packet's way before and after, evidence; then drill, reply, STAR note and translation. */
export const run: Run = async (given, context) => {
  const scenario = givenScenario(given);
  const part = partAsked(given);
  await admit(scenario, context, flag(given, 'anyway'));
  const matter = gather(context, scenario);
  const recorded = record(matter, given, context);
  if (!recorded) await talk(matter, context, part, flag(given, 'strict'));
  const asked = part === undefined ? PARTS : [part];
  context.emit({
    scenario: scenario.id,
    variant: matter.terms.variant,
    language: context.lang,
    ...(recorded ?? Object.fromEntries(asked.map((name) => [name, BY_NAME[name].tell(matter, context)]))),
  });
  return 0;
};

/** Talks a case over from the menu of `play`. */
export async function showDebrief(context: Context, scenario: Scenario): Promise<void> {
  await admit(scenario, context, false);
  await talk(gather(context, scenario), context, undefined, false);
}

/** Whether a case may be talked over without giving anything away. */
export function mayDebrief(scenario: Scenario): boolean {
  return knowsAnswer(attempts(entries(scenario.id)));
}

function partAsked(given: Given): PartName | undefined {
  const named = text(given, 'part');
  const found = PARTS.find((part) => part === named);
  if (named === undefined || found) return found ?? (flag(given, 'strict') ? 'drill' : undefined);
  throw new BreakfixError('USAGE', `--part ${named} is not known.`, `--part ${PARTS.join(', ')}`, 64);
}

/** Nobody is told the answer by accident: before a case is solved it takes a yes, and counts as having been told. */
async function admit(scenario: Scenario, context: Context, anyway: boolean): Promise<void> {
  if (mayDebrief(scenario)) return;
  const { id } = scenario;
  const { debrief: words } = context.words;
  if (!anyway) {
    const tryThis = `breakfix hint ${id}, breakfix grade ${id}; or breakfix debrief ${id} --anyway`;
    throw new BreakfixError('NOT_SOLVED', words.refused(id), tryThis, 75);
  }
  if (!(await context.confirm(words.anyway(id)))) {
    throw new BreakfixError('CANCELLED', words.refused(id), `breakfix hint ${id}`, 130);
  }
  writeDown(id, 'revealed', {});
}

function record(matter: Matter, given: Given, context: Context): object | undefined {
  const done = DOING.flatMap((name) => {
    const recorded = BY_NAME[name].record?.(matter, given, context);
    return recorded ? [[name, recorded] as const] : [];
  });
  return done.length > 0 ? { recorded: Object.fromEntries(done) } : undefined;
}

async function talk(matter: Matter, context: Context, part: PartName | undefined, strict: boolean): Promise<void> {
  if (part !== undefined) return one(matter, context, part, strict);
  for (const name of READING) BY_NAME[name].show(matter, context);
  if (context.interactive) return menu(matter, context, strict);
  const call = `${commandName()} debrief ${matter.scenario.id} --part`;
  context.print(context.words.debrief.menu.alone);
  for (const name of DOING) context.print(`  ${call} ${name}`);
}

async function one(matter: Matter, context: Context, name: PartName, strict: boolean): Promise<void> {
  const { work, show } = BY_NAME[name];
  if (name === 'drill' && context.interactive) return interview(matter, context, strict);
  if (work && context.interactive) return work(matter, context);
  show(matter, context);
}

async function menu(matter: Matter, context: Context, strict: boolean): Promise<void> {
  const { menu: words } = context.words.debrief;
  for (;;) {
    const all = standingsOf(matter);
    const written = (what: Writing) => (writtenOf(matter, what) ? words.written : words.open);
    const choice = await select<(typeof DOING)[number] | 'read' | 'end'>(context, {
      message: words.message,
      options: [
        { value: 'drill', label: words.drill, hint: words.drillHint(notMastered(all).length, all.length) },
        { value: 'reply', label: words.reply, hint: written('reply') },
        { value: 'star', label: words.star, hint: written('star') },
        { value: 'translation', label: words.translation, hint: written('translation') },
        { value: 'read', label: words.read },
        { value: 'end', label: words.end },
      ],
    });
    if (choice === undefined || choice === 'end') return;
    if (choice === 'read') for (const name of READING) BY_NAME[name].show(matter, context);
    else await one(matter, context, choice, strict);
  }
}
