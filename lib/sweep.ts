import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { snapshot } from './account/snapshot.ts';
import type { Account } from './account/types.ts';
import { waitUntil } from './deadline.ts';
import { each, type Ground, insideOf, remove } from './ground.ts';
import { gone, whenFree } from './release.ts';
import { removeNetwork } from './sweep-network.ts';

/**
 * Clears the lab's VPCs of all that would keep CloudFormation from deleting them, whoever made it. What runs goes first,
 * the stack's own too, because a learner may have tied it to things of their own; then what the learner made, in the
 * order in which AWS lets go of it.
 */
export async function sweep(ground: Ground): Promise<void> {
  if (ground.vpcIds.size === 0) return;
  const first = await look(ground);
  const joined = gatewaysMadeFor(ground, first);
  await removeWorkloads(ground, first);
  await removeTransitGateways(ground, joined);
  const rest = await look(ground);
  await removeInterfaces(ground, rest);
  await removeNetwork(ground, rest);
}

async function removeWorkloads(ground: Ground, account: Account): Promise<void> {
  const inside = insideOf(ground);
  const client = ground.clients.ec2;
  const running = <T extends { VpcId?: string | undefined; State?: unknown }>(list: readonly T[]) =>
    list.filter((one) => inside(one) && !isOver(one.State));
  await Promise.all([
    removeLoadBalancers(ground, account),
    removePeerings(ground),
    each(running(account.InstanceConnectEndpoints), ({ InstanceConnectEndpointId: id }) =>
      remove(ground, 'instance connect endpoint', id, (InstanceConnectEndpointId) =>
        client.send(new ec2.DeleteInstanceConnectEndpointCommand({ InstanceConnectEndpointId })),
      ),
    ),
    each(running(account.TransitGatewayVpcAttachments), ({ TransitGatewayAttachmentId: id }) =>
      remove(ground, 'transit gateway attachment', id, (TransitGatewayAttachmentId) =>
        client.send(new ec2.DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId })),
      ),
    ),
    each(running(account.VpcEndpoints), ({ VpcEndpointId }) =>
      remove(ground, 'VPC endpoint', VpcEndpointId, (id) =>
        client.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] })),
      ),
    ),
    each(running(account.NatGateways), ({ NatGatewayId: id }) =>
      remove(ground, 'NAT gateway', id, (NatGatewayId) =>
        client.send(new ec2.DeleteNatGatewayCommand({ NatGatewayId })),
      ),
    ),
    each(running(account.Instances), (instance) =>
      remove(ground, 'instance', instance.InstanceId, (id) => terminate(client, id)),
    ),
  ]);
  const { seconds } = ground;
  // Whatever does not end in time will show itself among the survivors.
  await waitUntil('all that ran in it has ended', () => hasEnded(ground), { seconds }).catch((error: Error) =>
    blame(ground, error.message),
  );
}

async function terminate(client: ec2.EC2Client, InstanceId: string): Promise<void> {
  const unprotected = { InstanceId, DisableApiTermination: { Value: false } };
  await client.send(new ec2.ModifyInstanceAttributeCommand(unprotected));
  await client.send(new ec2.TerminateInstancesCommand({ InstanceIds: [InstanceId] }));
}

async function removeLoadBalancers(ground: Ground, account: Account): Promise<void> {
  const { elbv2: client } = ground.clients;
  const inside = insideOf(ground);
  const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'false' }];
  await each(account.LoadBalancers.filter(inside), ({ LoadBalancerArn: arn }) =>
    remove(ground, 'load balancer', arn, async (LoadBalancerArn) => {
      await client.send(new elbv2.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
      await client.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn }));
    }),
  );
  await each(account.TargetGroups.filter(inside), ({ TargetGroupArn: arn }) =>
    remove(ground, 'target group', arn, (TargetGroupArn) =>
      whenFree(() => client.send(new elbv2.DeleteTargetGroupCommand({ TargetGroupArn })), ground.seconds),
    ),
  );
}

async function removePeerings(ground: Ground): Promise<void> {
  const sides = ['requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id'];
  await each(sides, (side) =>
    removePeeringsOf(ground, side).catch((error: Error) => blame(ground, `no look at its peerings: ${error.message}`)),
  );
}

async function removePeeringsOf(ground: Ground, side: string): Promise<void> {
  const { ec2: client } = ground.clients;
  const Filters = [
    { Name: 'status-code', Values: ['active', 'pending-acceptance', 'provisioning'] },
    { Name: side, Values: [...ground.vpcIds] },
  ];
  for await (const page of ec2.paginateDescribeVpcPeeringConnections({ client }, { Filters })) {
    const foreign = page.VpcPeeringConnections?.filter((one) => !ground.owned.has(one.VpcPeeringConnectionId ?? ''));
    await each(foreign ?? [], ({ VpcPeeringConnectionId: id }) =>
      remove(ground, 'peering connection', id, (VpcPeeringConnectionId) =>
        client.send(new ec2.DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })),
      ),
    );
  }
}

