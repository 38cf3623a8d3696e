import { parseAddress } from '../../lib/network/address.ts';
import type { Interval } from '../../lib/network/interval.ts';
import type { Network } from '../../lib/network/network.ts';
import { TCP } from '../../lib/network/packets.ts';
import type { Course } from '../../lib/reach/course.ts';
import { ask } from '../../lib/reach/question.ts';
import type { Sketch } from '../lib/account.ts';
import type { Connection, Fate } from './connection.ts';

type Part = (sketch: Sketch, connection: Connection) => boolean;

/** What the walk does not know yet: where it differs from the kernel there, that counts as unknown. */
const NOT_WALKED: readonly Part[] = [];

export const isWalked = (sketch: Sketch, connection: Connection): boolean =>
  !NOT_WALKED.some((part) => part(sketch, connection));

/** What the walk says of one packet. There is more than one fate where a device on the way may choose. */
export interface Said {
  readonly fates: readonly (Fate | 'unknown')[];
  readonly courses: readonly Course[];
  /** Why there is no answer. */
  readonly error?: string;
}

export function said(network: Network, connection: Connection): Said {
  try {
    return answered(network, connection);
  } catch (error) {
    return { fates: ['unknown'], courses: [], error: String(error) };
  }
}

function answered(network: Network, { from, source, sourcePort, destination, port }: Connection): Said {
  const { passing, failing, unknown } = ask(network, {
    start: from.name === 'internet' ? { internet: true } : { interfaceId: from.name },
    packets: {
      family: 4,
      protocols: [[TCP, TCP]],
      source: [point(source)],
      sourcePorts: [[sourcePort, sourcePort]],
      destination: [point(destination)],
      destinationPorts: [[port, port]],
    },
  });
  const fates = [
    ...passing.map(() => 'connected' as const),
    ...failing.map(({ direction }) => (direction === 'forward' ? ('lost' as const) : ('unanswered' as const))),
    ...unknown.map(() => 'unknown' as const),
  ];
  return { fates: [...new Set(fates)].sort(), courses: [...passing, ...failing, ...unknown] };
}

function point(text: string): Interval {
  const value = parseAddress(text)?.value ?? 0;
  return [value, value];
}
