import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type NetworkInterface,
  type RouteTable,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clients } from '../clients.ts';
import { nameOf } from '../tags.ts';

/** What a subnet's route table makes of it: a way to the internet both ways, out only or to elsewhere, or none at all. */
export type Exposure = 'public' | 'private' | 'isolated';

/** A resource on the map. */
export interface Spot {
  readonly id: string;
  /** As AWS names the kind, such as `NAT gateway`. */
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  /** Its page in the console, where there is one. */
  readonly page?: string;
}

export interface SubnetArea {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly cidr: string;
  readonly exposure: Exposure;
  readonly routeTable: { readonly id: string; readonly name: string; readonly isMain: boolean };
  readonly spots: readonly Spot[];
  /** The ids of the gateways, connections and hosts that its routes lead to, and whether they can be reached. */
  readonly ways: readonly { readonly to: string; readonly destinations: readonly string[]; readonly active: boolean }[];
}

/** A VPC as a map shows it: subnets in their zones, and what stands at its edge. */
export interface Topology {
  readonly vpc: { readonly id: string; readonly name: string; readonly cidr: string };
  readonly zones: readonly { readonly name: string; readonly subnets: readonly SubnetArea[] }[];
  readonly edge: readonly Spot[];
}

/** Looks at one VPC; undefined when it is not there. */
export async function topologyOf({ ec2, elb }: Clients, vpcId: string): Promise<Topology | undefined> {
  const inVpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  const [vpcs, subnets, tables, interfaces, instances, internet, nat, endpoints, peering, transit, balancers] =
    await Promise.all([
      ec2.send(new DescribeVpcsCommand(inVpc)),
      ec2.send(new DescribeSubnetsCommand(inVpc)),
      ec2.send(new DescribeRouteTablesCommand(inVpc)),
      ec2.send(new DescribeNetworkInterfacesCommand(inVpc)),
      ec2.send(new DescribeInstancesCommand(inVpc)),
      ec2.send(new DescribeInternetGatewaysCommand({})),
      ec2.send(new DescribeNatGatewaysCommand({ Filter: inVpc.Filters })),
      ec2.send(new DescribeVpcEndpointsCommand(inVpc)),
      ec2.send(new DescribeVpcPeeringConnectionsCommand({})),
      ec2.send(new DescribeTransitGatewayAttachmentsCommand({ Filters: [{ Name: 'resource-id', Values: [vpcId] }] })),
      elb.send(new DescribeLoadBalancersCommand({})),
    ]);
  const vpc = vpcs.Vpcs?.[0];
  if (!vpc) return undefined;
  const cards = interfaces.NetworkInterfaces ?? [];
  const spots = [
    ...(instances.Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .flatMap((instance) =>
        placed(instance.SubnetId, {
          id: instance.InstanceId ?? '',
          kind: 'Instance',
          name: nameOf(instance),
          state: instance.State?.Name ?? '',
          page: `ec2/instances/${instance.InstanceId}`,
        }),
      ),
    ...(nat.NatGateways ?? []).flatMap((gateway) =>
      placed(gateway.SubnetId, {
        id: gateway.NatGatewayId ?? '',
        kind: 'NAT gateway',
        name: nameOf(gateway),
        state: gateway.State ?? '',
        page: `vpc/nat-gateways/${gateway.NatGatewayId}`,
      }),
    ),
    ...(endpoints.VpcEndpoints ?? []).flatMap((endpoint) =>
      (endpoint.SubnetIds ?? []).flatMap((subnet) =>
        placed(subnet, {
          id: `${endpoint.VpcEndpointId}@${subnet}`,
          kind: 'Endpoint',
          name: endpoint.ServiceName?.split('.').slice(3).join('.') ?? '',
          state: endpoint.State ?? '',
          page: `vpc/endpoints/${endpoint.VpcEndpointId}`,
        }),
      ),
    ),
    ...(balancers.LoadBalancers ?? [])
      .filter(({ VpcId }) => VpcId === vpcId)
      .flatMap((balancer) =>
        (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) =>
          placed(SubnetId, {
            id: `${balancer.LoadBalancerArn}@${SubnetId}`,
            kind: 'Load balancer',
            name: balancer.LoadBalancerName ?? '',
            state: balancer.State?.Code ?? '',
            page: `ec2/load-balancers/${encodeURIComponent(balancer.LoadBalancerArn ?? '')}`,
          }),
        ),
      ),
  ];
  const areas = (subnets.Subnets ?? []).map((subnet) => area(subnet, tables.RouteTables ?? [], cards, spots));
  const zones = Map.groupBy(areas, ({ zone }) => zone);
  return {
    vpc: { id: vpcId, name: nameOf(vpc), cidr: vpc.CidrBlock ?? '' },
    zones: [...zones]
      .map(([name, all]) => ({ name, subnets: all.toSorted((one, other) => one.cidr.localeCompare(other.cidr)) }))
      .toSorted((one, other) => one.name.localeCompare(other.name)),
    edge: [
      // What every internet gateway leads to.
      { id: 'internet', kind: 'Internet', name: 'Internet', state: '' },
      ...(internet.InternetGateways ?? [])
        .filter(({ Attachments = [] }) => Attachments.some(({ VpcId }) => VpcId === vpcId))
        .map((gateway) => ({
          id: gateway.InternetGatewayId ?? '',
          kind: 'Internet gateway',
          name: nameOf(gateway),
          state: 'attached',
          page: `vpc/internet-gateways/${gateway.InternetGatewayId}`,
        })),
      ...(endpoints.VpcEndpoints ?? [])
        .filter(({ VpcEndpointType }) => VpcEndpointType === 'Gateway')
        .map((endpoint) => ({
          id: endpoint.VpcEndpointId ?? '',
          kind: 'Gateway endpoint',
          name: endpoint.ServiceName?.split('.').slice(3).join('.') ?? '',
          state: endpoint.State ?? '',
          page: `vpc/endpoints/${endpoint.VpcEndpointId}`,
        })),
      ...(peering.VpcPeeringConnections ?? [])
        .filter(({ AccepterVpcInfo, RequesterVpcInfo }) =>
          [AccepterVpcInfo?.VpcId, RequesterVpcInfo?.VpcId].includes(vpcId),
        )
        .filter(({ Status }) => Status?.Code === 'active' || Status?.Code === 'pending-acceptance')
        .map((connection) => ({
          id: connection.VpcPeeringConnectionId ?? '',
          kind: 'Peering connection',
          name: nameOf(connection),
          state: connection.Status?.Code ?? '',
          page: `vpc/peering-connections/${connection.VpcPeeringConnectionId}`,
        })),
      ...(transit.TransitGatewayAttachments ?? [])
        .filter(({ State }) => State === 'available')
        .map((attachment) => ({
          id: attachment.TransitGatewayId ?? '',
          kind: 'Transit gateway',
          name: nameOf(attachment),
          state: attachment.State ?? '',
          page: `vpc/transit-gateways/${attachment.TransitGatewayId}`,
        })),
    ],
  };
}

