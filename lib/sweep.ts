import * as ec2 from '@aws-sdk/client-ec2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { snapshot } from './account/snapshot.ts';
import type { Account } from './account/types.ts';
import { waitUntil } from './deadline.ts';
import { each, type Ground, insideOf } from './ground.ts';
import { gone, whenFree } from './release.ts';
import { removeNetwork } from './sweep-network.ts';

/**
 * Clears the lab's VPCs of all that would keep CloudFormation from deleting them, whoever made it. What runs goes first,
 * the stack's own too, because a learner may have tied it to things of their own; then what the learner made, in the
 * order in which AWS lets go of it.
 */
export async function sweep(ground: Ground): Promise<void> {
  if (ground.vpcIds.size === 0) return;
  await removeWorkloads(ground, await look(ground));
  const rest = await look(ground);
  await removeInterfaces(ground, rest);
  await removeNetwork(ground, rest);
}

async function removeWorkloads(ground: Ground, account: Account): Promise<void> {
  const { clients, progress } = ground;
  const inside = insideOf(ground);
  const endpoints = account.VpcEndpoints.filter(inside).flatMap((endpoint) => endpoint.VpcEndpointId ?? []);
  const nats = account.NatGateways.filter((nat) => inside(nat) && !isOver(nat.State)).flatMap(
    (nat) => nat.NatGatewayId ?? [],
  );
  const instances = account.Instances.filter((i) => inside(i) && !isOver(i.State?.Name)).flatMap(
    (i) => i.InstanceId ?? [],
  );
  await Promise.all([
    removeLoadBalancers(ground, account),
    removePeerings(ground),
    each(account.InstanceConnectEndpoints.filter(inside), async ({ InstanceConnectEndpointId: id }) => {
      progress(`instance connect endpoint ${id}`);
      await gone(clients.ec2.send(new ec2.DeleteInstanceConnectEndpointCommand({ InstanceConnectEndpointId: id })));
    }),
    each(endpoints, async (id) => {
      progress(`VPC endpoint ${id}`);
      await gone(clients.ec2.send(new ec2.DeleteVpcEndpointsCommand({ VpcEndpointIds: [id] })));
    }),
    each(nats, async (id) => {
      progress(`NAT gateway ${id}`);
      await gone(clients.ec2.send(new ec2.DeleteNatGatewayCommand({ NatGatewayId: id })));
    }),
    each(instances, async (id) => {
      progress(`instance ${id}`);
      const stay = { InstanceId: id, DisableApiTermination: { Value: false } };
      await gone(clients.ec2.send(new ec2.ModifyInstanceAttributeCommand(stay)));
      await gone(clients.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [id] })));
    }),
  ]);
  await waitUntil('all that ran in the lab has ended', async () => hasEnded(ground), { seconds: ground.seconds });
}

async function removeLoadBalancers({ clients, progress, ...ground }: Ground, account: Account): Promise<void> {
  const inside = insideOf(ground);
  await each(account.LoadBalancers.filter(inside), async ({ LoadBalancerArn, LoadBalancerName }) => {
    progress(`load balancer ${LoadBalancerName}`);
    const unprotected = [{ Key: 'deletion_protection.enabled', Value: 'false' }];
    await gone(
      clients.elbv2.send(new elbv2.ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes: unprotected })),
    );
    await gone(clients.elbv2.send(new elbv2.DeleteLoadBalancerCommand({ LoadBalancerArn })));
  });
  await each(account.TargetGroups.filter(inside), async ({ TargetGroupArn, TargetGroupName }) => {
    progress(`target group ${TargetGroupName}`);
    await whenFree(() => clients.elbv2.send(new elbv2.DeleteTargetGroupCommand({ TargetGroupArn })), ground.seconds);
  });
}

async function removePeerings({ clients, vpcIds, progress }: Ground): Promise<void> {
  for await (const page of ec2.paginateDescribeVpcPeeringConnections({ client: clients.ec2 }, {})) {
    const ours = (page.VpcPeeringConnections ?? []).filter(
      (peering) =>
        ['active', 'pending-acceptance', 'provisioning'].includes(peering.Status?.Code ?? '') &&
        [peering.RequesterVpcInfo?.VpcId, peering.AccepterVpcInfo?.VpcId].some((id) => id && vpcIds.has(id)),
    );
    await each(ours, async ({ VpcPeeringConnectionId }) => {
      progress(`peering connection ${VpcPeeringConnectionId}`);
      await gone(clients.ec2.send(new ec2.DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId })));
    });
  }
}

async function hasEnded(ground: Ground): Promise<boolean> {
  const inside = insideOf(ground);
  const account = await look(ground);
  return (
    account.NatGateways.filter(inside).every((nat) => nat.State === 'deleted' || nat.State === 'failed') &&
    account.Instances.filter(inside).every((instance) => instance.State?.Name === 'terminated') &&
    account.VpcEndpoints.filter(inside).length === 0 &&
    account.InstanceConnectEndpoints.filter(inside).length === 0 &&
    // AWS detaches these itself, some time after their owner has gone.
    account.NetworkInterfaces.filter((eni) => inside(eni) && eni.RequesterManaged === true).length === 0
  );
}

async function removeInterfaces(ground: Ground, account: Account): Promise<void> {
  const { clients, owned, progress, seconds } = ground;
  const interfaces = account.NetworkInterfaces.filter(insideOf(ground));
  const spare = (vpc: string | undefined) =>
    account.SecurityGroups.find((group) => group.VpcId === vpc && group.GroupName === 'default')?.GroupId;
  await each(interfaces, async ({ NetworkInterfaceId, Attachment, Groups = [], VpcId }) => {
    if (owned.has(NetworkInterfaceId ?? '')) {
      const default_ = spare(VpcId);
      if (!default_ || Groups.every((group) => owned.has(group.GroupId ?? ''))) return;
      const regroup = { NetworkInterfaceId, Groups: [default_] };
      return gone(clients.ec2.send(new ec2.ModifyNetworkInterfaceAttributeCommand(regroup)));
    }
    progress(`network interface ${NetworkInterfaceId}`);
    if (Attachment?.AttachmentId && Attachment.Status !== 'detached') {
      const detach = { AttachmentId: Attachment.AttachmentId, Force: true };
      await gone(clients.ec2.send(new ec2.DetachNetworkInterfaceCommand(detach)));
    }
    await whenFree(() => clients.ec2.send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId })), seconds);
  });
}

function look({ clients, vpcIds }: Ground): Promise<Account> {
  return snapshot(clients, { vpcIds: [...vpcIds] });
}

function isOver(state: string | undefined): boolean {
  return ['deleted', 'deleting', 'failed', 'terminated'].includes(state ?? '');
}
