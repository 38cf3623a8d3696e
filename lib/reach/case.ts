import type { Network } from '../network/network.ts';
import { type Allowed, allowedOf } from './allowed.ts';
import { askFlow, type Flow, isOpen, trace } from './flow.ts';
import type { Direction, Hop, Trace } from './trace.ts';

/** One of many flows to be told of in one run. */
export interface Case extends Flow {
  readonly id: string;
}

type Met = Pick<Hop, 'component' | 'verdict' | 'code' | 'rule'>;

export interface CaseAnswer {
  readonly id: string;
  readonly verdict: Trace['verdict'];
  /** Some of it gets through, and some does not. */
  readonly partial?: true;
  readonly lastHop: string;
  readonly forward: readonly Met[];
  readonly return: readonly Met[];
  readonly blockers: readonly { readonly component: string; readonly code: string; readonly direction: Direction }[];
  /** Where protocol or port is left open: the exact set of what gets there. */
  readonly allowed?: readonly Allowed[];
}

export function answerCase(network: Network, { id, ...flow }: Case): CaseAnswer {
  const asked = askFlow(network, flow);
  const { verdict, partial, lastHop, forward, return: back, blockers } = trace(network, flow, asked);
  return {
    id,
    verdict,
    ...(partial && { partial }),
    lastHop,
    forward: forward.map(met),
    return: back.map(met),
    blockers: blockers.map(({ component, code = 'NO_PATH', direction }) => ({ component, code, direction })),
    ...(isOpen(flow) && { allowed: allowedOf(asked) }),
  };
}

const met = ({ component, verdict, code, rule }: Hop): Met => ({
  component,
  verdict,
  ...(code && { code }),
  ...(rule && { rule }),
});
