import type { Allowed } from '../lib/reach/allowed.ts';
import type { Header, Hop, Trace } from '../lib/reach/trace.ts';
import { type Layout, type Paint, plain } from './paint.ts';
import { columns, hanging } from './wrap.ts';

/** How a hop is marked, by what it did with the packet. */
export const MARKS = { pass: ['green', '✔'], drop: ['red', '✘'], unknown: ['yellow', '?'] } as const;
const VERDICTS = { reachable: 'green', blocked: 'red', unknown: 'yellow' } as const;

/** A flow's way, hop by hop, and the way of its answer, as lines. */
export function renderTrace(trace: Trace, { width = 100, paint = plain }: Layout = {}): string[] {
  const verdict = trace.partial ? `${trace.verdict} in part` : trace.verdict;
  return [
    `${paint('bold', `${trace.from} → ${trace.to}`)}  ${flow(trace)}  ${paint(VERDICTS[trace.verdict], verdict)}`,
    ...way('forward', trace.forward, width, paint),
    ...way('return', trace.return, width, paint),
  ];
}

/** Every hop that drops the packet, in the order in which the packet meets them, as lines. */
export function renderBlockers(blockers: readonly Hop[], { width = 100, paint = plain }: Layout = {}): string[] {
  return blockers.flatMap((hop) => {
    const reason = [hop.code, hop.rule, hop.note].filter(Boolean).join(' · ');
    return hanging(`  ${paint('red', '✘')} ${hop.direction.padEnd(8)} `, `${hop.component}: ${reason}`, width);
  });
}

/** The exact set of what gets there, as lines. */
export function renderAllowed(allowed: readonly Allowed[], { width = 100 }: Layout = {}): string[] {
  if (allowed.length === 0) return ['  nothing'];
  return allowed.flatMap(({ protocol, ports, sourcePorts, responseBlocked }) => {
    const from = sourcePorts === null ? '' : ` from port ${sourcePorts}`;
    const answer = responseBlocked ? ', but no answer comes back' : '';
    return hanging('  ', `${protocol}${ports === null ? '' : `/${ports}`}${from}${answer}`, width);
  });
}

function flow({ protocol, port }: Trace): string {
  if (protocol !== 'tcp' && protocol !== 'udp') return protocol;
  return `${protocol}/${port === 0 ? 'any' : port}`;
}

function way(direction: string, hops: readonly Hop[], width: number, paint: Paint): string[] {
  if (hops.length === 0) return [];
  const names = Math.max(...hops.map(({ component }) => columns(short(component))));
  const kinds = Math.max(...hops.map(({ kind }) => kind.length));
  const lines = [`  ${paint('bold', direction)}`];
  let before = '';
  for (const hop of hops) {
    const now = packet(hop.header);
    if (now !== before) lines.push(...hanging('    ', now, width).map((line) => paint('dim', line)));
    before = now;
    const [colour, mark] = MARKS[hop.verdict];
    const label = `    ${paint(colour, mark)} ${short(hop.component).padEnd(names)}  ${paint('dim', hop.kind.padEnd(kinds))}  `;
    lines.push(...hanging(label, [hop.code, hop.rule, hop.note].filter(Boolean).join(' · '), width));
  }
  return lines;
}

/** A packet's five fields on a line. */
export function packet({ protocol, source, sourcePort, destination, destinationPort }: Header): string {
  return `${protocol} ${source}:${sourcePort} → ${destination}:${destinationPort}`;
}

/** An ARN without what is the same for all of the account. */
export function short(component: string): string {
  return component.startsWith('arn:') ? component.split(':').slice(5).join(':') : component;
}
