import * as ec2 from '@aws-sdk/client-ec2';
import type { Account } from './account/types.ts';
import { each, type Ground, insideOf, remove } from './ground.ts';
import { gone, whenFree } from './release.ts';

/** Removes subnets, route tables, ACLs, groups and gateways that the stack does not own, and frees those that it does. */
export async function removeNetwork(ground: Ground, account: Account): Promise<void> {
  await Promise.all([
    removeSecurityGroups(ground, account),
    removeRouteTables(ground, account),
    removeNetworkAcls(ground, account),
    removeGateways(ground, account),
  ]);
  const { ec2: client } = ground.clients;
  const learners = account.Subnets.filter((one) => insideOf(ground)(one) && !ground.owned.has(one.SubnetId ?? ''));
  await each(learners, ({ SubnetId: id }) =>
    remove(ground, 'subnet', id, (SubnetId) =>
      whenFree(() => client.send(new ec2.DeleteSubnetCommand({ SubnetId })), ground.seconds),
    ),
  );
}

/** Rules that name another group hold that group; they go first, wherever they stand: a peered VPC's may, too. */
async function removeSecurityGroups(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  const groups = account.SecurityGroups.filter(insideOf(ground));
  const ours = new Set(groups.map((group) => group.GroupId));
  for await (const { SecurityGroups = [] } of ec2.paginateDescribeSecurityGroups({ client }, {})) {
    await each(SecurityGroups, async ({ GroupId, IpPermissions, IpPermissionsEgress }) => {
      const ingress = { GroupId, IpPermissions: referencesTo(ours, IpPermissions) };
      const egress = { GroupId, IpPermissions: referencesTo(ours, IpPermissionsEgress) };
      if (ingress.IpPermissions.length > 0) {
        await gone(client.send(new ec2.RevokeSecurityGroupIngressCommand(ingress)));
      }
      if (egress.IpPermissions.length > 0) await gone(client.send(new ec2.RevokeSecurityGroupEgressCommand(egress)));
    });
  }
  const learners = groups.filter((group) => group.GroupName !== 'default' && !ground.owned.has(group.GroupId ?? ''));
  await each(learners, ({ GroupId: id }) =>
    remove(ground, 'security group', id, (GroupId) =>
      whenFree(() => client.send(new ec2.DeleteSecurityGroupCommand({ GroupId })), ground.seconds),
    ),
  );
}

function referencesTo(groups: ReadonlySet<string | undefined>, rules: ec2.IpPermission[] = []): ec2.IpPermission[] {
  return rules.flatMap(({ IpProtocol, FromPort, ToPort, UserIdGroupPairs = [] }) => {
    const pairs = UserIdGroupPairs.filter((pair) => groups.has(pair.GroupId)).map(({ GroupId }) => ({ GroupId }));
    return pairs.length > 0 ? [{ IpProtocol, FromPort, ToPort, UserIdGroupPairs: pairs }] : [];
  });
}

/** The main route table goes with its VPC, so it must not be one that CloudFormation wants to delete on its own. */
async function removeRouteTables(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  const tables = account.RouteTables.filter(insideOf(ground));
  const learners = tables.filter((table) => !ground.owned.has(table.RouteTableId ?? ''));
  const heirs = await Promise.all(
    tables
      .filter((table) => ground.owned.has(table.RouteTableId ?? ''))
      .map((table) => handOverMain(client, table, learners)),
  );
  await each(learners, async ({ RouteTableId: id, Associations = [] }) => {
    const explicit = Associations.filter((association) => !association.Main);
    await each(explicit, ({ RouteTableAssociationId: AssociationId }) =>
      gone(client.send(new ec2.DisassociateRouteTableCommand({ AssociationId }))),
    );
    if (heirs.includes(id) || explicit.length < Associations.length) return;
    await remove(ground, 'route table', id, (RouteTableId) =>
      whenFree(() => client.send(new ec2.DeleteRouteTableCommand({ RouteTableId })), ground.seconds),
    );
  });
}

