import type { Account } from '../../lib/account/types.ts';

export type Way = 'in' | 'out';

/** Two bits of a packet tell its receiver whether its sender's security groups are known. Nothing has forwarded it: they are. */
export const UNTOUCHED = 'ip ecn not-ect';
/** A transit gateway has passed them on. */
export const KEPT = { is: 'ip ecn ect1', make: 'ip ecn set ect1' } as const;
/** A middlebox, or a transit gateway without support for them, has not. */
export const LOSE = 'ip ecn set ce';

/** Addresses that a rule with a group means, and how their packets must have come. */
interface Members {
  readonly addresses: readonly string[];
  readonly arrival: string;
}

/**
 * Who is meant by a security group in a rule of another: its members in the VPC and in the peers of the same Region; where a transit
 * gateway supports it, inbound only, those in other VPCs too.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
 */
export function membersOf(account: Account, groupId: string, vpcId: string, way: Way): Members[] {
  const inVpcs = (fits: (vpcId: string) => boolean) =>
    account.NetworkInterfaces.filter(
      (nic) => fits(nic.VpcId ?? '') && nic.Groups?.some((group) => group.GroupId === groupId),
    ).flatMap((nic) => (nic.PrivateIpAddresses ?? []).flatMap((each) => each.PrivateIpAddress ?? []));
  const near = [vpcId, ...peersOf(account, vpcId)];
  const direct = { addresses: inVpcs((id) => near.includes(id)), arrival: way === 'in' ? UNTOUCHED : '' };
  const beyond = { addresses: way === 'in' ? inVpcs((id) => id !== vpcId) : [], arrival: KEPT.is };
  return [direct, beyond].filter(({ addresses }) => addresses.length > 0);
}

const peersOf = ({ VpcPeeringConnections }: Account, vpcId: string): string[] =>
  VpcPeeringConnections.filter(({ Status }) => Status?.Code === 'active')
    .map(({ RequesterVpcInfo, AccepterVpcInfo }) => [RequesterVpcInfo?.VpcId ?? '', AccepterVpcInfo?.VpcId ?? ''])
    .filter((ends) => ends.includes(vpcId))
    .flat();
