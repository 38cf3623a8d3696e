import type { Hop, Trace } from '../lib/reach/trace.ts';
import { alignHops, type Pair } from './align.ts';
import { type Layout, plain } from './paint.ts';
import { MARKS, packet, reason, short } from './render-trace.ts';
import { REPORT_WORDS } from './words/index.ts';
import { columns, hanging } from './wrap.ts';

/** What two columns say: the same hop before and after, one in each. */
export type Row = readonly [before: string, after: string];

/**
 * A flow's way before and after, hop beside hop, in two columns of `width` each; `dropped` marks the hop that dropped the
 * packet, and only the first: what comes after it is where the packet would have gone.
 */
export function sideBySide(
  before: Trace,
  after: Trace,
  dropped: string,
  { width = 48, paint = plain, language = 'en' }: Layout = {},
): Row[] {
  const layout = { width, paint, language };
  const { directions } = REPORT_WORDS[language];
  const [left, right] = [columnOf(before.blockers[0], dropped, layout), columnOf(undefined, dropped, layout)];
  const way = (pair: Pair) => (pair[0] ?? pair[1])?.direction;
  const rows: Row[] = [];
  let direction: Hop['direction'] | undefined;
  for (const pair of alignHops(before, after)) {
    if (way(pair) !== direction) {
      direction = way(pair);
      const heading = paint('bold', direction ? directions[direction] : '');
      const has = ({ [direction ?? 'forward']: hops }: Trace) => (hops.length > 0 ? heading : '');
      rows.push([has(before), has(after)]);
    }
    rows.push([left(pair[0]), right(pair[1])]);
  }
  return rows;
}

/** The cells of one column, one after the other; each says what the packet is where that changes. */
function columnOf(
  drop: Hop | undefined,
  dropped: string,
  { width, paint, language }: Required<Layout>,
): (hop?: Hop) => string {
  let said = '';
  return (hop) => {
    if (!hop) return '';
    const now = packet(hop.header, language);
    const header = now === said ? '' : now;
    said = now;
    const [colour, mark] = MARKS[hop.verdict];
    const [name = '', ...more] = cut(short(hop.component), width - 2);
    const fits = more.length === 0 && columns(name) + columns(hop.kind) + 4 <= width;
    const why = reason(hop, language);
    const text = (said: string, indent: string) =>
      said === '' ? [] : hanging(indent, said, width).flatMap((line) => cut(line, width));
    return [
      ...text(header, '').map((line) => paint('dim', line)),
      `${paint(colour, mark)} ${name}${fits ? `  ${paint('dim', hop.kind)}` : ''}`,
      ...more.map((line) => `  ${line}`),
      ...(fits ? [] : text(hop.kind, '  ').map((line) => paint('dim', line))),
      ...text(why, '  '),
      ...(hop === drop ? [paint('red', `  ◀ ${dropped}`)] : []),
    ].join('\n');
  };
}

/** A line that is too long for its column, in pieces. */
function cut(line: string, width: number): string[] {
  if (columns(line) <= width) return [line];
  return [line.slice(0, width), ...cut(`  ${line.slice(width)}`, width)];
}
