/** One network namespace: what it is at birth, and what each network makes of it. */
export interface Machine {
  readonly name: string;
  /** `ip -batch` lines that depend on the wires only. */
  readonly birth: readonly string[];
  /** `ip -batch` lines for one network; they may be run again. */
  readonly ip: readonly string[];
  /** The chains of the machine's nftables table. */
  readonly nft: readonly string[];
}

/** What one thing in a VPC makes its router do. */
export interface RouterPart extends Pick<Machine, 'birth' | 'ip'> {
  readonly chains: readonly string[];
  /** Rules for what the router forwards, before it passes. */
  readonly crossing: readonly string[];
}

/** The name of the machine that routes for a VPC. */
export const VPC_ROUTER = (vpcId: string) => vpcId;

interface Plug {
  readonly machine: string;
  readonly device: string;
}

/** Two ends of a virtual Ethernet cable. */
export type Wire = readonly [Plug, Plug];

/** A machine that connects and listens: an interface of the account, or the internet. */
export interface Place {
  readonly name: string;
  readonly machine: string;
  /** Where it connects from; others connect to these and to `published`. */
  readonly addresses: readonly string[];
  readonly published: readonly string[];
  /** What nobody listens at, such as a NAT gateway. */
  readonly deaf: boolean;
}

/** Linux machines that do what AWS documents for an account's network. */
export interface Plan {
  readonly machines: readonly Machine[];
  readonly wires: readonly Wire[];
  readonly places: readonly Place[];
}

/** Public addresses outside the account, all of them at one machine. */
export const INTERNET = ['8.8.8.8', '52.1.2.3', '52.9.9.9', '128.0.0.1', '203.0.113.9'] as const;

/** Every address that others can ask a place at. */
export const addressesOf = ({ addresses, published }: Place): readonly string[] => [...addresses, ...published];
