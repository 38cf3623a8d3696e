import type { Observation } from './lab.ts';
import type { Place } from './plan.ts';

/** `unanswered`: the SYN is heard at the server, but the client never learns of it. `lost`: it is not even heard. */
export type Fate = 'connected' | 'unanswered' | 'lost';

/** A connection that one place opens to another's address. */
export interface Connection {
  readonly from: Place;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
  /** What a person says that becomes of it. */
  readonly expected?: readonly Fate[];
}

/** What a client is told that gets no answer, no address of the next hop, or no route at all (`Invalid argument`: a blackhole). */
const SILENCE = ['timed out', 'No route to host', 'Network is unreachable', 'Invalid argument'];

/** What became of a connection in the kernel; anything that is no fate, such as a refusal, in the kernel's own words. */
export function fateIn({ told, heardAt }: Observation): Fate | string {
  const heard = heardAt.length > 0;
  if (told === 'connected') return heard ? 'connected' : 'connected to nobody';
  if (!SILENCE.includes(told)) return told;
  return heard ? 'unanswered' : 'lost';
}
