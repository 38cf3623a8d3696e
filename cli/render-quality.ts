import type { ChangeSeen, Quality } from '../grader/quality.ts';
import { hanging } from '../grader/wrap.ts';
import { terminalLayout } from './layout.ts';
import { paint, usd } from './output.ts';
import type { Words } from './words/index.ts';

/** More lines about one resource than that are only counted. */
const MOST_LINES = 6;
const MOST_PEERS = 3;

/** How good a fix is and why, what it changed, and what it costs. */
export function renderQuality(rated: Quality, { quality: words, resource }: Words): string {
  const { width } = terminalLayout();
  const { points, deductions, changes, cost } = rated;
  const reasons = deductions.map(({ what, points }) => ({
    label: `  ${paint('yellow', `-${points}`.padStart(3))}  `,
    text: words.why[what],
  }));
  return [
    paint('bold', words.head(points)),
    ...(reasons.length === 0
      ? hanging('  ', words.perfect, width)
      : reasons.flatMap(({ label, text }) => hanging(label, text, width))),
    ...excessLines(rated, words).flatMap((line) => hanging('       ', line, width)),
    '',
    words.changes,
    ...changes.flatMap((change) => changeLines(change, words, resource)),
    '',
    words.cost(usd(cost.before), usd(cost.after)),
  ].join('\n');
}

/** The largest of what is open beyond need, where that took points. */
function excessLines({ deductions, excess }: Quality, words: Words['quality']): string[] {
  if (!deductions.some(({ what }) => what === 'inbound' || what === 'outbound')) return [];
  return excess.slice(0, MOST_PEERS).map(({ at, way, ports, peers, size }) => {
    const more = peers.length - MOST_PEERS;
    const shown = peers.slice(0, MOST_PEERS).join(', ') + (more > 0 ? words.more(more) : '');
    return words.excess(at, way, ports, shown, size.toLocaleString('en'));
  });
}

function changeLines(
  { type, name, kind, gained, lost, needed }: ChangeSeen,
  words: Words['quality'],
  resource: Words['resource'],
): string[] {
  const remark = needed === false ? paint('yellow', ` (${words.needless})`) : '';
  const lines = [
    ...gained.map((each) => `    ${paint('green', '+')} ${resource(each)}`),
    ...lost.map((each) => `    ${paint('red', '-')} ${resource(each)}`),
  ];
  const shown = kind === 'changed' ? lines.slice(0, MOST_LINES) : [];
  const rest = kind === 'changed' && lines.length > MOST_LINES ? [`    … ${lines.length - MOST_LINES}`] : [];
  return [`  ${resource(type)} ${name.split('/').at(-3) ?? name} ${words.changed[kind]}${remark}`, ...shown, ...rest];
}
