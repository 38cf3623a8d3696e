import type { Account } from '../account/types.ts';
import { type AddressSet, addressSet, blockAt } from './address.ts';
import type { NetworkInterface } from './interface.ts';
import type { PeeringConnection } from './peering.ts';
import type { Way } from './security-group.ts';
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
): (groupId: string, seenFromVpc: string, way: Way) => AddressSet | undefined {
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
      const own = (members.get(groupId) ?? []).filter((nic) => nic.vpcId === vpcId);
      found = addressSet(own.flatMap((nic) => nic.addresses.map(blockAt)));
      addresses.set(key, found);
    }
    return found;
  };
  const joined = joinedVpcs(peerings, attachments);
  return (groupId, seenFromVpc, way) => {
    const vpcId = vpcOf.get(groupId);
    if (vpcId === seenFromVpc) return membersIn(groupId, vpcId);
    if (vpcId === undefined) {
      const elsewhere = joined.peers(seenFromVpc).some((peer) => !known.has(peer));
      return elsewhere ? undefined : membersIn(groupId, seenFromVpc);
    }
    const counts =
      joined.peers(seenFromVpc).includes(vpcId) || (way === 'ingress' && joined.byTransit(seenFromVpc, vpcId));
    return counts ? membersIn(groupId, vpcId) : NOBODY;
  };
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
