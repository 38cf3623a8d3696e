import type { IpPermission, SecurityGroupRule, SecurityGroupRuleRequest } from '@aws-sdk/client-ec2';

export type Direction = 'inbound' | 'outbound';

/** A rule as the console edits it; everything as the person writes it. */
export interface EditedRule {
  /** The rule's id; undefined for one that is new. */
  readonly id: string | undefined;
  /** `tcp`, `udp`, `icmp`, `-1` for all traffic, or a protocol number. */
  readonly protocol: string;
  /** `443`, `1024-65535`, `All`, or for ICMP the type and code as `8-0`. */
  readonly ports: string;
  /** A CIDR block, or the id of a security group or prefix list. */
  readonly peer: string;
  readonly description: string;
}

/** The types that the AWS console offers: what they are called, and the protocol and ports that they stand for. */
export const RULE_TYPES: readonly { readonly label: string; readonly protocol: string; readonly ports: string }[] = [
  { label: 'Custom TCP', protocol: 'tcp', ports: '' },
  { label: 'Custom UDP', protocol: 'udp', ports: '' },
  { label: 'All TCP', protocol: 'tcp', ports: '0-65535' },
  { label: 'All UDP', protocol: 'udp', ports: '0-65535' },
  { label: 'All ICMP - IPv4', protocol: 'icmp', ports: 'All' },
  { label: 'All traffic', protocol: '-1', ports: 'All' },
  { label: 'SSH', protocol: 'tcp', ports: '22' },
  { label: 'DNS (UDP)', protocol: 'udp', ports: '53' },
  { label: 'DNS (TCP)', protocol: 'tcp', ports: '53' },
  { label: 'HTTP', protocol: 'tcp', ports: '80' },
  { label: 'HTTPS', protocol: 'tcp', ports: '443' },
  { label: 'MYSQL/Aurora', protocol: 'tcp', ports: '3306' },
  { label: 'PostgreSQL', protocol: 'tcp', ports: '5432' },
  { label: 'RDP', protocol: 'tcp', ports: '3389' },
];

/** The type whose protocol and ports these are; else the custom one of the protocol. */
export function typeOf({ protocol, ports }: Pick<EditedRule, 'protocol' | 'ports'>): string {
  const exact = RULE_TYPES.find((type) => type.protocol === protocol && type.ports === ports);
  const custom = RULE_TYPES.find((type) => type.protocol === protocol && type.ports === '');
  return exact?.label ?? custom?.label ?? `Custom protocol (${protocol})`;
}

export const protocolName = (protocol: string): string => (protocol === '-1' ? 'All' : protocol.toUpperCase());

export function editedRule(rule: SecurityGroupRule): EditedRule {
  const { FromPort = -1, ToPort = -1, IpProtocol = '-1' } = rule;
  const all = FromPort === -1 && ToPort === -1;
  return {
    id: rule.SecurityGroupRuleId,
    protocol: IpProtocol,
    ports: all ? 'All' : FromPort === ToPort ? String(FromPort) : `${FromPort}-${ToPort}`,
    peer: rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? '',
    description: rule.Description ?? '',
  };
}

function portsOf(text: string): { FromPort: number; ToPort: number } {
  if (text === 'All' || text === '') return { FromPort: -1, ToPort: -1 };
  const [from = '', to = from] = text.split('-');
  return { FromPort: Number(from), ToPort: Number(to) };
}

/** The rule as a request to change one names it. */
export function ruleRequest({ protocol, ports, peer, description }: EditedRule): SecurityGroupRuleRequest {
  return { IpProtocol: protocol, ...portsOf(ports), Description: description, ...peerOf(peer) };
}

function peerOf(peer: string): SecurityGroupRuleRequest {
  if (peer.startsWith('sg-')) return { ReferencedGroupId: peer };
  if (peer.startsWith('pl-')) return { PrefixListId: peer };
  return peer.includes(':') ? { CidrIpv6: peer } : { CidrIpv4: peer };
}

/** The rule as a request to add one names it. */
export function permission(rule: EditedRule): IpPermission {
  const { protocol, ports, peer, description } = rule;
  const Description = description === '' ? undefined : description;
  const named = peerOf(peer);
  return {
    IpProtocol: protocol,
    ...portsOf(ports),
    ...(named.CidrIpv4 !== undefined && { IpRanges: [{ CidrIp: peer, Description }] }),
    ...(named.CidrIpv6 !== undefined && { Ipv6Ranges: [{ CidrIpv6: peer, Description }] }),
    ...(named.PrefixListId !== undefined && { PrefixListIds: [{ PrefixListId: peer, Description }] }),
    ...(named.ReferencedGroupId !== undefined && { UserIdGroupPairs: [{ GroupId: peer, Description }] }),
  };
}
