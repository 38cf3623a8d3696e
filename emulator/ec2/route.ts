import type { CreateRouteRequest, Route, RouteTable } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { blocksOf, type Cidr, canonical, cidrOf, covers, formatCidr, parseCidr } from './cidr.ts';
import { find, invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { checkPrefixList } from './prefix-list.ts';
import { refuseBeyond } from './quota.ts';
import { destinationOf, isLocalRoute } from './route-table-record.ts';
import { type RouteTarget, targetOf } from './route-target.ts';

type Destination = Pick<Route, 'DestinationCidrBlock' | 'DestinationIpv6CidrBlock' | 'DestinationPrefixListId'>;

const DESTINATIONS = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

/** The one destination of a request, host bits cleared: AWS makes 100.68.0.0/18 of 100.68.0.18/18. */
function destinationIn(region: Region, input: Destination): Destination {
  const named = DESTINATIONS.filter((member) => input[member]);
  if (named.length > 1) {
    throw new AwsError('InvalidParameterCombination', 'The request must contain exactly one destination of the route');
  }
  if (input.DestinationCidrBlock) {
    return { DestinationCidrBlock: formatCidr(cidrOf(input.DestinationCidrBlock, 'destinationCidrBlock', 4)) };
  }
  if (input.DestinationIpv6CidrBlock) {
    return {
      DestinationIpv6CidrBlock: formatCidr(cidrOf(input.DestinationIpv6CidrBlock, 'destinationIpv6CidrBlock', 6)),
    };
  }
  if (!input.DestinationPrefixListId) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter destinationCidrBlock');
  }
  checkPrefixList(region, input.DestinationPrefixListId);
  return { DestinationPrefixListId: input.DestinationPrefixListId };
}

const RESERVED = blocksOf(['169.254.168.0/22', 'fd00:ec2::/32']);

/**
 * Inside the VPC a route must cover a whole subnet and lead to something that can stand in the way.
 * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html#custom-route-tables
 */
