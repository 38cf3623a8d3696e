import { renderBlockers, renderTrace } from '../grader/render-trace.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { Account } from '../lib/account/types.ts';
import { BreakfixError } from '../lib/error.ts';
import { interpret } from '../lib/network/network.ts';
import { findPlaces } from '../lib/place.ts';
import { protocolOf, trace } from '../lib/reach/flow.ts';
import { explain } from './aws-errors.ts';
import { terminalLayout } from './layout.ts';
import { type Given, type Run, text } from './verb.ts';

const EXIT_CODES = { reachable: 0, blocked: 1, unknown: 2 } as const;

/** Follows a packet and its answer through the network: 0 reachable, 1 blocked, 2 could not tell. */
export const run: Run = async (given, context) => {
  const [from, to] = [required(given, 'from'), required(given, 'to')];
  const protocol = text(given, 'protocol') ?? 'tcp';
  protocolOf(protocol);
  const port = portOf(given);
  const target = await context.target();
  const account = await snapshot(target.clients).catch((error: unknown) => {
    throw explain(error);
  });
  const flow = { from: resourceOf(account, from), to: resourceOf(account, to), protocol, ...(port && { port }) };
  const found = { ...trace(interpret(account), flow), from, to };
  const layout = terminalLayout();
  context.print(renderTrace(found, layout).join('\n'));
  if (found.blockers.length > 0) {
    context.print(`\n${layout.paint('bold', 'Blocked by')}`);
    context.print(renderBlockers(found.blockers, layout).join('\n'));
  }
  for (const { command, reason } of account.gaps) context.note(`Could not read aws ${command}: ${reason}`);
  context.emit(found);
  return EXIT_CODES[found.verdict];
};

/** The id of what plays a place in a deployed lab, by place or by name tag; any other name as it is. */
function resourceOf(account: Account, name: string): string {
  const places = findPlaces(account);
  const wanted = name.toLowerCase();
  const found = Object.entries(places).flatMap(([place, ids]) => (spellings(place).includes(wanted) ? ids : []));
  const [only, ...others] = found;
  if (only === undefined) return name;
  if (others.length === 0) return only;
  throw new BreakfixError(
    'AMBIGUOUS',
    `${name} may be ${found.join(' or ')}.`,
    `the same command with one of these ids`,
    64,
  );
}

/** `appServer` is `app-server` in the Name tag. */
function spellings(place: string): string[] {
  return [place.toLowerCase(), place.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()];
}

function required(given: Given, name: string): string {
  const value = text(given, name);
  if (value) return value;
  throw new BreakfixError('USAGE', `--${name} is missing.`, 'breakfix trace --from app --to internet --port 443', 64);
}

function portOf(given: Given): number | undefined {
  const value = text(given, 'port');
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new BreakfixError('USAGE', `--port ${value} is not a port.`, '--port 443', 64);
}
