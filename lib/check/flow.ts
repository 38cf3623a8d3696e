import type { Network } from '../network/network.ts';
import type { End } from '../reach/end.ts';
import { hopsOf } from '../reach/hops.ts';
import { ask, isPart, questionsBetween } from '../reach/question.ts';
import { type Asked, told } from '../reach/told.ts';
import type { Hop, Trace } from '../reach/trace.ts';
import type { Check, View } from './check.ts';
import type { Finding } from './finding.ts';
import { cannotTell, endsOf, interfacesOf, mainEndsOf, missing, nameOf, type PlacesOf, placesAmong } from './host.ts';
import type { Service } from './service.ts';

/**
 * Every packet of the service gets there, from every client port and every address of the peer, and so does its answer.
 * Where both ends speak IPv4, that is what counts; hosts use their primary interface.
 */
export function reaches<From extends string, To extends string>(
  from: From,
  to: To,
  service: Service,
): Check<PlacesOf<From | To>> {
  const expected = `${nameOf(from)} reaches ${nameOf(to)} on ${service.name}`;
  return {
    places: placesAmong<From | To>(from, to),
    run(view) {
      const asked = askMain(view, from, to, service);
      if (asked.length === 0) return missing(view, expected, ...absent(view, from, to));
      const path = traceOf(view, from, to, service, asked);
      if (path.verdict === 'reachable')
        return { verdict: 'pass', expected, actual: 'connects', where: [], trace: path };
      if (path.verdict === 'unknown') return untold(expected, path);
      return { verdict: 'fail', expected, actual: symptomOf(path, asked), ...blame(view, path) };
    },
  };
}

/**
 * No packet of the service gets through, not even were every host running; for TCP that is so when either the SYN or its
 * answer does not.
 */
export function blocked<From extends string, To extends string>(
  from: From,
  to: To,
  service: Service,
): Check<PlacesOf<From | To>> {
  const expected = `${nameOf(from)} does not reach ${nameOf(to)} on ${service.name}`;
  return {
    places: placesAmong<From | To>(from, to),
    run(now) {
      const view = { ...now, network: awake(now.network) };
      const asked = askAll(view, from, to, service);
      if (asked.length === 0) return missing(view, expected, ...absent(view, from, to));
      const open = asked.find(({ answer }) => answer.passing.length > 0);
      const told = asked.find(({ answer }) => answer.unknown.length > 0);
      if (!open && told) return untold(expected, traceOf(view, from, to, service, [told]));
      if (!open) return { verdict: 'pass', expected, actual: 'nothing gets through', where: [] };
      const passing = open.answer.passing.slice(0, 1);
      const path = traceOf(view, from, to, service, [
        { question: { ...open.question, packets: passing[0]!.initial }, answer: { passing, failing: [], unknown: [] } },
      ]);
      const { destinationPort } = path.forward[0]?.header ?? { destinationPort: '' };
      const actual = `connects${destinationPort === 'any' ? ' on any port' : ` on port ${destinationPort}`}`;
      const where = path.forward.filter((hop) => hop.kind === 'security-group').map((hop) => hop.component);
      return {
        verdict: 'fail',
        expected,
        actual,
        where,
        code: 'REACHABLE',
        cause: 'every filter on the way lets it through',
        trace: path,
      };
    },
  };
}

