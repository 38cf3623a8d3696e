import {
  CreateRouteCommand,
  type CreateRouteCommandInput,
  DeleteRouteCommand,
  type DeleteRouteCommandInput,
  type EC2Client,
  ReplaceRouteCommand,
  type Route,
} from '@aws-sdk/client-ec2';

/** A route as the console edits it: where to, and through what. */
export interface EditedRoute {
  readonly destination: string;
  readonly target: string;
}

export const destinationOf = (route: Route): string =>
  route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId ?? '';

/** An instance's routes also name its interface; the AWS console shows the interface. */
export const targetOf = (route: Route): string =>
  route.NetworkInterfaceId ??
  route.NatGatewayId ??
  route.TransitGatewayId ??
  route.VpcPeeringConnectionId ??
  route.EgressOnlyInternetGatewayId ??
  route.GatewayId ??
  route.InstanceId ??
  '';

/** Routes that only AWS or a virtual private gateway changes. */
export const isFixed = ({ Origin, GatewayId }: Route): boolean =>
  Origin === 'EnableVgwRoutePropagation' || (GatewayId?.startsWith('vpce-') ?? false);

/** A route of the VPC's own: it stays, but its target can be replaced and restored. https://docs.aws.amazon.com/vpc/latest/userguide/replace-local-route-target.html */
export const isLocal = ({ Origin }: Route): boolean => Origin === 'CreateRouteTable';

/** AWS's word for the target of such a route that was not replaced. */
export const LOCAL = 'local';

function destination(text: string): DeleteRouteCommandInput {
  if (text.startsWith('pl-')) return { RouteTableId: undefined, DestinationPrefixListId: text };
  return text.includes(':')
    ? { RouteTableId: undefined, DestinationIpv6CidrBlock: text }
    : { RouteTableId: undefined, DestinationCidrBlock: text };
}

/** The member of a request that takes an id, by the id's prefix. */
const TARGETS: Readonly<Record<string, keyof CreateRouteCommandInput>> = {
  eigw: 'EgressOnlyInternetGatewayId',
  eni: 'NetworkInterfaceId',
  i: 'InstanceId',
  igw: 'GatewayId',
  nat: 'NatGatewayId',
  pcx: 'VpcPeeringConnectionId',
  tgw: 'TransitGatewayId',
  vgw: 'GatewayId',
  vpce: 'VpcEndpointId',
};

const target = (id: string) => ({ [TARGETS[id.split('-')[0] ?? ''] ?? 'GatewayId']: id });

/** Brings a route table from the routes that it had to those that are wanted; one request for each that changes. */
export async function saveRoutes(
  ec2: EC2Client,
  RouteTableId: string,
  before: readonly EditedRoute[],
  wanted: readonly EditedRoute[],
): Promise<void> {
  const kept = new Map(wanted.map((route) => [route.destination, route]));
  for (const route of before) {
    if (!kept.has(route.destination)) {
      await ec2.send(new DeleteRouteCommand({ ...destination(route.destination), RouteTableId }));
    }
  }
  for (const route of wanted) {
    const now = before.find((each) => each.destination === route.destination);
    if (now?.target === route.target) continue;
    const request = { ...destination(route.destination), RouteTableId };
    const to = target(route.target);
    if (!now) await ec2.send(new CreateRouteCommand({ ...request, ...to }));
    else {
      const instead = route.target === LOCAL ? { LocalTarget: true } : to;
      await ec2.send(new ReplaceRouteCommand({ ...request, ...instead }));
    }
  }
}
