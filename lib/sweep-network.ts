import * as ec2 from '@aws-sdk/client-ec2';
import type { Account } from './account/types.ts';
import { each, type Ground, insideOf } from './ground.ts';
import { gone, whenFree } from './release.ts';

/** Removes subnets, route tables, ACLs, groups and gateways that the stack does not own, and frees those that it does. */
export async function removeNetwork(ground: Ground, account: Account): Promise<void> {
  await Promise.all([
    removeSecurityGroups(ground, account),
    removeRouteTables(ground, account),
    removeNetworkAcls(ground, account),
    removeGateways(ground, account),
  ]);
  const inside = insideOf(ground);
  await each(
    account.Subnets.filter((s) => inside(s) && !ground.owned.has(s.SubnetId ?? '')),
    async ({ SubnetId }) => {
      ground.progress(`subnet ${SubnetId}`);
      await whenFree(() => ground.clients.ec2.send(new ec2.DeleteSubnetCommand({ SubnetId })), ground.seconds);
    },
  );
}

/** Rules that name another group hold that group; they go first, wherever they stand: a peered VPC's may, too. */
async function removeSecurityGroups({ clients, owned, progress, ...ground }: Ground, account: Account): Promise<void> {
  const groups = account.SecurityGroups.filter(insideOf(ground));
  const ours = new Set(groups.map((group) => group.GroupId));
  for await (const { SecurityGroups } of ec2.paginateDescribeSecurityGroups({ client: clients.ec2 }, {})) {
    await each(SecurityGroups ?? [], async ({ GroupId, IpPermissions, IpPermissionsEgress }) => {
      const ingress = { GroupId, IpPermissions: referencesTo(ours, IpPermissions) };
      const egress = { GroupId, IpPermissions: referencesTo(ours, IpPermissionsEgress) };
      if (ingress.IpPermissions.length > 0) {
        await gone(clients.ec2.send(new ec2.RevokeSecurityGroupIngressCommand(ingress)));
      }
      if (egress.IpPermissions.length > 0) {
        await gone(clients.ec2.send(new ec2.RevokeSecurityGroupEgressCommand(egress)));
      }
    });
  }
  const learners = groups.filter((group) => group.GroupName !== 'default' && !owned.has(group.GroupId ?? ''));
  await each(learners, async ({ GroupId }) => {
    progress(`security group ${GroupId}`);
    await whenFree(() => clients.ec2.send(new ec2.DeleteSecurityGroupCommand({ GroupId })), ground.seconds);
  });
}

function referencesTo(groups: ReadonlySet<string | undefined>, rules: ec2.IpPermission[] = []): ec2.IpPermission[] {
  return rules.flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [] }) => {
    const pairs = UserIdGroupPairs.filter((pair) => groups.has(pair.GroupId)).map(({ GroupId }) => ({ GroupId }));
    return pairs.length > 0 ? [{ IpProtocol, FromPort, ToPort, UserIdGroupPairs: pairs }] : [];
  });
}

/** The main route table goes with its VPC, so it must not be one that CloudFormation wants to delete on its own. */
async function removeRouteTables(ground: Ground, account: Account): Promise<void> {
  const { clients, owned, progress, seconds } = ground;
  const tables = account.RouteTables.filter(insideOf(ground));
  const learners = tables.filter((table) => !owned.has(table.RouteTableId ?? ''));
  const heirs = new Set<string | undefined>();
  await each(tables, async ({ RouteTableId, VpcId, Associations = [] }) => {
    const main = Associations.find((association) => association.Main)?.RouteTableAssociationId;
    if (!main || !owned.has(RouteTableId ?? '')) return;
    const other = learners.find((table) => table.VpcId === VpcId);
    const heir = other ?? (await clients.ec2.send(new ec2.CreateRouteTableCommand({ VpcId }))).RouteTable;
    const hand = { AssociationId: main, RouteTableId: heir?.RouteTableId };
    await gone(clients.ec2.send(new ec2.ReplaceRouteTableAssociationCommand(hand)));
    heirs.add(heir?.RouteTableId);
  });
  await each(learners, async ({ RouteTableId, Associations = [] }) => {
    await each(
      Associations.filter((association) => !association.Main),
      async ({ RouteTableAssociationId: AssociationId }) =>
        gone(clients.ec2.send(new ec2.DisassociateRouteTableCommand({ AssociationId }))),
    );
    if (heirs.has(RouteTableId) || Associations.some((association) => association.Main)) return;
    progress(`route table ${RouteTableId}`);
    await whenFree(() => clients.ec2.send(new ec2.DeleteRouteTableCommand({ RouteTableId })), seconds);
  });
}

/** A subnet always has an ACL: those of the learner's hand their subnets back to the VPC's default one. */
async function removeNetworkAcls({ clients, owned, progress, ...ground }: Ground, account: Account): Promise<void> {
  const inside = insideOf(ground);
  const acls = account.NetworkAcls.filter(inside);
  const learners = acls.filter((acl) => !acl.IsDefault && !owned.has(acl.NetworkAclId ?? ''));
  await each(learners, async ({ NetworkAclId, VpcId, Associations = [] }) => {
    const fallback = acls.find((acl) => acl.IsDefault && acl.VpcId === VpcId)?.NetworkAclId;
    await each(Associations, async ({ NetworkAclAssociationId: AssociationId }) => {
      const replace = { AssociationId, NetworkAclId: fallback };
      await gone(clients.ec2.send(new ec2.ReplaceNetworkAclAssociationCommand(replace)));
    });
    progress(`network ACL ${NetworkAclId}`);
    await whenFree(() => clients.ec2.send(new ec2.DeleteNetworkAclCommand({ NetworkAclId })), ground.seconds);
  });
}

async function removeGateways({ clients, vpcIds, owned, progress, seconds }: Ground, account: Account): Promise<void> {
  const attachedHere = ({ Attachments = [] }: ec2.InternetGateway | ec2.EgressOnlyInternetGateway) =>
    Attachments.flatMap(({ VpcId }) => (VpcId && vpcIds.has(VpcId) ? VpcId : []));
  await each(account.InternetGateways, async (gateway) => {
    const { InternetGatewayId } = gateway;
    if (owned.has(InternetGatewayId ?? '')) return;
    await each(attachedHere(gateway), async (VpcId) => {
      progress(`internet gateway ${InternetGatewayId}`);
      await whenFree(
        () => clients.ec2.send(new ec2.DetachInternetGatewayCommand({ InternetGatewayId, VpcId })),
        seconds,
      );
      await gone(clients.ec2.send(new ec2.DeleteInternetGatewayCommand({ InternetGatewayId })));
    });
  });
  await each(account.EgressOnlyInternetGateways, async (gateway) => {
    const { EgressOnlyInternetGatewayId } = gateway;
    if (owned.has(EgressOnlyInternetGatewayId ?? '') || attachedHere(gateway).length === 0) return;
    progress(`egress-only internet gateway ${EgressOnlyInternetGatewayId}`);
    await gone(clients.ec2.send(new ec2.DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId })));
  });
}
