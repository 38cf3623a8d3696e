import type { Debrief, FailedFlow, Stage } from '../grader/debrief.ts';
import type { Evidence, Sighting } from '../grader/evidence.ts';
import { FLOW_LOG_FIELDS, flowLogLine } from '../grader/flow-log.ts';
import { renderTrace } from '../grader/render-trace.ts';
import { sideBySide } from '../grader/side-by-side.ts';
import { hanging } from '../grader/wrap.ts';
import type { Hop } from '../lib/reach/trace.ts';
import type { Part } from './debrief-part.ts';
import { terminalLayout } from './layout.ts';
import { paint } from './output.ts';
import { section } from './render-markdown.ts';
import { renderTable } from './table.ts';
import type { Context } from './verb.ts';
import type { Words } from './words/index.ts';

export const cause: Part = {
  show({ text }, context) {
    context.print(`${section(context.words.debrief.cause, text.rootCause, terminalLayout())}\n`);
  },
  tell({ text: { rootCause } }) {
    const links = rootCause.match(/https:\/\/[^)\s]+/g) ?? [];
    return { rootCause, links: [...new Set(links)] };
  },
};

export const trace: Part = {
  show({ debrief, hasAfter }, context) {
    const { trace: words } = context.words.debrief;
    context.print(`${paint('bold', words.heading)}\n`);
    if (!debrief) return context.print(`${words.noSnapshot}\n`);
    const rows = debrief.symptoms.map(({ expected, before, after = '-' }) => [expected, before, after]);
    context.print(`${renderTable(words.symptoms, rows)}\n`);
    for (const flow of debrief.flows) context.print(`${renderFlow(flow, context)}\n`);
    if (debrief.flows.length === 0) context.print(`${words.noFlow}\n`);
    if (!hasAfter) context.print(`${words.noAfter}\n`);
  },
  tell({ debrief }) {
    if (!debrief) return { kept: false };
    const flows = debrief.flows.map(({ from, to, protocol, port, before, after }) => ({
      ...{ from, to, protocol, port, before },
      after: after ?? null,
    }));
    return { kept: true, symptoms: debrief.symptoms, flows };
  },
};

/** Two columns of hops want at least so many columns of the terminal, and no line of text so many. */
const WIDE = { least: 100, most: 160 };

function renderFlow({ before, after }: FailedFlow, { lang, words: { debrief } }: Context): string {
  const { trace: words } = debrief;
  const room = Math.min(process.stdout.columns ?? WIDE.least, WIDE.most);
  const layout = terminalLayout(lang);
  if (!after) return renderTrace(before, layout).join('\n');
  if (room < WIDE.least) {
    const told = [[words.before, before] as const, [words.after, after] as const];
    return told.map(([name, way]) => [paint('cyan', name), ...renderTrace(way, layout)].join('\n')).join('\n\n');
  }
  const rows = sideBySide(before, after, words.dropped, { ...layout, width: Math.floor((room - 2) / 2) });
  const [title = ''] = renderTrace({ ...before, forward: [], return: [] }, layout);
  return `${title}\n\n${renderTable([words.before, words.after], rows, room)}`;
}

export const evidence: Part = {
  show({ debrief }, context) {
    const { evidence: words, trace: other } = context.words.debrief;
    context.print(`${paint('bold', words.heading)}\n`);
    if (!debrief) return context.print(`${other.noSnapshot}\n`);
    for (const flow of debrief.flows) context.print(`${renderEvidence(flow, debrief, context)}\n`);
    if (debrief.flows.some(({ stages }) => contradicts(stages))) {
      context.print(`${hanging('', words.trick, terminalLayout().width).join('\n')}\n`);
    }
    showAnswers(debrief, context);
  },
  tell({ debrief }) {
    if (!debrief) return { kept: false };
    const flows = debrief.flows.map(({ from, to, protocol, port, refused, stages }) => ({
      ...{ from, to, protocol, port, refused, stages },
    }));
    return { kept: true, flows, targets: debrief.targets };
  },
};

function renderEvidence(flow: FailedFlow, debrief: Debrief, context: Context): string {
  const { evidence: words } = context.words.debrief;
  const { title, rows, records } = evidenceTable(flow, debrief, context);
  const [fields = '', ...lines] = records;
  const log =
    records.length > 0
      ? ['', ...hanging('', words.records, terminalLayout().width), '', paint('dim', fields), ...lines]
      : [];
  return [paint('bold', title), '', renderTable(words.head, rows), ...log].join('\n');
}

/** What there was to be seen of a failed flow: a row for each hop that drops it, and the records of flow logs after the names of their fields. */
export function evidenceTable(
  { from, to, protocol, port, stages, refused }: FailedFlow,
  { names }: Debrief,
  context: Context,
) {
  const { evidence: words } = context.words.debrief;
  const rows = stages.map(({ evidence: each }, i) => {
    const [repaired] = i > 0 ? [stages[i - 1]?.evidence.drop?.component ?? ''] : [];
    const where = placeOf(each, refused, words);
    return [
      repaired === undefined ? where : `${where} (${words.once(repaired)})`,
      each.clientSocket,
      each.serverSocket ?? words.noSocket,
      logText(each.client?.sightings, words),
      logText(each.server?.sightings, words),
      each.between
        .map((log) => `${names[log.interfaceId] ?? log.interfaceId}: ${logText(log.sightings, words)}`)
        .join('; ') || '-',
    ];
  });
  return { title: `${from} → ${to}  ${protocol}/${port}`, rows, records: recordsOf(stages) };
}

type Said = Words['debrief']['evidence'];

function placeOf({ drop }: Evidence, refused: boolean, words: Said): string {
  if (!drop) return refused ? words.refused : words.works;
  return `${words.direction[drop.direction]}: ${nameOf(drop)}`;
}

const nameOf = ({ component, kind, way }: Hop) => [component, kind, way].filter(Boolean).join(' ');

function logText(sightings: readonly Sighting[] | undefined, words: Said): string {
  if (!sightings) return words.notOurs;
  return (
    sightings.map(({ direction, action, flags }) => `${direction} ${action} ${flags}`).join(', ') || words.noRecord
  );
}

function recordsOf(stages: readonly Stage[]): string[] {
  const lines = [...new Set(stages.flatMap(({ flowLog }) => flowLog.map(flowLogLine)))];
  return lines.length > 0 ? [FLOW_LOG_FIELDS.join(' '), ...lines] : [];
}

/** An interface that lets a packet in and does not let the answer out: the riddle that flow logs pose. */
function contradicts(stages: readonly Stage[]): boolean {
  return stages.some(({ evidence: { server } }) => {
    const has = (direction: string, action: string) =>
      server?.sightings.some((each) => each.direction === direction && each.action === action);
    return has('in', 'ACCEPT') && has('out', 'REJECT');
  });
}

/** What the load balancer answered, and how it saw its targets. */
function showAnswers({ symptoms, targets }: Debrief, context: Context): void {
  const { evidence: words } = context.words.debrief;
  const { width } = terminalLayout();
  const statuses = Object.entries(words.http).filter(([status]) =>
    symptoms.some(({ before }) => before.includes(`HTTP ${status}`)),
  );
  for (const [, meaning] of statuses) context.print(hanging('- ', meaning, width).join('\n'));
  if (targets.length === 0) return;
  const rows = targets.map(({ group, target, before, after = '-' }) => [group, target, before, after]);
  context.print(`${statuses.length > 0 ? '\n' : ''}${renderTable(words.targets, rows)}\n`);
}