function checkPlace(region: Region, table: RouteTable, block: Cidr, target: RouteTarget): void {
  const text = formatCidr(block);
  if (RESERVED.some((reserved) => covers(reserved, block))) {
    throw invalid(`The destination CIDR block ${text} is reserved and cannot be the destination of a route.`);
  }
  const locals = (table.Routes ?? []).filter(isLocalRoute).map(destinationOf);
  if (!blocksOf(locals).some((local) => covers(local, block))) return;
  if (!target.NetworkInterfaceId && !target.NatGatewayId) {
    throw invalid(
      `The destination CIDR block ${text} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
  }
  const subnets = region.subnets.filter((subnet) => subnet.VpcId === table.VpcId);
  const blocks = subnets.flatMap((each) => [
    each.CidrBlock,
    ...(each.Ipv6CidrBlockAssociationSet ?? []).map((set) => set.Ipv6CidrBlock),
  ]);
  if (!blocks.includes(text)) {
    throw invalid(`The destination CIDR block ${text} does not match the CIDR block of any subnet in ${table.VpcId}.`);
  }
}

/** An egress-only gateway takes IPv6 only, a NAT gateway IPv4 and, for NAT64, the prefix 64:ff9b::/96. */
function checkFamily(block: Cidr, target: RouteTarget): void {
  if (block.family === 4 && target.EgressOnlyInternetGatewayId) {
    throw invalid(`The destination of a route to an egress-only internet gateway must be an IPv6 CIDR block.`);
  }
  const nat64 = parseCidr('64:ff9b::/96');
  if (block.family === 6 && target.NatGatewayId && !(nat64 && covers(nat64, block))) {
    throw invalid(`A route to a NAT gateway must have an IPv4 destination or 64:ff9b::/96.`);
  }
}

/** A table that a gateway uses sends what arrives only to network interfaces in its VPC. */
function checkGatewayTable(table: RouteTable, target: RouteTarget): void {
  const gateway = table.Associations?.find((each) => /^[iv]gw-/.test(each.GatewayId ?? ''))?.GatewayId;
  if (!gateway || target.NetworkInterfaceId) return;
  const id =
    target.GatewayId ??
    target.NatGatewayId ??
    target.EgressOnlyInternetGatewayId ??
    target.VpcPeeringConnectionId ??
    target.TransitGatewayId;
  throw invalid(
    `Route target ${id} is not supported in route table ${table.RouteTableId}, associated with gateway ${gateway}.`,
  );
}

function checkRoute(region: Region, table: RouteTable, destination: Destination, target: RouteTarget): void {
  const block = parseCidr(destination.DestinationCidrBlock ?? destination.DestinationIpv6CidrBlock);
  if (block) {
    checkFamily(block, target);
    checkPlace(region, table, block, target);
  }
  checkGatewayTable(table, target);
}

/** Every entry that a prefix list may have counts as a route. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
function refuseTooMany(region: Region, { Routes = [], RouteTableId }: RouteTable, added: Route): void {
  const own = [...Routes, added].filter((each) => !isLocalRoute(each));
  const sizes = own.map((each) => region.managedPrefixLists.get(each.DestinationPrefixListId)?.MaxEntries ?? 1);
  const count = sizes.reduce((sum, size) => sum + size, 0);
  refuseBeyond(region, 'routes-per-table', count, RouteTableId);
}

const sameDestination = (route: Route, destination: Destination) => destinationOf(route) === destinationOf(destination);

function editRoutes(region: Region, table: RouteTable, edit: (routes: Route[]) => Route[]): void {
  region.routeTables.update(table.RouteTableId!, (draft) => {
    draft.Routes = edit(draft.Routes ?? []);
  });
}

export const operations = {
  CreateRoute(region, input) {
    const table = find(region, 'routeTables', input.RouteTableId);
    const destination = destinationIn(region, input);
    const target = targetOf(region, input, table.VpcId!);
    if (table.Routes?.some((route) => sameDestination(route, destination))) {
      throw new AwsError('RouteAlreadyExists', `The route identified by ${destinationOf(destination)} already exists.`);
    }
    checkRoute(region, table, destination, target);
    const route: Route = { ...destination, ...target, Origin: 'CreateRoute', State: 'active' };
    refuseTooMany(region, table, route);
    editRoutes(region, table, (routes) => [route, ...routes]);
    return { Return: true };
  },

  ReplaceRoute(region, input) {
    const table = find(region, 'routeTables', input.RouteTableId);
    const destination = destinationIn(region, input);
    const existing = table.Routes?.find((route) => sameDestination(route, destination));
    if (!existing) {
      throw invalid(
        `There is no route defined for '${destinationOf(destination)}' in the route table. Use CreateRoute instead.`,
      );
    }
    const target = input.LocalTarget ? { GatewayId: 'local' } : targetOf(region, input, table.VpcId!);
    if (input.LocalTarget && !isLocalRoute(existing)) {
      throw invalid('The local target can be restored only for the local route of the VPC.');
    }
    if (isLocalRoute(existing)) checkLocalTarget(existing, target);
    else checkRoute(region, table, destination, target);
    const route: Route = { ...destination, ...target, Origin: existing.Origin, State: 'active' };
    editRoutes(region, table, (routes) => routes.map((each) => (sameDestination(each, destination) ? route : each)));
    return {};
  },

  DeleteRoute(region, input) {
    const table = find(region, 'routeTables', input.RouteTableId);
    const destination = destinationIn(region, input);
    const existing = table.Routes?.find((route) => sameDestination(route, destination));
    const text = destinationOf(destination);
    if (!existing) {
      throw new AwsError(
        'InvalidRoute.NotFound',
        `no route with destination-${input.DestinationPrefixListId ? 'prefix-list-id' : 'cidr-block'} ${text} in route table ${table.RouteTableId}`,
      );
    }
    if (isLocalRoute(existing)) throw invalid(`cannot remove local route ${text} in route table ${table.RouteTableId}`);
    if (existing.GatewayId?.startsWith('vpce-')) {
      throw invalid(`cannot remove VPC endpoint route ${text} in route table ${table.RouteTableId}`);
    }
    editRoutes(region, table, (routes) => routes.filter((route) => !sameDestination(route, destination)));
    return {};
  },
} satisfies Ec2Operations;

/** https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html */
function checkLocalTarget(existing: Route, target: RouteTarget): void {
  if (target.GatewayId === 'local' || target.NetworkInterfaceId || target.NatGatewayId) return;
  throw invalid(
    `The destination CIDR block ${destinationOf(existing)} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
  );
}

const TARGETS = [
  ...(['GatewayId', 'NatGatewayId', 'NetworkInterfaceId', 'EgressOnlyInternetGatewayId'] as const),
  ...(['TransitGatewayId', 'VpcPeeringConnectionId', 'CarrierGatewayId', 'LocalGatewayId'] as const),
];

const routeId = ({ RouteTableId, ...destination }: CreateRouteRequest) => {
  const text = destinationOf(destination);
  return `${RouteTableId}|${canonical(text) ?? text}`;
};

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::Route': resourceType<CreateRouteRequest>({
    create(region, properties) {
      operations.CreateRoute(region, properties);
      return routeId(properties);
    },
    update: (region, _id, properties) => void operations.ReplaceRoute(region, properties),
    delete(region, id, properties) {
      const [tableId, destination] = id.split('|');
      const route = region.routeTables.get(tableId)?.Routes?.find((each) => destinationOf(each) === destination);
      if (route && !isLocalRoute(route)) operations.DeleteRoute(region, properties);
    },
    attributes: (_region, id) => ({ CidrBlock: id.split('|')[1] }),
    read(region, id) {
      const [RouteTableId, destination] = id.split('|');
      const route = region.routeTables.get(RouteTableId)?.Routes?.find((each) => destinationOf(each) === destination);
      if (!route) return undefined;
      /** EC2 keeps the network interface of an instance that a route leads to. */
      const { InstanceId } = region.networkInterfaces.get(route.NetworkInterfaceId)?.Attachment ?? {};
      return { RouteTableId, InstanceId, ...picked(route, [...TARGETS, ...DESTINATIONS]) };
    },
  }),
};