/** Packets and their answers travel through an interface of `via`, also while something else still drops them. */
export function passesThrough<Via extends string, From extends string, To extends string>(
  via: Via,
  from: From,
  to: To,
  service: Service,
  direction: 'forward' | 'return',
): Check<PlacesOf<Via | From | To>> {
  const way =
    direction === 'forward'
      ? `traffic from ${nameOf(from)} to ${nameOf(to)}`
      : `answers from ${nameOf(to)} to ${nameOf(from)}`;
  const expected = `${way} pass${direction === 'forward' ? 'es' : ''} through ${nameOf(via)}`;
  return {
    places: placesAmong<Via | From | To>(via, from, to),
    run(view) {
      const interfaces = new Set(interfacesOf(view, via).map((nic) => nic.id));
      const asked = askMain(view, from, to, service);
      if (interfaces.size === 0 || asked.length === 0) return missing(view, expected, ...absent(view, via, from, to));
      const path = traceOf(view, from, to, service, asked);
      const meets = (hops: readonly Hop[]) =>
        hops.some(
          (hop) => hop.direction === direction && hop.kind === 'network-interface' && interfaces.has(hop.component),
        );
      const passing = asked.flatMap(({ answer }) => answer.passing);
      const met = passing.length > 0 ? passing.every((course) => meets(hopsOf(course))) : meets(path[direction]);
      if (met)
        return {
          verdict: 'pass',
          expected,
          actual: `passes through ${nameOf(via)}`,
          where: [...interfaces],
          trace: path,
        };
      if (path.verdict === 'unknown') return untold(expected, path);
      const router = path[direction].find((hop) => hop.kind === 'route-table');
      return {
        verdict: 'fail',
        expected,
        actual: `${nameOf(via)} sees nothing of it`,
        where: [...interfaces],
        code: 'NOT_INSPECTED',
        ...(router && { cause: `${router.component} sends it another way: ${router.rule ?? router.note ?? ''}` }),
        trace: path,
      };
    },
  };
}

function askAll(view: View, from: string, to: string, service: Service): Asked[] {
  const questions = endsOf(view, from).flatMap((a) =>
    endsOf(view, to, senderAt(a)).flatMap((b) => questionsBetween(a, b, service.boxes)),
  );
  return questions.map((question) => ({ question, answer: ask(view.network, question) }));
}

function askMain(view: View, from: string, to: string, service: Service): Asked[] {
  const questions = mainEndsOf(view, from).flatMap((a) =>
    mainEndsOf(view, to, senderAt(a)).flatMap((b) => {
      const both = questionsBetween(a, b, service.boxes);
      return both.filter(({ packets }) => packets.family === both[0]?.packets.family);
    }),
  );
  return questions.map((question) => ({ question, answer: ask(view.network, question) }));
}

const senderAt = (end: End) => (end.kind === 'interface' ? end.nic : undefined);

/** The network with every instance running: what is down only now keeps nobody out. */
export function awake(network: Network): Network {
  return {
    ...network,
    instances: new Map([...network.instances.keys()].map((id) => [id, 'running'])),
    stateOf: ({ instanceState }) => instanceState && 'running',
  };
}

const absent = (view: View, ...names: string[]) => names.filter((name) => endsOf(view, name).length === 0);

const portOf = (service: Service) => service.boxes[0]?.ports[0]?.[0] ?? 0;

function traceOf(view: View, from: string, to: string, service: Service, asked: readonly Asked[]): Trace {
  const ends = { from: nameOf(from), to: nameOf(to) };
  return { ...ends, protocol: 'tcp', port: portOf(service), ...told(view.network, asked) };
}

/** What the client sees. Filters and missing routes drop silently, so there is one symptom for all of them. */
function symptomOf(path: Trace, asked: readonly Asked[]): string {
  if (!path.partial) return 'times out';
  const failing = asked.flatMap(({ question, answer }) => answer.failing.map((course) => ({ question, course })));
  const some = failing.some(({ question, course }) => isPart(course, question.packets));
  return some
    ? 'times out for some client ports or addresses, connects for others'
    : 'times out at random, connects otherwise';
}

/** Where is the flow itself, from end to end; what on the way drops it is the cause. */
function blame(
  { places }: View,
  path: Trace,
): Pick<Finding, 'where' | 'trace'> & Partial<Pick<Finding, 'code' | 'cause'>> {
  const [first] = path.blockers;
  const where = [path.from, path.to].flatMap((end) => places[end] ?? []);
  return { where, trace: path, ...(first?.code && { code: first.code }), ...(first && { cause: causeOf(first) }) };
}

function causeOf(hop: Hop): string {
  const packet = hop.direction === 'forward' ? 'the packet' : 'the answer';
  const why = [hop.rule, hop.note].filter(Boolean).join('; ');
  return `${hop.component} drops ${packet} to ${hop.header.destination} port ${hop.header.destinationPort}${why ? `: ${why}` : ''}`;
}

function untold(expected: string, path: Trace): Finding {
  const hop = [...path.forward, ...path.return].find((each) => each.verdict === 'unknown');
  const why = hop?.note ?? 'the path could not be followed';
  return { ...cannotTell(expected, why, hop ? [hop.component] : []), trace: path };
}
