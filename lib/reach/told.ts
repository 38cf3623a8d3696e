import type { Network } from '../network/network.ts';
import type { Packets } from '../network/packets.ts';
import type { BeyondBalancers, Course } from './course.ts';
import { hopsOf, lastNodeOf } from './hops.ts';
import { type Answer, explain, type Question } from './question.ts';
import type { Trace } from './trace.ts';

/** A question with its answer. */
export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

type Told = Omit<Trace, 'from' | 'to' | 'protocol' | 'port'>;

/** All must get through. The story is that of the packets that fail and got furthest, else of some that cannot be told, else of some that pass. */
export function told(network: Network, asked: readonly Asked[], beyondBalancers?: BeyondBalancers): Told {
  const failing = first(asked, 'failing');
  const unknown = first(asked, 'unknown');
  const shown = failing ?? unknown ?? first(asked, 'passing');
  if (!shown) throw new Error('an answer without a course');
  return {
    verdict: failing ? 'blocked' : unknown ? 'unknown' : 'reachable',
    partial: failing !== undefined && asked.some(({ answer }) => answer.passing.length > 0),
    ...story(explain(network, shown.question, shown.packets, beyondBalancers)),
  };
}

/** Something must get through. The story is that of what does, else of what cannot be told, else of what got furthest. */
export function toldOfSome(network: Network, asked: readonly Asked[], beyondBalancers?: BeyondBalancers): Told {
  const passing = first(asked, 'passing');
  const unknown = first(asked, 'unknown');
  const shown = passing ?? unknown ?? furthest(asked);
  if (!shown) throw new Error('an answer without a course');
  const verdict = passing ? 'reachable' : unknown ? 'unknown' : 'blocked';
  const failed = asked.some(({ answer }) => answer.failing.length > 0);
  const course = passing?.course ?? explain(network, shown.question, shown.packets, beyondBalancers);
  return { verdict, partial: verdict === 'reachable' && failed, ...story(course) };
}

function story(course: Course): Omit<Told, 'verdict' | 'partial'> {
  const all = hopsOf(course);
  const hops = (direction: string) => all.filter((hop) => hop.direction === direction);
  return {
    lastHop: lastNodeOf(course),
    forward: hops('forward'),
    return: hops('return'),
    blockers: all.filter((hop) => hop.verdict === 'drop'),
  };
}

interface Shown {
  readonly question: Question;
  readonly packets: Packets;
  readonly course: Course;
}

function first(asked: readonly Asked[], fate: keyof Answer): Shown | undefined {
  for (const { question, answer } of asked) {
    const [course] = answer[fate];
    if (course) return { question, packets: course.initial, course };
  }
  return undefined;
}

function furthest(asked: readonly Asked[]): Shown | undefined {
  const all = asked.flatMap(({ question, answer }) =>
    answer.failing.map((course) => ({ question, packets: course.initial, course })),
  );
  const length = ({ course }: Shown) => course.trail?.length ?? 0;
  return all.reduce<Shown | undefined>((best, each) => (best && length(best) >= length(each) ? best : each), undefined);
}
