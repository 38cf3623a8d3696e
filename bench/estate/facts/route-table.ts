import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, blockOfVpc, type Estate, nameTag, type Printed, type Subnet, type Tier, type Vpc } from '../plan.ts';
import type { Random } from '../random.ts';
import { DYNAMODB, S3 } from './prefix-list.ts';

type Route = Printed<ec2.Route>;

/** The main table with the local route only, one for the public and one for the data tier, and one a zone for the private tiers. */
export function* routeTables(estate: Estate, random: Random): Iterable<Printed<ec2.RouteTable>> {
  for (const vpc of estate.vpcs) {
    const across = [...peerRoutes(vpc, estate, random), ...transitRoutes(vpc, estate, random)];
    const endpoints = endpointRoutes(vpc);
    const of = (name: string, subnets: readonly Subnet[], routes: readonly Route[]) =>
      routeTable(vpc, name, subnets, [...localRoutes(vpc), ...routes], random);
    const at = (...tiers: Tier[]) => vpc.subnets.filter(({ tier }) => tiers.includes(tier));
    yield of('main', [], []);
    yield of('public', at('public'), [...across, ...outward(vpc), ...endpoints]);
    yield of('data', at('data'), [...across, ...endpoints]);
    for (const zone of vpc.zones) {
      const subnets = at('app', 'nodes', 'transit').filter((subnet) => subnet.zone === zone);
      yield of(`private-${zone.name.slice(-1)}`, subnets, [
        ...across,
        ...throughNat(vpc, subnets[0], estate, random),
        ...endpoints,
      ]);
    }
  }
}

const created = (route: Route): Route => ({ ...route, Origin: 'CreateRoute', State: 'active' });
const broken = (route: Route): Route => ({ ...route, State: 'blackhole' });

function localRoutes(vpc: Vpc): Route[] {
  const local: Route = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  return [
    { DestinationCidrBlock: blockOfVpc(vpc), ...local },
    ...(vpc.ipv6 ? [{ DestinationIpv6CidrBlock: `${vpc.ipv6}00::/56`, ...local }] : []),
  ];
}

function outward(vpc: Vpc): Route[] {
  const GatewayId = vpc.internetGatewayId;
  if (!GatewayId) return [];
  return [
    created({ DestinationCidrBlock: '0.0.0.0/0', GatewayId }),
    ...(vpc.ipv6 ? [created({ DestinationIpv6CidrBlock: '::/0', GatewayId })] : []),
  ];
}

/** Out by the zone's NAT gateway, or any; by the transit gateway where there is none. Of a failed one the route is a blackhole. */
function throughNat(vpc: Vpc, subnet: Subnet | undefined, estate: Estate, random: Random): Route[] {
  const [any] = vpc.natGateways;
  const nat = vpc.natGateways.find((each) => each.subnet.zone === subnet?.zone) ?? any;
  const DestinationCidrBlock = '0.0.0.0/0';
  const out = nat
    ? created({ DestinationCidrBlock, NatGatewayId: nat.id })
    : created({ DestinationCidrBlock, TransitGatewayId: estate.transitGatewayId });
  const lost = nat ? nat.state === 'failed' || random.chance(0.01) : !vpc.attachment;
  const { egressOnlyId: EgressOnlyInternetGatewayId } = vpc;
  return [
    lost ? broken(out) : out,
    ...(EgressOnlyInternetGatewayId
      ? [created({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId })]
      : []),
  ];
}

/** To the other side of each peering; now and then one side has forgotten it. Of a deleted one the route stays behind. */
function peerRoutes(vpc: Vpc, { peerings }: Estate, random: Random): Route[] {
  return peerings.flatMap(({ id, requester, accepter, status }): Route[] => {
    const other = requester === vpc ? accepter : accepter === vpc ? requester : undefined;
    if (!other || random.chance(0.05)) return [];
    const route = created({ DestinationCidrBlock: blockOfVpc(other), VpcPeeringConnectionId: id });
    return [status === 'active' ? route : broken(route)];
  });
}

function transitRoutes(vpc: Vpc, { transitGatewayId: TransitGatewayId }: Estate, random: Random): Route[] {
  if (!vpc.attachment) return [];
  const route = created({ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId });
  return [random.chance(0.99) ? route : broken(route)];
}

function endpointRoutes(vpc: Vpc): Route[] {
  return vpc.endpoints
    .filter(({ kind }) => kind === 'Gateway')
    .map(({ id, service }) =>
      created({ DestinationPrefixListId: service.endsWith('.s3') ? S3 : DYNAMODB, GatewayId: id }),
    );
}

function routeTable(
  vpc: Vpc,
  name: string,
  subnets: readonly Subnet[],
  Routes: Route[],
  random: Random,
): Printed<ec2.RouteTable> {
  const RouteTableId = random.id('rtb');
  const associations = subnets.map((subnet) => ({ Main: false, SubnetId: subnet.id }));
  return {
    Associations: (name === 'main' ? [{ Main: true }] : associations).map(({ Main, ...rest }) => ({
      Main,
      RouteTableAssociationId: random.id('rtbassoc'),
      RouteTableId,
      ...rest,
      AssociationState: { State: 'associated' as const },
    })),
    PropagatingVgws: [],
    RouteTableId,
    Routes,
    Tags: nameTag(`${vpc.name}-${name}`),
    VpcId: vpc.id,
    OwnerId: ACCOUNT,
  };
}
