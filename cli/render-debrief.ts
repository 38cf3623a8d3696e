import type { Evidence } from '../grader/evidence.ts';
import { renderTrace } from '../grader/render-trace.ts';
import { columns } from '../grader/wrap.ts';
import type { Trace } from '../lib/reach/trace.ts';
import type { Failure } from './debrief-case.ts';
import { terminalLayout } from './layout.ts';
import { paint } from './output.ts';
import { renderTable } from './table.ts';
import type { Words } from './words/index.ts';

/** Two traces stand side by side where the terminal has room for both. */
const ROOM_FOR_TWO = 150;
const GAP = '  │  ';

/** The way of each lost packet before and after the fix: side by side, or one below the other on a narrow terminal. */
export function renderWays(failures: readonly Failure[], words: Words, width = process.stdout.columns ?? 100): string {
  const ways = failures.flatMap(({ before, after }) => (before ? [{ before, after }] : []));
  if (ways.length === 0) {
    const lines = failures.map(({ expected, actual }) => `  ${paint('red', '✘')} ${expected}: ${actual}`);
    return [words.debrief.noWay, ...lines].join('\n');
  }
  return ways.map((way) => renderWay(way, words, width)).join('\n\n');
}

function renderWay(
  { before, after }: { before: Trace; after: Trace | undefined },
  { debrief }: Words,
  width: number,
): string {
  const wide = width >= ROOM_FOR_TWO && after !== undefined;
  const half = wide ? Math.floor((width - GAP.length) / 2) : Math.min(width, 100);
  const told = (trace: Trace, when: string) => [
    paint('dim', when),
    ...renderTrace(trace, { ...terminalLayout(), width: half }),
  ];
  const first = told(before, debrief.before);
  const second = after ? told(after, debrief.after) : [];
  return (wide ? beside(first, second, half) : [...first, '', ...second]).join('\n').trimEnd();
}

/** Lines of two columns; a line that is longer than its column pushes the other aside. */
function beside(left: readonly string[], right: readonly string[], width: number): string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const line = left[i] ?? '';
    return `${line}${' '.repeat(Math.max(0, width - columns(line)))}${GAP}${right[i] ?? ''}`.trimEnd();
  });
}

/** What each observer saw of a handshake: the sockets at its ends, and the flow logs on its way. */
export function renderEvidence({ before, evidence }: Failure, { debrief }: Words): string | undefined {
  if (!before || !evidence) return undefined;
  const { client, server, clientInterface, serverInterface } = evidence;
  const at = (id: string | undefined) => (id === undefined ? debrief.outside : recordsAt(evidence, id, debrief));
  const others = [...new Set(evidence.records.map((record) => record.at))].filter(
    (id) => id !== clientInterface && id !== serverInterface,
  );
  const rows = [
    [debrief.clientSocket, client],
    [debrief.serverSocket, server === 'SYN-RECV' ? debrief.retransmits : (server ?? debrief.nothing)],
    [debrief.clientLog, at(clientInterface)],
    [debrief.serverLog, at(serverInterface)],
    ...others.map((id) => [debrief.otherLog(id), at(id)]),
  ];
  return `${paint('bold', `${before.from} → ${before.to}`)}\n${renderTable(debrief.evidenceHead, rows)}`;
}

function recordsAt({ records }: Evidence, id: string, debrief: Words['debrief']): string {
  const own = records.filter(({ at }) => at === id);
  const told = own.map(({ flowDirection, action, tcpFlags }) => debrief.record(flowDirection, action, tcpFlags));
  return told.length > 0 ? told.join('; ') : debrief.noRecord;
}
