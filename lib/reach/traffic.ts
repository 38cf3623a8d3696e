import { type Intervals, subtract } from '../network/interval.ts';
import { ALL_PORTS, ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from '../network/packets.ts';

/** Protocols with their destination ports. */
export interface Traffic {
  readonly protocols: Intervals;
  readonly ports: Intervals;
  /** Those that a client may send from, where it says nothing else. */
  readonly sourcePorts?: Intervals;
}

export const single = (number: number): Intervals => [[number, number]];

/** The protocols that have ports. */
export const PORTED: Intervals = [
  [TCP, TCP],
  [UDP, UDP],
];

/** An echo request: its type × 256 + code in place of a port, and in place of a source port the reply that it asks for. */
const ECHO: Readonly<Record<number, { readonly request: number; readonly reply: number }>> = {
  [ICMP]: { request: 8 * 256, reply: 0 },
  [ICMPV6]: { request: 128 * 256, reply: 129 * 256 },
};

/** Of ICMP, an echo request; of other protocols without ports, everything. */
export function portless(number: number): Traffic & { readonly sourcePorts: Intervals } {
  const echo = ECHO[number];
  if (!echo) return { protocols: single(number), ports: ALL_PORTS, sourcePorts: ALL_PORTS };
  return { protocols: single(number), ports: single(echo.request), sourcePorts: single(echo.reply) };
}

/** All protocols that have neither ports nor echo requests. */
export const OTHERS: Traffic & { readonly sourcePorts: Intervals } = {
  protocols: subtract(ALL_PROTOCOLS, [[ICMP, ICMP], ...PORTED, [ICMPV6, ICMPV6]]),
  ports: ALL_PORTS,
  sourcePorts: ALL_PORTS,
};
