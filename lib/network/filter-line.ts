import type { AddressSet } from './address.ts';
import type { Intervals } from './interval.ts';

/** One line of a filter: some traffic with some peers, allowed or denied. The peer is the far end. */
export interface FilterLine {
  readonly protocols: Intervals;
  readonly ports: Intervals;
  readonly peer: AddressSet;
  readonly action: 'allow' | 'deny';
  /** What holds the line: a security group or a network ACL. */
  readonly component: string;
  /** As a person would write it. */
  readonly text: string;
}
