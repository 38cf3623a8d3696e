import type { Tag } from '@aws-sdk/client-ec2';
import { snapshot } from './account/snapshot.ts';
import type { Account } from './account/types.ts';
import type { Clients } from './clients.ts';
import { SCENARIO_TAG } from './place.ts';

/** Something of a lab that is still there after it was destroyed. */
export interface Survivor {
  readonly type: string;
  readonly id: string;
  readonly reason?: string;
}

interface Thing {
  readonly type: string;
  readonly id: string | undefined;
  readonly vpcId: string | undefined;
  readonly tags: readonly Tag[] | undefined;
}

/** Looks for what is left of a lab: anything in its VPCs, and anything that carries its tag. What could not be read counts. */
export async function findSurvivors(
  clients: Clients,
  scenarioId: string,
  vpcIds: ReadonlySet<string>,
): Promise<Survivor[]> {
  const account = await snapshot(clients);
  const isLeft = ({ vpcId, tags = [] }: Thing) =>
    vpcIds.has(vpcId ?? '') || tags.some(({ Key, Value }) => Key === SCENARIO_TAG && Value === scenarioId);
  const left = things(account)
    .filter(isLeft)
    .map(({ type, id = '' }) => ({ type, id }));
  const unread = account.gaps.filter(({ command }) => !NOT_LOOKED_AT.test(command));
  return [...left, ...unread.map(({ command, reason }) => ({ type: 'not checked:', id: command, reason }))];
}

/** Nothing is looked for among these: a prefix list belongs to no VPC, and the rest joins VPCs or says how they work. */
const NOT_LOOKED_AT =
  /prefix-list|vpc-attribute|block-public-access|vpc-peering-connections|vpn-gateways|transit-gateway/;

function things(account: Account): Thing[] {
  const list = <T extends { VpcId?: string | undefined; Tags?: Tag[] | undefined }>(
    type: string,
    resources: readonly T[],
    id: (resource: T) => string | undefined,
  ): Thing[] => resources.map((one) => ({ type, id: id(one), vpcId: one.VpcId, tags: one.Tags }));
  const elb = (arn: string | undefined) => ({ Tags: [...(account.ElbTags[arn ?? ''] ?? [])] as Tag[] });
  return [
    ...list('VPC', account.Vpcs, (one) => one.VpcId),
    ...list('subnet', account.Subnets, (one) => one.SubnetId),
    ...list('route table', account.RouteTables, (one) => one.RouteTableId),
    ...list('internet gateway', account.InternetGateways, (one) => one.InternetGatewayId),
    ...list('egress-only gateway', account.EgressOnlyInternetGateways, (one) => one.EgressOnlyInternetGatewayId),
    ...list('NAT gateway', account.NatGateways.filter(stillThere), (one) => one.NatGatewayId),
    ...list('elastic IP address', account.Addresses, (one) => one.AllocationId),
    ...account.NetworkInterfaces.map((one) => ({
      type: 'network interface',
      id: one.NetworkInterfaceId,
      vpcId: one.VpcId,
      tags: one.TagSet,
    })),
    ...list('security group', account.SecurityGroups, (one) => one.GroupId),
    ...list('network ACL', account.NetworkAcls, (one) => one.NetworkAclId),
    ...list(
      'instance',
      account.Instances.filter(({ State }) => State?.Name !== 'terminated'),
      (one) => one.InstanceId,
    ),
    ...list('VPC endpoint', account.VpcEndpoints.filter(stillThere), (one) => one.VpcEndpointId),
    ...list(
      'load balancer',
      account.LoadBalancers.map((one) => ({ ...one, ...elb(one.LoadBalancerArn) })),
      (one) => one.LoadBalancerArn,
    ),
    ...list(
      'target group',
      account.TargetGroups.map((one) => ({ ...one, ...elb(one.TargetGroupArn) })),
      (one) => one.TargetGroupArn,
    ),
  ];
}

/** AWS keeps what was deleted in sight for about an hour. */
function stillThere({ State }: { State?: string | undefined }): boolean {
  return !['deleted', 'failed', 'Deleted', 'Failed'].includes(State ?? '');
}
