import type { Direction, Header, Hop, Trace } from '../lib/reach/trace.ts';

/** One record of a flow log, of an interface that the handshake came by. https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
interface FlowLogRecord {
  /** The network interface, or the NAT gateway whose interface it is. */
  readonly at: string;
  readonly flowDirection: 'ingress' | 'egress';
  readonly action: 'ACCEPT' | 'REJECT';
  /** As flow logs write TCP flags: 2 is a SYN, 18 a SYN-ACK. */
  readonly tcpFlags: 2 | 18;
  readonly header: Header;
}

/** What those who look at a handshake see of it, on both ends and in the flow logs. */
export interface Evidence {
  /** The state of the client's socket, as `ss` names it. */
  readonly client: 'SYN-SENT' | 'ESTAB';
  /** That of the server; undefined where no SYN arrives. */
  readonly server: 'SYN-RECV' | 'ESTAB' | undefined;
  /** The interface of each end; undefined where it is not in the account. */
  readonly clientInterface: string | undefined;
  readonly serverInterface: string | undefined;
  readonly records: readonly FlowLogRecord[];
}

/**
 * What a TCP handshake leaves behind on its way: it ends at the first thing that drops it. A flow log tells of what a security
 * group or a network ACL did, and knows nothing of what routes do later.
 */
export function evidenceOf(trace: Trace): Evidence {
  const there = seen(trace.forward, 'forward');
  const back = there.dropped ? { records: [], dropped: true } : seen(trace.return, 'return');
  const first = trace.forward[0];
  return {
    client: there.dropped || back.dropped ? 'SYN-SENT' : 'ESTAB',
    server: there.dropped ? undefined : back.dropped ? 'SYN-RECV' : 'ESTAB',
    clientInterface: first?.way === 'egress' ? first.interfaceId : undefined,
    serverInterface: trace.forward.at(-1)?.interfaceId,
    records: [...there.records, ...back.records],
  };
}

const FLAGS: Readonly<Record<Direction, FlowLogRecord['tcpFlags']>> = { forward: 2, return: 18 };

/** The records of one direction, up to where the packet is dropped. */
function seen(hops: readonly Hop[], direction: Direction): { records: FlowLogRecord[]; dropped: boolean } {
  const records: FlowLogRecord[] = [];
  const drop = hops.findIndex(({ verdict }) => verdict === 'drop');
  for (const [index, hop] of hops.entries()) {
    const filters = filtersAt(hops, index);
    const [first] = filters;
    if (!first) continue;
    // Where the drop came before, the packet never got here.
    if (drop >= 0 && index > drop && !filters.some(({ verdict }) => verdict === 'drop')) break;
    const refused = filters.includes(hops[drop] as Hop);
    records.push({
      at: hop.interfaceId ?? hop.component,
      flowDirection: hop.kind === 'nat-gateway' ? 'ingress' : (hop.way ?? 'ingress'),
      action: refused ? 'REJECT' : 'ACCEPT',
      tcpFlags: FLAGS[direction],
      header: first.header,
    });
    if (refused) break;
  }
  return { records, dropped: drop >= 0 };
}

/** The filters that look at a packet where it enters or leaves the interface of a hop, which is told by its security groups. */
function filtersAt(hops: readonly Hop[], index: number): Hop[] {
  const hop = hops[index] as Hop;
  const beside = hop.way === 'egress' ? hops[index + 1] : hops[index - 1];
  const acl = beside?.kind === 'network-acl' && beside.way === (hop.way ?? 'ingress') ? [beside] : [];
  if (hop.kind === 'security-group') return [hop, ...acl];
  return hop.kind === 'nat-gateway' ? acl : [];
}
