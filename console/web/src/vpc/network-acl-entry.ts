import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  type EC2Client,
  type NetworkAcl,
  type NetworkAclEntry,
  ReplaceNetworkAclEntryCommand,
} from '@aws-sdk/client-ec2';
import type { Direction } from './rule.ts';

/** A rule of a network ACL as the console edits it; everything as the person writes it. */
export interface EditedEntry {
  /** `*` for the rule that denies whatever no other rule matched, which nobody changes. */
  readonly number: string;
  readonly protocol: string;
  /** `443`, `1024-65535`, `All`, or for ICMP the type and code as `8-0`. */
  readonly ports: string;
  readonly peer: string;
  readonly action: string;
}

/** The number of the rule that AWS shows as `*`: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
const LAST = 32767;

/** The words for the protocol numbers that network ACLs are told in. */
const PROTOCOLS: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };
const numberOf = (protocol: string) => Object.entries(PROTOCOLS).find(([, word]) => word === protocol)?.[0] ?? protocol;

/** The rules of a direction in the order in which they are looked at. */
export const entriesOf = ({ Entries = [] }: NetworkAcl, direction: Direction): readonly NetworkAclEntry[] =>
  Entries.filter(({ Egress = false }) => Egress === (direction === 'outbound')).sort(
    (one, other) => (one.RuleNumber ?? 0) - (other.RuleNumber ?? 0),
  );

const isLast = ({ RuleNumber = 0 }: NetworkAclEntry) => RuleNumber >= LAST;

function portsOf({ IcmpTypeCode, PortRange, Protocol }: NetworkAclEntry): string {
  if (IcmpTypeCode) return IcmpTypeCode.Type === -1 ? 'All' : `${IcmpTypeCode.Type}-${IcmpTypeCode.Code}`;
  if (!PortRange) return Protocol === '6' || Protocol === '17' ? '0-65535' : 'All';
  return PortRange.From === PortRange.To ? String(PortRange.From) : `${PortRange.From}-${PortRange.To}`;
}

export const editedEntry = (entry: NetworkAclEntry): EditedEntry => ({
  number: isLast(entry) ? '*' : String(entry.RuleNumber),
  protocol: PROTOCOLS[entry.Protocol ?? ''] ?? entry.Protocol ?? '',
  ports: portsOf(entry),
  peer: entry.CidrBlock ?? entry.Ipv6CidrBlock ?? '',
  action: entry.RuleAction ?? '',
});

/** Numbers as they are written; what is no number AWS refuses by name. */
function rangeOf(protocol: string, ports: string) {
  const [from = '', to = from] = ports === 'All' ? ['-1', '-1'] : ports.split('-');
  if (protocol === 'icmp' || protocol === 'icmpv6') return { IcmpTypeCode: { Type: Number(from), Code: Number(to) } };
  return ports === 'All' || ports === '' ? {} : { PortRange: { From: Number(from), To: Number(to) } };
}

const request = ({ number, protocol, ports, peer, action }: EditedEntry) => ({
  RuleNumber: Number(number),
  Protocol: numberOf(protocol),
  RuleAction: action === 'deny' ? ('deny' as const) : ('allow' as const),
  ...(peer.includes(':') ? { Ipv6CidrBlock: peer } : { CidrBlock: peer }),
  ...rangeOf(protocol, ports),
});

const same = (one: EditedEntry, other: EditedEntry) =>
  one.protocol === other.protocol &&
  one.ports === other.ports &&
  one.peer === other.peer &&
  one.action === other.action;

/** Brings a network ACL from the rules that it had to those that are wanted; one request for each number that changes. */
export async function saveEntries(
  ec2: EC2Client,
  NetworkAclId: string,
  direction: Direction,
  before: readonly EditedEntry[],
  wanted: readonly EditedEntry[],
): Promise<void> {
  const acl = { NetworkAclId, Egress: direction === 'outbound' };
  const numbers = new Set(wanted.map(({ number }) => number));
  for (const { number } of before.filter((entry) => !numbers.has(entry.number))) {
    await ec2.send(new DeleteNetworkAclEntryCommand({ ...acl, RuleNumber: Number(number) }));
  }
  const made = new Map(before.map((entry) => [entry.number, entry]));
  for (const entry of wanted) {
    const now = made.get(entry.number);
    if (now && same(now, entry)) continue;
    await (now
      ? ec2.send(new ReplaceNetworkAclEntryCommand({ ...acl, ...request(entry) }))
      : ec2.send(new CreateNetworkAclEntryCommand({ ...acl, ...request(entry) })));
  }
}
