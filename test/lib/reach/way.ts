import type { Account } from '../../../lib/account/types.ts';
import { interpret } from '../../../lib/network/network.ts';
import { type Flow, trace } from '../../../lib/reach/flow.ts';
import type { Hop } from '../../../lib/reach/trace.ts';
import { accountOf, type Sketch } from '../account.ts';

/** What is shown, where, of which flow (`i-a -> i-b tcp/443`), and the way it should take. */
type Row = readonly [shows: string, where: Sketch | Account, flow: string, way: string];

export interface Table {
  readonly subject: string;
  readonly rows: readonly Row[];
}

/**
 * The verdict, every hop there and, behind `<`, every hop back: the component that lets the packet pass, `component!CODE` for one that
 * drops it, `component?CODE` or `component?` for one of which it is not known.
 */
export function wayOf(where: Sketch | Account, flow: string): string {
  const network = interpret('subnets' in where ? accountOf(where) : where);
  const { verdict, partial, forward, return: back } = trace(network, flowOf(flow));
  const there = [`${partial ? 'partly ' : ''}${verdict}:`, ...forward.map(named)];
  return [...there, ...(back.length > 0 ? ['<', ...back.map(named)] : [])].join(' ');
}

/** `i-a -> i-b tcp/443`, `i-a -> 10.0.2.10 icmp`, `10.0.9.9@i-a -> i-b udp/53 from 40000`: the source address before the sender. */
export function flowOf(text: string): Flow {
  const [sender = '', , to = '', traffic, , sourcePort] = text.split(' ');
  const [protocol, port] = traffic?.split('/') ?? [];
  const [from = '', sourceIp] = sender.split('@').reverse();
  return {
    from,
    to,
    ...(sourceIp && { sourceIp }),
    ...(protocol && { protocol }),
    ...(port && { port: Number(port) }),
    ...(sourcePort && { sourcePort: Number(sourcePort) }),
  };
}

const MARKS = { pass: '', drop: '!', unknown: '?' } as const;

function named({ component, verdict, code }: Hop): string {
  const short = /^loadbalancer\/\w+\/([^/]+)/.exec(component)?.[1] ?? component.replaceAll(', ', '+');
  return `${short}${MARKS[verdict]}${code ?? ''}`;
}
