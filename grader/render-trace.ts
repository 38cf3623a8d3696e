import type { Allowed } from '../lib/reach/allowed.ts';
import type { Direction, Header, Hop, Trace } from '../lib/reach/trace.ts';
import type { Language } from '../lib/text.ts';
import { type Layout, plain } from './paint.ts';
import { REPORT_WORDS } from './words/index.ts';
import { columns, hanging, pad } from './wrap.ts';

/** How a hop is marked, by what it did with the packet. */
export const MARKS = { pass: ['green', '✔'], drop: ['red', '✘'], unknown: ['yellow', '?'] } as const;
const VERDICTS = { reachable: 'green', blocked: 'red', unknown: 'yellow' } as const;

/** A flow's way, hop by hop, and the way of its answer, as lines. */
export function renderTrace(trace: Trace, { width = 100, paint = plain, language = 'en' }: Layout = {}): string[] {
  const layout = { width, paint, language };
  const words = REPORT_WORDS[language];
  const plainly = words.verdicts[trace.verdict];
  const verdict = trace.partial ? words.inPart(plainly) : plainly;
  return [
    `${paint('bold', `${trace.from} → ${trace.to}`)}  ${flow(trace)}  ${paint(VERDICTS[trace.verdict], verdict)}`,
    ...way('forward', trace.forward, layout),
    ...way('return', trace.return, layout),
  ];
}

/** Every hop that drops the packet, in the order in which the packet meets them, as lines. */
export function renderBlockers(
  blockers: readonly Hop[],
  { width = 100, paint = plain, language = 'en' }: Layout = {},
): string[] {
  const { directions } = REPORT_WORDS[language];
  return blockers.flatMap((hop) => {
    const label = `  ${paint('red', '✘')} ${pad(directions[hop.direction], 8)} `;
    return hanging(label, `${hop.component}: ${reason(hop, language)}`, width);
  });
}

/** The exact set of what gets there, as lines. */
export function renderAllowed(allowed: readonly Allowed[], { width = 100, language = 'en' }: Layout = {}): string[] {
  const words = REPORT_WORDS[language];
  if (allowed.length === 0) return [`  ${words.nothing}`];
  return allowed.flatMap(({ protocol, ports, sourcePorts, responseBlocked }) => {
    const from = sourcePorts === null ? '' : words.fromPort(sourcePorts);
    const answer = responseBlocked ? words.noAnswer : '';
    return hanging('  ', `${protocol}${ports === null ? '' : `/${ports}`}${from}${answer}`, width);
  });
}

function flow({ protocol, port }: Trace): string {
  if (protocol !== 'tcp' && protocol !== 'udp') return protocol;
  return `${protocol}/${port === 0 ? 'any' : port}`;
}

function way(direction: Direction, hops: readonly Hop[], { width, paint, language }: Required<Layout>): string[] {
  if (hops.length === 0) return [];
  const names = Math.max(...hops.map(({ component }) => columns(short(component))));
  const kinds = Math.max(...hops.map(({ kind }) => kind.length));
  const lines = [`  ${paint('bold', REPORT_WORDS[language].directions[direction])}`];
  let before = '';
  for (const hop of hops) {
    const now = packet(hop.header, language);
    if (now !== before) lines.push(...hanging('    ', now, width).map((line) => paint('dim', line)));
    before = now;
    const [colour, mark] = MARKS[hop.verdict];
    const label = `    ${paint(colour, mark)} ${short(hop.component).padEnd(names)}  ${paint('dim', hop.kind.padEnd(kinds))}  `;
    lines.push(...hanging(label, reason(hop, language), width));
  }
  return lines;
}

/** Why a hop did what it did, on a line. */
export function reason({ code, rule, note }: Hop, language: Language): string {
  const { note: say } = REPORT_WORDS[language];
  return [code, say(rule), say(note)].filter(Boolean).join(' · ');
}

/** A packet's five fields on a line. */
export function packet(header: Header, language: Language): string {
  const { protocol, sourcePort, destinationPort } = header;
  const [source, destination] = [header.source, header.destination].map(REPORT_WORDS[language].note);
  return `${protocol} ${source}:${sourcePort} → ${destination}:${destinationPort}`;
}

/** An ARN without what is the same for all of the account. */
export function short(component: string): string {
  return component.startsWith('arn:') ? component.split(':').slice(5).join(':') : component;
}
