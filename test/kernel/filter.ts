import type { IpPermission, NetworkAclEntry } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { membersOf, type Way } from './reference.ts';

const PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp' };

/** AWS's protocol and ports as nftables matches. */
function traffic(protocol = '-1', from?: number, to?: number): string {
  if (protocol === '-1') return '';
  const name = PROTOCOLS[protocol] ?? protocol;
  const ports = (name === 'tcp' || name === 'udp') && from !== undefined ? ` ${name} dport ${from}-${to ?? from}` : '';
  return `meta l4proto ${name}${ports}`;
}

const peer = (way: Way, addresses: readonly string[]) =>
  `ip ${way === 'in' ? 'saddr' : 'daddr'} ${addresses.length === 1 ? addresses[0] : `{ ${addresses.join(', ')} }`}`;

/** The rules of a security group; what none accepts falls out of the chain. */
export function groupRules(account: Account, groupIds: readonly string[], way: Way): string[] {
  return account.SecurityGroups.filter((group) => groupIds.includes(group.GroupId ?? '')).flatMap((group) =>
    ((way === 'in' ? group.IpPermissions : group.IpPermissionsEgress) ?? []).flatMap((permission) =>
      permissionRules(account, permission, group.VpcId ?? '', way),
    ),
  );
}

function permissionRules(account: Account, permission: IpPermission, vpcId: string, way: Way): string[] {
  const what = traffic(permission.IpProtocol, permission.FromPort, permission.ToPort);
  const listed = (permission.PrefixListIds ?? []).flatMap((list) => prefixesOf(account, list.PrefixListId));
  const blocks = [...(permission.IpRanges ?? []).flatMap((range) => range.CidrIp ?? []), ...listed];
  const members = (permission.UserIdGroupPairs ?? []).flatMap(({ GroupId = '' }) =>
    membersOf(account, GroupId, vpcId, way),
  );
  return [
    ...blocks.map((block) => `${what} ${peer(way, [block])} accept`),
    ...members.map(({ addresses, arrival }) => `${what} ${peer(way, addresses)} ${arrival} accept`),
  ];
}

export const prefixesOf = (account: Account, id: string | undefined): readonly string[] =>
  account.PrefixLists.find((list) => list.PrefixListId === id)?.Cidrs ?? [];

/** The entries of a network ACL in their order; the chain drops what none decides. */
export function aclRules(entries: readonly NetworkAclEntry[], way: Way): string[] {
  const ordered = entries
    .filter((entry) => entry.Egress === (way === 'out') && entry.CidrBlock)
    .sort((a, b) => Number(a.RuleNumber) - Number(b.RuleNumber));
  return [
    ...ordered.map((entry) => {
      const what = traffic(entry.Protocol, entry.PortRange?.From, entry.PortRange?.To);
      return `${what} ${peer(way, [entry.CidrBlock ?? ''])} ${entry.RuleAction === 'allow' ? 'accept' : 'drop'}`;
    }),
    'drop',
  ];
}

export const chain = (name: string, rules: readonly string[], hook?: string): string =>
  [`chain ${name} {`, ...(hook ? [`type ${hook};`] : []), ...rules, '}'].join('\n');

/** AWS's routers say nothing of what they drop. */
export const SILENT = chain('silent', ['drop'], 'filter hook output priority 0');
