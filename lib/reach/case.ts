import { BreakfixError } from '../error.ts';
import type { Network } from '../network/network.ts';
import { type Allowed, allowedOf } from './allowed.ts';
import { askFlow, type Flow, isOpen, trace } from './flow.ts';
import type { Asked } from './told.ts';
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
  const asked = attempt(network, flow);
  if ('missing' in asked) return notAsked(id, asked.missing);
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

/** One case that cannot be asked leaves the others their answers. */
function attempt(network: Network, flow: Flow): Asked[] | { readonly missing: BreakfixError } {
  try {
    return askFlow(network, flow);
  } catch (error) {
    if (error instanceof BreakfixError) return { missing: error };
    throw error;
  }
}

const notAsked = (id: string, { code, message }: BreakfixError): CaseAnswer => ({
  id,
  verdict: 'unknown',
  lastHop: '',
  forward: [],
  return: [],
  blockers: [
    { component: message, code: code === 'NO_FLOW' ? 'NO_PATH' : 'NO_SOURCE_OR_DESTINATION', direction: 'forward' },
  ],
});

const met = ({ component, verdict, code, rule }: Hop): Met => ({
  component,
  verdict,
  ...(code && { code }),
  ...(rule && { rule }),
});
