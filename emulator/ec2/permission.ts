import type {
  IpPermission,
  ReferencedSecurityGroup,
  SecurityGroup,
  SecurityGroupRule,
  UserIdGroupPair,
} from '@aws-sdk/client-ec2';
import { formatCidr, parseCidr } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, invalid, required } from './kind.ts';
import { checkPrefixList } from './prefix-list.ts';
import { activeBetween } from './vpc-peering-record.ts';

/** What one security group rule allows: a protocol, its ports or ICMP type and code, and exactly one kind of peer. */
export interface Permission {
  IpProtocol: string;
  FromPort: number;
  ToPort: number;
  CidrIpv4?: string;
  CidrIpv6?: string;
  PrefixListId?: string;
  ReferencedGroupInfo?: ReferencedSecurityGroup;
  Description?: string;
}

type Ports = Pick<Permission, 'IpProtocol' | 'FromPort' | 'ToPort'>;
type Peer = Omit<Permission, keyof Ports>;

const NAMED_PROTOCOLS: Record<string, string> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6', all: '-1' };

/**
 * The single permissions that a request's IpPermissions stand for, one for each peer that they list. `rules`: those of the group that
 * the request is about, whose peers may be named though they are gone.
 */
export function parsePermissions(
  region: Region,
  group: SecurityGroup,
  permissions: readonly IpPermission[],
  rules: readonly SecurityGroupRule[] = [],
): Permission[] {
  const parsed = permissions.flatMap((permission) => {
    const ports = parsePorts(permission);
    const peers = peersOf(region, group, permission, rules);
    required(peers[0], 'IpPermissions.1.IpRanges');
    return peers.map((peer) => ({ ...ports, ...peer }));
  });
  const keys = parsed.map(permissionKey);
  if (new Set(keys).size < keys.length) throw invalid('The same permission must not appear multiple times');
  return parsed;
}

/** Equal for permissions that allow the same; the description does not count. */
export function permissionKey(rule: SecurityGroupRule): string {
  return [rule.IpProtocol, rule.FromPort, rule.ToPort, peerOf(rule)].join('/');
}

/** The permission as AWS words it in errors. */
export function wordPermission({ IpProtocol, FromPort, ToPort, ...peer }: Permission): string {
  const protocol = IpProtocol === '-1' ? 'ALL' : IpProtocol.toUpperCase();
  const words = [`peer: ${peerOf(peer)}`, protocol];
  if (IpProtocol === 'tcp' || IpProtocol === 'udp') words.push(`from port: ${FromPort}`, `to port: ${ToPort}`);
  if (IpProtocol.startsWith('icmp')) words.push(`type: ${FromPort}`, `code: ${ToPort}`);
  return `"${words.join(', ')}, ALLOW"`;
}

const peerOf = ({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo }: SecurityGroupRule) =>
  CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId;