/** Transit gateways that somebody made since the lab was deployed, and that join nothing but its VPCs. */
function gatewaysMadeFor(ground: Ground, account: Account): string[] {
  const inside = insideOf(ground);
  const others = account.TransitGatewayAttachments.filter(
    ({ ResourceId: VpcId, State }) => !isOver(State) && !inside({ VpcId }),
  );
  const joinsOthers = new Set(others.map(({ TransitGatewayId }) => TransitGatewayId));
  const joinsOurs = new Set(account.TransitGatewayVpcAttachments.filter(inside).map((each) => each.TransitGatewayId));
  return account.TransitGateways.filter(
    ({ TransitGatewayId: id, CreationTime, State }) =>
      !isOver(State) &&
      joinsOurs.has(id) &&
      !joinsOthers.has(id) &&
      ground.since !== undefined &&
      CreationTime !== undefined &&
      CreationTime >= ground.since,
  ).flatMap(({ TransitGatewayId }) => TransitGatewayId ?? []);
}

async function removeTransitGateways(ground: Ground, ids: readonly string[]): Promise<void> {
  const client = ground.clients.ec2;
  await each(ids, (id) =>
    remove(ground, 'transit gateway', id, (TransitGatewayId) =>
      whenFree(() => client.send(new ec2.DeleteTransitGatewayCommand({ TransitGatewayId })), ground.seconds),
    ),
  );
}

/** Notes why the lab's VPCs may not go away. */
function blame({ vpcIds, failures }: Ground, reason: string): void {
  for (const id of vpcIds) failures.set(id, reason);
}

async function hasEnded(ground: Ground): Promise<boolean> {
  const inside = insideOf(ground);
  const account = await look(ground);
  return (
    account.NatGateways.filter(inside).every((nat) => nat.State === 'deleted' || nat.State === 'failed') &&
    account.Instances.filter(inside).every((instance) => instance.State?.Name === 'terminated') &&
    account.VpcEndpoints.filter((endpoint) => inside(endpoint) && !isOver(endpoint.State)).length === 0 &&
    account.InstanceConnectEndpoints.filter(inside).every(({ State }) => State === 'delete-complete') &&
    // AWS takes these away itself, some time after their owner has gone.
    account.NetworkInterfaces.filter((eni) => inside(eni) && eni.RequesterManaged === true).length === 0
  );
}

async function removeInterfaces(ground: Ground, account: Account): Promise<void> {
  const { ec2: client } = ground.clients;
  // AWS deletes the first interface of an instance together with it, and its services' interfaces itself.
  const lasting = account.NetworkInterfaces.filter(
    (eni) => insideOf(ground)(eni) && !eni.RequesterManaged && !eni.Attachment?.DeleteOnTermination,
  );
  const [owned, learners] = [true, false].map((whose) =>
    lasting.filter((eni) => ground.owned.has(eni.NetworkInterfaceId ?? '') === whose),
  );
  await each(owned ?? [], (eni) => leaveGroups(ground, account, eni));
  await each(learners ?? [], ({ NetworkInterfaceId: id, Attachment }) =>
    remove(ground, 'network interface', id, async (NetworkInterfaceId) => {
      const { AttachmentId, DeviceIndex } = Attachment ?? {};
      if (AttachmentId && DeviceIndex !== 0) {
        await gone(client.send(new ec2.DetachNetworkInterfaceCommand({ AttachmentId, Force: true })));
      }
      await whenFree(() => client.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId })), ground.seconds);
    }),
  );
}

/** Takes one of the stack's interfaces out of the learner's security groups, which could not be deleted otherwise. */
async function leaveGroups(ground: Ground, account: Account, eni: ec2.NetworkInterface): Promise<void> {
  const { NetworkInterfaceId, Groups = [], VpcId } = eni;
  const fallback = account.SecurityGroups.find((group) => group.VpcId === VpcId && group.GroupName === 'default');
  if (!fallback?.GroupId || Groups.every((group) => ground.owned.has(group.GroupId ?? ''))) return;
  const regroup = { NetworkInterfaceId, Groups: [fallback.GroupId] };
  await gone(ground.clients.ec2.send(new ec2.ModifyNetworkInterfaceAttributeCommand(regroup)));
}

function look({ clients, vpcIds }: Ground): Promise<Account> {
  return snapshot(clients, { vpcIds: [...vpcIds] });
}

/** Whether a state, as EC2 words it for this kind of resource, needs no deletion. */
function isOver(state: unknown): boolean {
  const name = typeof state === 'object' && state !== null && 'Name' in state ? state.Name : state;
  return /^(delet|terminated|failed|shutting-down)/i.test(String(name));
}
