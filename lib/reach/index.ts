import { BreakfixError } from '../error.ts';
import type { Network } from '../network/network.ts';
import { ALL_PORTS, ICMP, ICMPV6, type Packets, TCP, UDP } from '../network/packets.ts';
import { type End, endsNamed } from './end.ts';
import { type Answer, ask, explain, type Question, questionsBetween } from './question.ts';
import type { Protocol, Trace } from './trace.ts';

const NUMBERS: Readonly<Record<Protocol, number>> = { tcp: TCP, udp: UDP, icmp: ICMP, icmpv6: ICMPV6 };

/** One flow, by names as `endsNamed` reads them. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly protocol?: Protocol;
  /** For ICMP the port means nothing and may be left out. */
  readonly port?: number;
}

/** Follows one flow from any client port, and its answer, and names every blocker on the way. */
export function trace(network: Network, { from, to, protocol = 'tcp', port }: Flow): Trace {
  const number = NUMBERS[protocol];
  const ports = port === undefined || protocol.startsWith('icmp') ? ALL_PORTS : ([[port, port]] as const);
  const traffic = [{ protocols: [[number, number]] as const, ports }];
  const questions = pairs(endsOf(network, from), endsOf(network, to)).flatMap(([a, b]) =>
    questionsBetween(a, b, traffic),
  );
  const [first] = questions;
  if (!first) {
    throw new BreakfixError('NO_FLOW', `${from} and ${to} have no address family in common.`, 'name two other ends');
  }
  const answers = questions.map((question) => ({ question, answer: ask(network, question) }));
  return { from, to, protocol, port: port ?? 0, ...told(network, answers) };
}

function endsOf(network: Network, name: string): readonly End[] {
  const ends = endsNamed(network, name);
  if (ends.length > 0) return ends;
  throw new BreakfixError(
    'UNKNOWN_END',
    `Nothing in this account goes by the name of ${name}.`,
    'name an instance, an interface, a load balancer, an address, or "internet"',
    64,
  );
}

const pairs = <A, B>(as: readonly A[], bs: readonly B[]): [A, B][] => as.flatMap((a) => bs.map((b): [A, B] => [a, b]));

/** A question with its answer. */
export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

/** The trace of the first packets that fail, else of the first that cannot be told, else of the first that pass. */
export function told(network: Network, all: readonly Asked[]): Omit<Trace, 'from' | 'to' | 'protocol' | 'port'> {
  const failing = pick(all, 'failing');
  const shown = failing ?? pick(all, 'unknown') ?? pick(all, 'passing');
  if (!shown) throw new Error('an answer without a course');
  const course = explain(network, shown.question, shown.packets);
  const hops = (direction: string) => course.hops.filter((hop) => hop.direction === direction);
  return {
    verdict: failing ? 'blocked' : pick(all, 'unknown') ? 'unknown' : 'reachable',
    partial: failing !== undefined && all.some(({ answer }) => answer.passing.length > 0),
    forward: hops('forward'),
    return: hops('return'),
    blockers: course.hops.filter((hop) => hop.verdict === 'drop'),
  };
}

function pick(all: readonly Asked[], fate: keyof Answer): { question: Question; packets: Packets } | undefined {
  for (const { question, answer } of all) {
    const [course] = answer[fate];
    if (course) return { question, packets: course.initial };
  }
  return undefined;
}
