import { renderAllowed, renderBlockers, renderTrace } from '../grader/render-trace.ts';
import { BreakfixError } from '../lib/error.ts';
import { interpret, type Network } from '../lib/network/network.ts';
import { findPlaces, type Places } from '../lib/place.ts';
import { allowedOf } from '../lib/reach/allowed.ts';
import { answerCase } from '../lib/reach/case.ts';
import { askFlow, type Flow, isOpen, protocolOf, trace } from '../lib/reach/flow.ts';
import { type Response, responsesTo } from '../lib/reach/response.ts';
import { accountAsked, tellGaps } from './account.ts';
import { readCases } from './cases.ts';
import { terminalLayout } from './layout.ts';
import { type Context, type Given, type Run, text } from './verb.ts';
import type { Words } from './words/index.ts';

const EXIT_CODES = { reachable: 0, blocked: 1, unknown: 2 } as const;

/** Follows a packet and its answer through the network: 0 reachable, 1 blocked, 2 could not tell. Of many cases, each answers for itself. */
export const run: Run = async (given, context) => {
  const file = text(given, 'cases');
  if (file !== undefined) return traceCases(file, given, context);
  const [from, to] = [required(given, 'from'), required(given, 'to')];
  const named: Flow = { from, to, ...headerOf(given) };
  const account = await accountAsked(given, context);
  const network = interpret(account);
  const places = findPlaces(account);
  const flow: Flow = { ...named, from: resourceOf(places, from), to: resourceOf(places, to) };
  const asked = askFlow(network, flow);
  const found = { ...trace(network, flow, asked), from, to };
  const allowed = isOpen(flow) ? allowedOf(asked) : undefined;
  const layout = terminalLayout(context.lang);
  const { trace: words } = context.words;
  context.print(renderTrace(found, layout).join('\n'));
  if (found.blockers.length > 0) {
    context.print(`\n${layout.paint('bold', words.blockers)}`);
    context.print(renderBlockers(found.blockers, layout).join('\n'));
  }
  if (allowed) {
    context.print(`\n${layout.paint('bold', words.allowed)}`);
    context.print(renderAllowed(allowed, layout).join('\n'));
  }
  const responses = responsesOf(network, flow);
  if (responses.length > 0) {
    context.print(`\n${layout.paint('bold', words.responses)}`);
    for (const { status, why } of responses) context.print(`  ${nameOf(status, words)}: ${words.why(why)}`);
  }
  tellGaps(account, context);
  context.emit({ ...found, ...(allowed && { allowed }), ...(responses.length > 0 && { responses }) });
  return EXIT_CODES[found.verdict];
};

/** What a browser at an application load balancer would show for its start page. */
function responsesOf(network: Network, { to, port }: Flow): Response[] {
  const balancer = [...network.loadBalancers.values()].find((each) => each.arn === to || each.name === to);
  if (balancer?.type !== 'application' || port === undefined) return [];
  return responsesTo(network, balancer, { path: '/', port });
}

function nameOf(status: Response['status'], words: Words['trace']): string {
  if (status === undefined) return words.noAnswer;
  return status === 'target' ? words.ofTarget : `HTTP ${status}`;
}

/** An array of cases in a file, an array of answers: JSON with or without --json. */
async function traceCases(file: string, given: Given, context: Context): Promise<number> {
  const cases = await readCases(file);
  const account = await accountAsked(given, context);
  const network = interpret(account);
  const places = findPlaces(account);
  const answers = cases.map((each) => {
    const [from, to] = [resourceOf(places, each.from), resourceOf(places, each.to)];
    return answerCase(network, { ...each, from, to });
  });
  context.print(JSON.stringify(answers, null, 2));
  tellGaps(account, context);
  context.emit(answers);
  return 0;
}

/** The id of what plays a place in a deployed lab, by place or by name tag; any other name as it is. */
function resourceOf(places: Places, name: string): string {
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

function headerOf(given: Given): Omit<Flow, 'from' | 'to'> {
  const protocol = text(given, 'protocol') ?? 'tcp';
  protocolOf(protocol);
  const [port, sourcePort, sourceIp] = [portOf(given, 'port'), portOf(given, 'sourcePort'), text(given, 'sourceIp')];
  return {
    protocol,
    ...(port !== undefined && { port }),
    ...(sourcePort !== undefined && { sourcePort }),
    ...(sourceIp !== undefined && { sourceIp }),
  };
}

function portOf(given: Given, name: string): number | undefined {
  const value = text(given, name);
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  const option = name === 'port' ? '--port' : '--source-port';
  throw new BreakfixError('USAGE', `${option} ${value} is not a port.`, `${option} 443`, 64);
}