/**
 * The protocol by the name that EC2 stores and its ports; -1 stands for all of them.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
function parsePorts(permission: { IpProtocol?: string; FromPort?: number; ToPort?: number }): Ports {
  const IpProtocol = parseProtocol(permission.IpProtocol);
  const { FromPort, ToPort } = permission;
  if (IpProtocol === 'tcp' || IpProtocol === 'udp') return { IpProtocol, ...parsePortRange(FromPort, ToPort) };
  if (IpProtocol === 'icmp' || IpProtocol === 'icmpv6') return { IpProtocol, ...parseTypeAndCode(FromPort, ToPort) };
  return { IpProtocol, FromPort: -1, ToPort: -1 };
}

function parseProtocol(protocol: string | undefined): string {
  const text = required(protocol, 'IpProtocol').toLowerCase();
  const name = NAMED_PROTOCOLS[text] ?? text;
  if (['-1', 'tcp', 'udp', 'icmp', 'icmpv6'].includes(name)) return name;
  if (!/^\d+$/.test(name)) throw invalid(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`);
  if (Number(name) > 255)
    throw invalid(`Invalid value '${protocol}' for IP protocol. Protocol number is out of range.`);
  return String(Number(name));
}

function parsePortRange(from: number | undefined, to: number | undefined) {
  if (from === undefined || to === undefined) {
    throw invalid(`Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`);
  }
  for (const port of [from, to]) {
    if (port < 0 || port > 65535) throw invalid(`TCP/UDP port (${port}) out of range`);
  }
  if (from > to) throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  return { FromPort: from, ToPort: to };
}

function parseTypeAndCode(type = -1, code = -1) {
  if (type < -1 || type > 255) throw invalid(`ICMP type (${type}) out of range`);
  if (code < -1 || code > 255) throw invalid(`ICMP code (${code}) out of range`);
  if (type === -1 && code !== -1) throw invalid('Unable to specify all ICMP types with a specific ICMP code.');
  return { FromPort: type, ToPort: code };
}

function peersOf(
  region: Region,
  group: SecurityGroup,
  permission: IpPermission,
  rules: readonly SecurityGroupRule[],
): Peer[] {
  return [
    ...(permission.IpRanges ?? []).map(({ CidrIp, Description }) => ({ CidrIpv4: parseRange(CidrIp, 4), Description })),
    ...(permission.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({
      CidrIpv6: parseRange(CidrIpv6, 6),
      Description,
    })),
    ...(permission.PrefixListIds ?? []).map(({ PrefixListId, Description }) => ({
      PrefixListId: checkPrefixList(region, PrefixListId).PrefixListId,
      Description,
    })),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => ({
      ReferencedGroupInfo: staleGroup(pair, rules) ?? referencedGroup(region, group, pair),
      Description: pair.Description,
    })),
  ].map(({ Description, ...peer }) => ({ ...peer, ...parseDescription(Description) }));
}

/** Host bits are cleared, as AWS does. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html */
function parseRange(text: string | undefined, family: 4 | 6): string {
  const cidr = parseCidr(text ?? '');
  if (cidr?.family !== family) throw invalid(`CIDR block ${text} is malformed`);
  return formatCidr(cidr);
}

export function parseDescription(Description: string | undefined): { Description?: string } {
  if (!Description) return {};
  if (Description.length > 255 || !/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/.test(Description)) {
    throw invalid(
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    );
  }
  return { Description };
}

/** The group of a peer VPC that a rule goes on naming when the group, or the connection to it, is gone. */
function staleGroup(
  { GroupId, UserId }: UserIdGroupPair,
  rules: readonly SecurityGroupRule[],
): ReferencedSecurityGroup | undefined {
  const named = rules.find(({ ReferencedGroupInfo: peer }) => peer?.GroupId === GroupId)?.ReferencedGroupInfo;
  return named?.VpcPeeringConnectionId && (UserId ?? named.UserId) === named.UserId ? named : undefined;
}

function referencedGroup(region: Region, group: SecurityGroup, pair: UserIdGroupPair): ReferencedSecurityGroup {
  const { GroupId, GroupName, UserId } = pair;
  if (!GroupId && !GroupName) throw new AwsError('MissingParameter', 'Source group ID missing.');
  const peer = GroupId
    ? find(region, 'securityGroups', GroupId)
    : region.securityGroups.find((each) => each.GroupName === GroupName && each.VpcId === group.VpcId);
  if (!peer || (UserId && UserId !== region.accountId)) {
    throw new AwsError('InvalidGroup.NotFound', `The security group '${GroupId ?? GroupName}' does not exist`);
  }
  const near = { GroupId: peer.GroupId, UserId: region.accountId };
  if (peer.VpcId === group.VpcId) return near;
  const connection = activeBetween(region, peer.VpcId, group.VpcId);
  if (!connection) {
    throw new AwsError('InvalidGroup.NotFound', 'You have specified two resources that belong to different networks.');
  }
  return { ...near, VpcId: peer.VpcId, VpcPeeringConnectionId: connection.VpcPeeringConnectionId };
}
