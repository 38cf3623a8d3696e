import type { Way } from '../network/security-group.ts';
import type { ReachabilityCode } from './codes.ts';

export type Direction = 'forward' | 'return';

/** A packet's five fields as text: addresses, CIDR blocks or ranges; ports as `443`, `1024-65535` or `any`. */
export interface Header {
  readonly protocol: string;
  readonly source: string;
  readonly sourcePort: string;
  readonly destination: string;
  readonly destinationPort: string;
}

/** One thing that the packet met, and what that did with it. */
export interface Hop {
  readonly direction: Direction;
  /** The id of the component: `eni-…`, `sg-…`, `acl-…`, `rtb-…`, `igw-…`, `nat-…`, a load balancer's ARN; or `internet`. */
  readonly component: string;
  readonly kind: ComponentKind;
  /** Of a filter: whether it looked at the packet on the way in or on the way out. */
  readonly way?: Way;
  /** The network interface that it happened at, where there is one. */
  readonly interfaceId?: string;
  readonly verdict: 'pass' | 'drop' | 'unknown';
  readonly code?: ReachabilityCode;
  /** The rule, entry or route that decided, as a person would write it: `100 allow tcp/443 from 0.0.0.0/0`. */
  readonly rule?: string;
  /** The packet as it came in. */
  readonly header: Header;
  /** One sentence on what happened here. */
  readonly note?: string;
}

export type ComponentKind =
  | 'instance'
  | 'network-interface'
  | 'security-group'
  | 'network-acl'
  | 'subnet'
  | 'vpc'
  | 'route-table'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'vpc-endpoint'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'transit-gateway-attachment'
  | 'transit-gateway-route-table'
  | 'vpn-gateway'
  | 'block-public-access'
  | 'load-balancer'
  | 'listener'
  | 'target-group'
  | 'internet'
  | 'other';

/** The way of one flow and of its answer. */
export interface Trace {
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** 0 where the flow names none. */
  readonly port: number;
  /** `blocked` also when only a part of the flow's packets get through (some source ports, say); `partial` says so. */
  readonly verdict: 'reachable' | 'blocked' | 'unknown';
  readonly partial: boolean;
  /** Where the packet was last seen on the way there: an instance, a subnet, a gateway, or `internet`. */
  readonly lastHop: string;
  readonly forward: readonly Hop[];
  readonly return: readonly Hop[];
  /** Every hop that drops: filters do not end the walk, so that all blockers are named, in the order the packet meets them. */
  readonly blockers: readonly Hop[];
}
