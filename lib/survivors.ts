import { paginateDescribeTags } from '@aws-sdk/client-ec2';
import { snapshot } from './account/snapshot.ts';
import type { Account } from './account/types.ts';
import type { Clients } from './clients.ts';
import { insideOf } from './ground.ts';
import { SCENARIO_TAG } from './place.ts';

/** Something of a lab that is still there after it was destroyed. */
export interface Survivor {
  readonly type: string;
  readonly id: string;
  readonly reason?: string;
}

/** Looks for what is left of a lab: anything in its VPCs, and anything that carries its tag. */
export async function findSurvivors(
  clients: Clients,
  scenarioId: string,
  vpcIds: ReadonlySet<string>,
): Promise<Survivor[]> {
  const account = await snapshot(clients);
  const found = [...inVpcs(account, vpcIds), ...(await tagged(clients, account, scenarioId))];
  const unread = account.gaps.map(({ command, reason }) => ({ type: 'not checked', id: command, reason }));
  return [...new Map(found.map((survivor) => [survivor.id, survivor])).values(), ...unread];
}

function inVpcs(account: Account, vpcIds: ReadonlySet<string>): Survivor[] {
  const inside = insideOf({ vpcIds });
  const named = (type: string, ids: readonly (string | undefined)[]) => ids.map((id) => ({ type, id: id ?? '' }));
  return [
    ...named(
      'VPC',
      account.Vpcs.filter(inside).map((vpc) => vpc.VpcId),
    ),
    ...named(
      'subnet',
      account.Subnets.filter(inside).map((subnet) => subnet.SubnetId),
    ),
    ...named(
      'network interface',
      account.NetworkInterfaces.filter(inside).map((eni) => eni.NetworkInterfaceId),
    ),
    ...named(
      'load balancer',
      account.LoadBalancers.filter(inside).map((balancer) => balancer.LoadBalancerArn),
    ),
    ...named(
      'target group',
      account.TargetGroups.filter(inside).map((group) => group.TargetGroupArn),
    ),
    ...named(
      'VPC endpoint',
      account.VpcEndpoints.filter(inside).map((endpoint) => endpoint.VpcEndpointId),
    ),
  ];
}

/** AWS keeps terminated instances and deleted NAT gateways in sight, with their tags, for about an hour. */
async function tagged({ ec2 }: Clients, account: Account, scenarioId: string): Promise<Survivor[]> {
  const Filters = [{ Name: `tag:${SCENARIO_TAG}`, Values: [scenarioId] }];
  const over = new Set([
    ...account.Instances.filter((i) => i.State?.Name === 'terminated').map((i) => i.InstanceId),
    ...account.NatGateways.filter((nat) => nat.State === 'deleted' || nat.State === 'failed').map(
      (n) => n.NatGatewayId,
    ),
  ]);
  const survivors: Survivor[] = [];
  for await (const page of paginateDescribeTags({ client: ec2 }, { Filters })) {
    for (const { ResourceId, ResourceType } of page.Tags ?? []) {
      const endpointOfPast = ResourceType === 'volume' || over.has(ResourceId);
      if (ResourceId && !endpointOfPast) survivors.push({ type: ResourceType ?? 'resource', id: ResourceId });
    }
  }
  const arns = Object.entries(account.ElbTags).filter(([, tags]) =>
    tags.some((tag) => tag.Key === SCENARIO_TAG && tag.Value === scenarioId),
  );
  return [...survivors, ...arns.map(([arn]) => ({ type: 'load balancing resource', id: arn }))];
}
