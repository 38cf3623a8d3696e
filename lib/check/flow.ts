import type { Network } from '../network/network.ts';
import type { End } from '../reach/end.ts';
import { hopsOf } from '../reach/hops.ts';
import { ask, isPart, questionsBetween } from '../reach/question.ts';
import { type Asked, told } from '../reach/told.ts';
import type { Hop, Trace } from '../reach/trace.ts';
import type { Check, View } from './check.ts';
import type { Finding } from './finding.ts';
import { cannotTell, endsOf, interfacesOf, mainEndsOf, missing, nameOf, type PlacesOf, placesAmong } from './host.ts';
import { type Service, serviceName } from './service.ts';
import type { CheckWords } from './words/index.ts';

/**
 * Every packet of the service gets there, from every client port and every address of the peer, and so does its answer.
 * Where both ends speak IPv4, that is what counts; hosts use their primary interface.
 */
export function reaches<From extends string, To extends string>(
  from: From,
  to: To,
  service: Service,
): Check<PlacesOf<From | To>> {
  return {
    places: placesAmong<From | To>(from, to),
    run(view) {
      const { words } = view;
      const expected = words.flow.reaches(nameOf(from, words), nameOf(to, words), serviceName(service, words));
      const asked = askMain(view, from, to, service);
      if (asked.length === 0) return missing(view, expected, ...absent(view, from, to));
      const path = traceOf(view, from, to, service, asked);
      if (path.verdict === 'reachable')
        return { verdict: 'pass', expected, actual: words.flow.connects, where: [], trace: path };
      if (path.verdict === 'unknown') return untold(view, expected, path);
      return { verdict: 'fail', expected, actual: symptomOf(view, path, asked), ...blame(view, path) };
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
  return {
    places: placesAmong<From | To>(from, to),
    run(now) {
      const view = { ...now, network: awake(now.network) };
      const { words } = view;
      const expected = words.flow.blocked(nameOf(from, words), nameOf(to, words), serviceName(service, words));
      const asked = askAll(view, from, to, service);
      if (asked.length === 0) return missing(view, expected, ...absent(view, from, to));
      const open = asked.find(({ answer }) => answer.passing.length > 0);
      const told = asked.find(({ answer }) => answer.unknown.length > 0);
      if (!open && told) return untold(view, expected, traceOf(view, from, to, service, [told]));
      if (!open) return { verdict: 'pass', expected, actual: words.flow.nothingPasses, where: [] };
      const passing = open.answer.passing.slice(0, 1);
      const path = traceOf(view, from, to, service, [
        { question: { ...open.question, packets: passing[0]!.initial }, answer: { passing, failing: [], unknown: [] } },
      ]);
      const { destinationPort } = path.forward[0]?.header ?? { destinationPort: '' };
      const actual = words.flow.connectsOn(destinationPort);
      const where = path.forward.filter((hop) => hop.kind === 'security-group').map((hop) => hop.component);
      return {
        verdict: 'fail',
        expected,
        actual,
        where,
        code: 'REACHABLE',
        cause: words.flow.allPass,
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
  return {
    places: placesAmong<Via | From | To>(via, from, to),
    run(view) {
      const { words } = view;
      const name = nameOf(via, words);
      const expected = words.flow.passes(direction, nameOf(from, words), nameOf(to, words), name);
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
          actual: words.flow.passedThrough(name),
          where: [...interfaces],
          trace: path,
        };
      if (path.verdict === 'unknown') return untold(view, expected, path);
      const router = path[direction].find((hop) => hop.kind === 'route-table');
      return {
        verdict: 'fail',
        expected,
        actual: words.flow.unseen(name),
        where: [...interfaces],
        code: 'NOT_INSPECTED',
        ...(router && { cause: words.flow.elsewhere(router.component, router.rule ?? words.note(router.note)) }),
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
  const ends = { from: nameOf(from, view.words), to: nameOf(to, view.words) };
  return { ...ends, protocol: 'tcp', port: portOf(service), ...told(view.network, asked) };
}

/** What the client sees. Filters and missing routes drop silently, so there is one symptom for all of them. */
function symptomOf({ words }: View, path: Trace, asked: readonly Asked[]): string {
  if (!path.partial) return words.flow.timesOut;
  const failing = asked.flatMap(({ question, answer }) => answer.failing.map((course) => ({ question, course })));
  const some = failing.some(({ question, course }) => isPart(course, question.packets));
  return some ? words.flow.timesOutForSome : words.flow.timesOutAtRandom;
}

/** Where is the flow itself, from end to end; what on the way drops it is the cause. */
function blame(
  { places, words }: View,
  path: Trace,
): Pick<Finding, 'where' | 'trace'> & Partial<Pick<Finding, 'code' | 'cause'>> {
  const [first] = path.blockers;
  const where = [path.from, path.to].flatMap((end) => places[end] ?? []);
  return {
    where,
    trace: path,
    ...(first?.code && { code: first.code }),
    ...(first && { cause: causeOf(first, words) }),
  };
}

function causeOf({ component, direction, rule, note, header }: Hop, words: CheckWords): string {
  const why = [rule, words.note(note)].filter(Boolean).join('; ');
  return words.flow.drops(component, direction, words.note(header.destination), header.destinationPort, why);
}

function untold(view: View, expected: string, path: Trace): Finding {
  const hop = [...path.forward, ...path.return].find((each) => each.verdict === 'unknown');
  const why = view.words.note(hop?.note) || view.words.untold.notFollowed;
  return { ...cannotTell(view, expected, why, hop ? [hop.component] : []), trace: path };
}
