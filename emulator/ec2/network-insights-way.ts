import type { NetworkInsightsPath } from '@aws-sdk/client-ec2';
import { parseAddress, pointOf } from '../../lib/network/address.ts';
import { type Intervals, intersect, same } from '../../lib/network/interval.ts';
import type { Network } from '../../lib/network/network.ts';
import { ALL_PORTS, answerTo, type Match, type Packets, TCP, UDP } from '../../lib/network/packets.ts';
import type { Course } from '../../lib/reach/course.ts';
import { type Step, stepsOf } from '../../lib/reach/hops.ts';
import { ask, type Question } from '../../lib/reach/question.ts';
import type { Hop } from '../../lib/reach/trace.ts';
import type { Start } from '../../lib/reach/walk.ts';
import { originsOf, type Target, targetsOf } from './network-insights-end.ts';

/** One question of an analysis, and what it is to lead to. */
export interface Attempt {
  readonly question: Question;
  readonly target: Target;
}

/** What became of some of the packets of an attempt. */
export interface Way {
  readonly attempt: Attempt;
  readonly start: Start;
  readonly initial: Packets;
  /** The steps up to the destination, or to where the packets were lost. */
  readonly forward: readonly Step[];
  readonly back: readonly Step[];
  /** The packets as they came to the destination. */
  readonly arrived: Packets;
  /** Their answers as they came back. */
  readonly returned: Packets;
  /** Whether they got to the destination, and their answers back where the analysis looks at those. */
  readonly found: boolean;
  /** They arrive, but somewhere else. */
  readonly astray: boolean;
  /** Only the way there is analysed. */
  readonly oneWay: boolean;
}

type Ports = { readonly FromPort?: number | undefined; readonly ToPort?: number | undefined };

const portsIn = (range: Ports | undefined): Intervals | undefined =>
  range && [[range.FromPort ?? 0, range.ToPort ?? 65_535]];

/** All addresses and ports that the path leaves open are tried. */
export function attemptsOf(network: Network, path: NetworkInsightsPath): Attempt[] {
  const { Protocol, DestinationPort, FilterAtSource } = path;
  const number = Protocol === 'udp' ? UDP : TCP;
  const port: Intervals | undefined = DestinationPort === undefined ? undefined : [[DestinationPort, DestinationPort]];
  const ports = {
    sourcePorts: portsIn(FilterAtSource?.SourcePortRange) ?? ALL_PORTS,
    destinationPorts: portsIn(FilterAtSource?.DestinationPortRange) ?? port ?? ALL_PORTS,
  };
  return targetsOf(network, path).flatMap((target) =>
    originsOf(network, path).map(({ start, addresses: source }): Attempt => {
      const packets = {
        family: 4,
        protocols: [[number, number]],
        source,
        destination: target.addresses,
        ...ports,
      } as const;
      return { question: { start, packets }, target };
    }),
  );
}

export function waysOf(network: Network, attempt: Attempt): Way[] {
  const { question, target } = attempt;
  if (question.packets.source.length === 0 || question.packets.destination.length === 0) return [];
  const { passing, failing, unknown } = ask(network, question, target.balancer?.targets);
  return [
    ...passing.map((course) => wayOf(attempt, course, true)),
    ...[...failing, ...unknown].map((course) => wayOf(attempt, course, false)),
  ];
}

/** With UDP, over a transit gateway and to what lies on the way, the answer is not analysed. */
export function wayOf(attempt: Attempt, course: Course, passes: boolean): Way {
  const { target, question } = attempt;
  const steps = stepsOf(course);
  const all = steps.filter(({ hop }) => hop.direction === 'forward');
  const back = steps.filter(({ hop }) => hop.direction === 'return' && !isInternet(hop));
  const arrival = target.arrival(all);
  const forward = arrival < 0 ? all : all.slice(0, arrival + 1);
  const delivered = target.passing !== undefined || course.direction === 'return';
  const reached = delivered && arrival >= 0 && forward.every(({ hop }) => hop.verdict === 'pass');
  const oneWay =
    question.packets.protocols[0]?.[0] === UDP ||
    target.passing !== undefined ||
    forward.some(({ hop }) => hop.kind === 'transit-gateway-route-table');
  return {
    attempt,
    start: question.start,
    initial: course.initial,
    forward,
    back: oneWay ? [] : back,
    arrived: all[arrival + 1]?.packets ?? arrivedBefore(steps[all.length]) ?? course.packets,
    returned: course.packets,
    found: reached && (oneWay || passes),
    astray: course.direction === 'return' && arrival < 0,
    oneWay,
  };
}

/** Back in the internet nothing happens any more. */
const isInternet = ({ kind, verdict }: Hop) => kind === 'internet' && verdict === 'pass';

const arrivedBefore = (answer: Step | undefined): Packets | undefined => answer && answerTo(answer.packets);

/** The same way with every packet on it in sight from the start, and no others: a filter further on has taken some out. */
function exactly(network: Network, way: Way): Way {
  const question = { ...way.attempt.question, packets: way.initial };
  const again = waysOf(network, { ...way.attempt, question });
  return again.find((each) => each.found && traceOf(each) === traceOf(way)) ?? way;
}

const traceOf = ({ forward, back }: Way): string =>
  [...forward, ...back].map(({ hop }) => `${hop.component} ${hop.rule}`).join();

/** What is asked of the packets as they arrive. */
function matchAtDestination({ DestinationIp, FilterAtDestination: filter = {} }: NetworkInsightsPath): Match {
  const address = (text: string | undefined): Intervals | undefined => {
    const parsed = parseAddress(text ?? '');
    return parsed && [pointOf(parsed)];
  };
  return Object.fromEntries(
    Object.entries({
      source: address(filter.SourceAddress),
      sourcePorts: portsIn(filter.SourcePortRange),
      destination: address(filter.DestinationAddress ?? DestinationIp),
      destinationPorts: portsIn(filter.DestinationPortRange),
    }).filter(([, wanted]) => wanted),
  );
}

const FIELDS = ['source', 'sourcePorts', 'destination', 'destinationPorts'] as const;
export type FilteredField = (typeof FIELDS)[number];

/** The fields in which no packet arrives as the path wants them. */
export function mismatches(path: NetworkInsightsPath, { arrived }: Way): FilteredField[] {
  const match = matchAtDestination(path);
  return FIELDS.filter((field) => match[field] && intersect(arrived[field], match[field]).length === 0);
}

/** The way of those packets that arrive as the path wants them: where nothing rewrites a field, they start with it. */
export function filtered(network: Network, path: NetworkInsightsPath, way: Way): Way {
  const match = matchAtDestination(path);
  const initial = { ...way.initial };
  for (const field of FIELDS) {
    const wanted = match[field];
    if (wanted && same(way.arrived[field], initial[field])) initial[field] = intersect(initial[field], wanted);
  }
  return exactly(network, { ...way, initial });
}