interface Placed extends Spot {
  readonly subnet: string;
}

/** A resource in its subnet; what has ended is in none. */
const placed = (subnet: string | undefined, spot: Spot): Placed[] =>
  subnet === undefined || /^(terminated|deleted|deleting|failed)$/.test(spot.state) ? [] : [{ ...spot, subnet }];

function area(
  subnet: Subnet,
  tables: readonly RouteTable[],
  cards: readonly NetworkInterface[],
  spots: readonly Placed[],
): SubnetArea {
  const { SubnetId = '' } = subnet;
  const explicit = tables.find(({ Associations = [] }) => Associations.some((each) => each.SubnetId === SubnetId));
  const table = explicit ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  const ways = waysOf(table, cards);
  return {
    id: SubnetId,
    name: nameOf(subnet),
    zone: subnet.AvailabilityZone ?? '',
    cidr: subnet.CidrBlock ?? '',
    exposure: exposureOf(ways),
    routeTable: { id: table?.RouteTableId ?? '', name: nameOf(table ?? {}), isMain: explicit === undefined },
    spots: spots.filter((spot) => spot.subnet === SubnetId),
    ways,
  };
}

function waysOf(table: RouteTable | undefined, cards: readonly NetworkInterface[]): SubnetArea['ways'] {
  const ways = new Map<string, { destinations: string[]; active: boolean }>();
  for (const route of table?.Routes ?? []) {
    const instance = cards.find((card) => card.NetworkInterfaceId === route.NetworkInterfaceId)?.Attachment?.InstanceId;
    const to =
      instance ??
      route.NetworkInterfaceId ??
      route.NatGatewayId ??
      route.TransitGatewayId ??
      route.VpcPeeringConnectionId ??
      route.EgressOnlyInternetGatewayId ??
      route.GatewayId;
    if (to === undefined || to === 'local') continue;
    const way = ways.get(to) ?? { destinations: [], active: route.State === 'active' };
    way.destinations.push(
      route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '',
    );
    ways.set(to, way);
  }
  return [...ways].map(([to, way]) => ({ to, ...way }));
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html#subnet-types */
function exposureOf(ways: SubnetArea['ways']): Exposure {
  if (ways.some(({ to, active }) => active && to.startsWith('igw-'))) return 'public';
  return ways.some(({ to }) => !to.startsWith('vpce-')) ? 'private' : 'isolated';
}