/** Makes another table of the VPC its main one, a new one if need be, and answers which. */
async function handOverMain(
  client: ec2.EC2Client,
  { VpcId, Associations = [] }: ec2.RouteTable,
  others: readonly ec2.RouteTable[],
): Promise<string | undefined> {
  const main = Associations.find((association) => association.Main)?.RouteTableAssociationId;
  if (main === undefined) return undefined;
  const other = others.find((table) => table.VpcId === VpcId);
  const heir = other ?? (await client.send(new ec2.CreateRouteTableCommand({ VpcId }))).RouteTable;
  const RouteTableId = heir?.RouteTableId;
  await client.send(new ec2.ReplaceRouteTableAssociationCommand({ AssociationId: main, RouteTableId }));
  return RouteTableId;
}

/** A subnet always has an ACL: those of the learner's hand their subnets back to the VPC's default one. */
async function removeNetworkAcls(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  const acls = account.NetworkAcls.filter(insideOf(ground));
  const learners = acls.filter((acl) => !acl.IsDefault && !ground.owned.has(acl.NetworkAclId ?? ''));
  await each(learners, async ({ NetworkAclId: id, VpcId, Associations = [] }) => {
    const fallback = acls.find((acl) => acl.IsDefault && acl.VpcId === VpcId)?.NetworkAclId;
    await each(Associations, ({ NetworkAclAssociationId: AssociationId }) =>
      gone(client.send(new ec2.ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId: fallback }))),
    );
    await remove(ground, 'network ACL', id, (NetworkAclId) =>
      whenFree(() => client.send(new ec2.DeleteNetworkAclCommand({ NetworkAclId })), ground.seconds),
    );
  });
}

async function removeGateways(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  const attachedHere = ({ Attachments = [] }: ec2.InternetGateway | ec2.EgressOnlyInternetGateway) =>
    Attachments.flatMap(({ VpcId }) => (VpcId && ground.vpcIds.has(VpcId) ? VpcId : []));
  const learners = account.InternetGateways.filter((one) => !ground.owned.has(one.InternetGatewayId ?? ''));
  await each(learners, (gateway) =>
    each(attachedHere(gateway), (VpcId) =>
      remove(ground, 'internet gateway', gateway.InternetGatewayId, async (InternetGatewayId) => {
        const detach = new ec2.DetachInternetGatewayCommand({ InternetGatewayId, VpcId });
        await whenFree(() => client.send(detach), ground.seconds);
        await client.send(new ec2.DeleteInternetGatewayCommand({ InternetGatewayId }));
      }),
    ),
  );
  const outward = account.EgressOnlyInternetGateways.filter(
    (one) => attachedHere(one).length > 0 && !ground.owned.has(one.EgressOnlyInternetGatewayId ?? ''),
  );
  await each(outward, ({ EgressOnlyInternetGatewayId: id }) =>
    remove(ground, 'egress-only internet gateway', id, (EgressOnlyInternetGatewayId) =>
      client.send(new ec2.DeleteEgressOnlyInternetGatewayCommand({ EgressOnlyInternetGatewayId })),
    ),
  );
  await removeVpnGateways(ground, account);
}

/** A gateway that a learner attached goes with its connections; one of the stack's is only freed of what it did not make. */
async function removeVpnGateways(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  const here = account.VpnGateways.flatMap((gateway) =>
    (gateway.VpcAttachments ?? [])
      .filter((each) => each.State !== 'detached' && insideOf(ground)(each))
      .map(({ VpcId }) => ({ VpnGatewayId: gateway.VpnGatewayId ?? '', VpcId })),
  );
  await each(here, async ({ VpnGatewayId, VpcId }) => {
    const connections = account.VpnConnections.filter(
      (one) =>
        one.VpnGatewayId === VpnGatewayId && one.State !== 'deleted' && !ground.owned.has(one.VpnConnectionId ?? ''),
    );
    await each(connections, ({ VpnConnectionId: id }) =>
      remove(ground, 'VPN connection', id, (VpnConnectionId) =>
        client.send(new ec2.DeleteVpnConnectionCommand({ VpnConnectionId })),
      ),
    );
    if (ground.owned.has(VpnGatewayId)) return;
    await remove(ground, 'VPN gateway', VpnGatewayId, async () => {
      await gone(client.send(new ec2.DetachVpnGatewayCommand({ VpnGatewayId, VpcId })));
      await whenFree(() => client.send(new ec2.DeleteVpnGatewayCommand({ VpnGatewayId })), ground.seconds);
    });
  });
}
