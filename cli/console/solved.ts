import type { Answer, Debrief, Solution } from '../../console/server/labs.ts';
import { blocksOf } from '../../console/server/markdown.ts';
import type { FailedFlow, Debrief as Seen } from '../../grader/debrief.ts';
import { renderTrace } from '../../grader/render-trace.ts';
import { sideBySide } from '../../grader/side-by-side.ts';
import { BreakfixError } from '../../lib/error.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { mayDebrief } from '../debrief.ts';
import { drill, standingsOf } from '../debrief-drill.ts';
import { gather, type Matter } from '../debrief-matter.ts';
import { evidenceTable } from '../debrief-reading.ts';
import { reveal } from '../solution.ts';
import type { Context } from '../verb.ts';
import { writingsView } from './writing.ts';

/** Characters of a page's width: of two columns, and of one. */
const WIDTH = { beside: 60, alone: 120 };

/** The answer, which counts as told from now on. */
export async function solutionView(context: Context, scenario: Scenario): Promise<Solution> {
  const { fix, others, prove } = await reveal(context, scenario);
  return { fix: fix.called, commands: await prove(), others: others.map(({ called }) => called) };
}

/** What a solved case is talked over with; refused as long as the answer is a secret. */
export function debriefView(context: Context, scenario: Scenario): Debrief {
  const matter = admitted(context, scenario);
  const { debrief, text } = matter;
  return {
    rootCause: blocksOf(text.rootCause),
    symptoms: (debrief?.symptoms ?? []).map(({ expected, before, after }) => ({
      expected,
      before,
      ...(after !== undefined && { after }),
    })),
    flows: (debrief?.flows ?? []).map((flow) => flowView(flow, context)),
    evidence: debrief ? debrief.flows.map((flow) => evidenceView(flow, debrief, context)) : [],
    questions: standingsOf(matter).map(({ question, latest }) => ({
      number: question + 1,
      question: blocksOf(text.chainQuestions[question]?.question ?? ''),
      model: blocksOf(text.chainQuestions[question]?.answer ?? ''),
      ...(latest && { answer: latest.answer }),
      ...(latest?.rating && { rating: latest.rating }),
    })),
    ...writingsView(matter, context),
  };
}

/** Writes an answer of the drill down, as `breakfix debrief --question` does. */
export function recordAnswer(context: Context, scenario: Scenario, { question, answer, rating }: Answer): void {
  drill.record?.(admitted(context, scenario), { question: String(question), answer, rate: rating }, context);
}

export function admitted(context: Context, scenario: Scenario): Matter {
  if (mayDebrief(scenario)) return gather(context, scenario);
  const { id } = scenario;
  throw new BreakfixError('NOT_SOLVED', context.words.debrief.refused(id), `breakfix hint ${id}`, 75);
}

function evidenceView(flow: FailedFlow, debrief: Seen, context: Context): Debrief['evidence'][number] {
  const { title, rows, records } = evidenceTable(flow, debrief, context);
  return { title, head: context.words.debrief.evidence.head, rows, flowLog: records };
}

function flowView({ before, after, from, to, protocol, port }: FailedFlow, { lang, words }: Context) {
  const title = `${from} → ${to}  ${protocol}/${port}`;
  if (!after) {
    const [, ...lines] = renderTrace(before, { width: WIDTH.alone, language: lang });
    return { title, rows: [{ before: lines.join('\n'), after: '' }] };
  }
  const rows = sideBySide(before, after, words.debrief.trace.dropped, { width: WIDTH.beside, language: lang });
  return { title, rows: rows.map(([left, right]) => ({ before: left, after: right })) };
}
