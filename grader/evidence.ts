import type { Network } from '../lib/network/network.ts';
import type { Header, Hop, Trace } from '../lib/reach/trace.ts';

/**
 * TCP flags as flow logs add them up: an ACK counts only together with a SYN.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
const FLAGS = { SYN: 2, 'SYN-ACK': 18, RST: 4 } as const;

type Segment = keyof typeof FLAGS;

/** One packet of a handshake at one network interface, as its flow log tells it. */
export interface Sighting {
  readonly interfaceId: string;
  readonly direction: 'in' | 'out';
  readonly action: 'ACCEPT' | 'REJECT';
  readonly flags: (typeof FLAGS)[Segment];
  readonly header: Header;
}

/** What the flow log of one interface has of a handshake; nothing where no packet of it came there. */
interface InterfaceLog {
  readonly interfaceId: string;
  readonly sightings: readonly Sighting[];
}

/** What there is to be seen of a connection that fails, or of one that does not. */
export interface Evidence {
  /** The hop that drops; undefined where none does. */
  readonly drop: Hop | undefined;
  /** `ss` at the client, or what `connect` answers. */
  readonly clientSocket: 'SYN_SENT' | 'ESTABLISHED' | 'ECONNREFUSED';
  /** `ss` at the server; undefined where it has no socket for it. */
  readonly serverSocket: 'SYN-RECV' | 'ESTABLISHED' | undefined;
  /** Undefined for an end that is no interface of the account's. */
  readonly client: InterfaceLog | undefined;
  readonly server: InterfaceLog | undefined;
  /** Interfaces on the way: of appliances and NAT gateways. */
  readonly between: readonly InterfaceLog[];
}

/**
 * The evidence of a flow: one for each hop that drops it, as it shows when those before it are repaired; one in all where
 * nothing drops. With `refused`, nothing listens at the other end, so that a RST answers.
 */
export function evidenceOf(network: Network, trace: Trace, refused = false): Evidence[] {
  const hops = [...trace.forward, ...trace.return];
  const drops = hops.filter(({ verdict }) => verdict === 'drop');
  if (drops.length === 0) return [evidenceUpTo(network, trace, undefined, refused)];
  return drops.map((drop) => evidenceUpTo(network, trace, drop, refused));
}

function evidenceUpTo(network: Network, trace: Trace, drop: Hop | undefined, refused: boolean): Evidence {
  const there = passagesOf(network, trace.forward);
  const back = passagesOf(network, trace.return);
  const ends = endsOf(trace, there);
  const seen = [
    ...sightings(until(there, drop), 'SYN', drop),
    ...(drop?.direction === 'forward' ? [] : sightings(until(back, drop), refused ? 'RST' : 'SYN-ACK', drop)),
  ];
  const log = (interfaceId: string): InterfaceLog => ({
    interfaceId,
    sightings: seen.filter((each) => each.interfaceId === interfaceId),
  });
  const others = new Set(seen.map(({ interfaceId }) => interfaceId));
  for (const end of Object.values(ends)) if (end) others.delete(end);
  return {
    drop,
    ...socketsOf(drop, refused),
    client: ends.client === undefined ? undefined : log(ends.client),
    server: ends.server === undefined ? undefined : log(ends.server),
    between: [...others].map(log),
  };
}

/** A RST closes both ends; only a SYN-ACK that is under way leaves the server half open. */
function socketsOf(drop: Hop | undefined, refused: boolean): Pick<Evidence, 'clientSocket' | 'serverSocket'> {
  const arrived = drop?.direction !== 'forward';
  if (drop) return { clientSocket: 'SYN_SENT', serverSocket: arrived && !refused ? 'SYN-RECV' : undefined };
  return refused
    ? { clientSocket: 'ECONNREFUSED', serverSocket: undefined }
    : { clientSocket: 'ESTABLISHED', serverSocket: 'ESTABLISHED' };
}

/** A packet's way through one interface, with the filters that looked at it there: its security groups, its subnet's network ACL. */
interface Passage {
  readonly interfaceId: string;
  readonly direction: Sighting['direction'];
  readonly header: Header;
  readonly hops: readonly Hop[];
}

function passagesOf(network: Network, hops: readonly Hop[]): Passage[] {
  const passages: Passage[] = [];
  for (const [i, hop] of hops.entries()) {
    if (hop.kind === 'nat-gateway') passages.push(...throughNat(network, hops, i));
    if (hop.kind !== 'security-group' || hop.interfaceId === undefined) continue;
    const direction = hop.way === 'egress' ? 'out' : 'in';
    const acl = hops[direction === 'out' ? i + 1 : i - 1];
    const filtered = acl && isAcl(acl, hop.way) ? (direction === 'out' ? [hop, acl] : [acl, hop]) : [hop];
    passages.push({
      interfaceId: hop.interfaceId,
      direction,
      header: filtered[0]?.header ?? hop.header,
      hops: filtered,
    });
  }
  return passages;
}

const isAcl = ({ kind, way }: Hop, wanted: Hop['way']) => kind === 'network-acl' && way === wanted;

/** A NAT gateway has no security groups: only the network ACL of its subnet looks at what goes through it. */
function throughNat(network: Network, hops: readonly Hop[], at: number): Passage[] {
  const [before, nat, after] = [hops[at - 1], hops[at], hops[at + 1]];
  const interfaceId = network.natGateways.get(nat?.component ?? '')?.interfaceId;
  if (!nat || !interfaceId || nat.verdict === 'drop') return [];
  const inwards = before && isAcl(before, 'ingress') ? [before, nat] : [nat];
  const outwards = after && isAcl(after, 'egress') ? [after] : [];
  return [
    { interfaceId, direction: 'in', header: nat.header, hops: inwards },
    ...(after ? [{ interfaceId, direction: 'out' as const, header: after.header, hops: outwards }] : []),
  ];
}

/** The passages that a packet makes before it is dropped, and the one in which it is. */
function until(passages: readonly Passage[], drop: Hop | undefined): readonly Passage[] {
  if (!drop) return passages;
  const dropping = passages.findIndex(({ hops }) => hops.includes(drop));
  return dropping < 0 ? passages : passages.slice(0, dropping + 1);
}

function sightings(passages: readonly Passage[], segment: Segment, drop: Hop | undefined): Sighting[] {
  return passages.map(({ interfaceId, direction, header, hops }) => ({
    interfaceId,
    direction,
    action: drop && hops.includes(drop) ? 'REJECT' : 'ACCEPT',
    flags: FLAGS[segment],
    header,
  }));
}

/** What takes a packet in at the end of its way. */
const TAKERS = ['instance', 'network-interface', 'listener', 'target-group', 'vpc-endpoint'];

/** The interfaces that a flow is sent from and, where it comes so far, delivered to. */
function endsOf({ forward }: Trace, there: readonly Passage[]): { client?: string; server?: string } {
  const [first] = there;
  const last = there.at(-1);
  const sent = first && forward[0] && first.hops.includes(forward[0]) && first.direction === 'out';
  const arrived = TAKERS.includes(forward.at(-1)?.kind ?? '') && last?.direction === 'in';
  return { ...(sent && { client: first.interfaceId }), ...(arrived && { server: last.interfaceId }) };
}
