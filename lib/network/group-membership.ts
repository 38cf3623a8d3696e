import type { Account } from '../account/types.ts';
import type { AddressSet, Family } from './address.ts';
import type { NetworkInterface } from './interface.ts';
import { type Point, union } from './interval.ts';
import type { PeeringConnection } from './peering.ts';
import type { Peers } from './security-group.ts';
import type { TransitGatewayAttachment } from './transit-gateway.ts';

const NOBODY: AddressSet = { 4: [], 6: [] };

/**
 * A reference to a group stands for the private addresses of its members: in the same VPC, in a VPC joined by an active peering
 * connection of the same Region, and, for inbound rules, in a VPC joined by a transit gateway where both attachments support it.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function membership(
  account: Account,
  interfaces: readonly NetworkInterface[],
  peerings: readonly PeeringConnection[],
  attachments: readonly TransitGatewayAttachment[],
): Pick<Peers, 'membersOf' | 'isRead'> {
  const vpcOf = new Map(account.SecurityGroups.map((group) => [group.GroupId ?? '', group.VpcId ?? '']));
  const known = new Set(account.Vpcs.map((vpc) => vpc.VpcId));
  const members = new Map<string, NetworkInterface[]>();
  for (const nic of interfaces) {
    for (const group of nic.groups) {
      const own = members.get(group);
      if (own) own.push(nic);
      else members.set(group, [nic]);
    }
  }
  const addresses = new Map<string, AddressSet>();
  const membersIn = (groupId: string, vpcId: string): AddressSet => {
    const key = `${groupId} ${vpcId}`;
    let found = addresses.get(key);
    if (!found) {
      found = addressesOf((members.get(groupId) ?? []).filter((nic) => nic.vpcId === vpcId));
      addresses.set(key, found);
    }
    return found;
  };
  const joined = joinedVpcs(peerings, attachments);
  return {
    isRead: (groupId, seenFromVpc) => vpcOf.has(groupId) || !joined.peers(seenFromVpc).some((peer) => !known.has(peer)),
    membersOf: (groupId, seenFromVpc, way) => {
      const vpcId = vpcOf.get(groupId) ?? seenFromVpc;
      if (vpcId === seenFromVpc) return membersIn(groupId, vpcId);
      const counts = joined.peers(seenFromVpc).includes(vpcId);
      const byTransit = way === 'ingress' && joined.byTransit(seenFromVpc, vpcId);
      return counts || byTransit ? membersIn(groupId, vpcId) : NOBODY;
    },
  };
}

/** Many single addresses: sorted first, and only then made into intervals. */
function addressesOf(interfaces: readonly NetworkInterface[]): AddressSet {
  const points: Record<Family, Point[]> = { 4: [], 6: [] };
  for (const { addresses } of interfaces) for (const { family, value } of addresses) points[family].push(value);
  const setOf = (values: Point[]) => union(values.map((value) => [value, value]));
  return { 4: setOf(points[4]), 6: setOf(points[6]) };
}

function joinedVpcs(peerings: readonly PeeringConnection[], attachments: readonly TransitGatewayAttachment[]) {
  const peers = new Map<string, string[]>();
  for (const { active, sameRegion, sides } of peerings) {
    if (!active || !sameRegion) continue;
    const [a, b] = sides;
    peers.set(a.vpcId, [...(peers.get(a.vpcId) ?? []), b.vpcId]);
    peers.set(b.vpcId, [...(peers.get(b.vpcId) ?? []), a.vpcId]);
  }
  const supporting = attachments.filter((each) => each.kind === 'vpc' && each.groupReferencing);
  return {
    peers: (vpcId: string): readonly string[] => peers.get(vpcId) ?? [],
    byTransit: (a: string, b: string) =>
      supporting.some(
        (one) =>
          one.resourceId === a &&
          supporting.some((other) => other.resourceId === b && other.transitGatewayId === one.transitGatewayId),
      ),
  };
}
