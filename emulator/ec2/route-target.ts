import type { CreateRouteRequest, NetworkInterface, ReplaceRouteRequest, Route } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { find, invalid, notFound } from './kind.ts';
import { attachmentTo } from './transit-gateway-attachment-record.ts';
import { isActive, isAlive, joins } from './vpc-peering-record.ts';
import { attachedVpcOf, liveVpnGateway } from './vpn-gateway-record.ts';

/** The members of a route that say where it leads. */
export type RouteTarget = Pick<
  Route,
  | 'GatewayId'
  | 'NatGatewayId'
  | 'NetworkInterfaceId'
  | 'EgressOnlyInternetGatewayId'
  | 'VpcPeeringConnectionId'
  | 'TransitGatewayId'
>;

type RouteRequest = CreateRouteRequest | ReplaceRouteRequest;

/** The members of a request that name a target, as the API calls them. */
const TARGET_MEMBERS = [
  'GatewayId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'InstanceId',
  'EgressOnlyInternetGatewayId',
  'VpcEndpointId',
  'VpcPeeringConnectionId',
  'TransitGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
] as const satisfies readonly (keyof CreateRouteRequest)[];

/** Kinds of target of which the local AWS can hold none: any id is unknown. */
const NEVER_THERE: Partial<Record<(typeof TARGET_MEMBERS)[number], (id: string) => AwsError>> = {
  LocalGatewayId: (id) => new AwsError('InvalidLocalGatewayID.NotFound', `The localGateway ID '${id}' does not exist`),
  CarrierGatewayId: (id) =>
    new AwsError('InvalidCarrierGatewayID.NotFound', `The carrierGateway ID '${id}' does not exist`),
};

/** Where the request wants its route to lead; AWS's error when that is nowhere, twice, or in another VPC. */
export function targetOf(region: Region, input: RouteRequest, vpcId: string): RouteTarget {
  const named = TARGET_MEMBERS.filter((member) => input[member]);
  const [member] = named;
  if (named.length !== 1 || !member) {
    throw new AwsError(
      named.length > 1 ? 'InvalidParameterCombination' : 'MissingParameter',
      `The request must contain exactly one of ${TARGET_MEMBERS.map(uncapitalise).join(', ')}`,
    );
  }
  return resolve(region, member, input[member]!, input, vpcId);
}

const uncapitalise = (text: string) => text[0]!.toLowerCase() + text.slice(1);

function resolve(
  region: Region,
  member: (typeof TARGET_MEMBERS)[number],
  id: string,
  { RouteTableId: tableId }: RouteRequest,
  vpcId: string,
): RouteTarget {
  const differ = (noun: string) => invalid(`route table ${tableId} and ${noun} ${id} belong to different networks`);
  switch (member) {
    case 'GatewayId':
      if (!gatewayIn(region, id, vpcId)) throw differ('network gateway');
      return { GatewayId: id };
    case 'NatGatewayId':
      if (natGateway(region, id).VpcId !== vpcId) throw differ('NAT gateway');
      return { NatGatewayId: id };
    case 'EgressOnlyInternetGatewayId': {
      const { Attachments } = find(region, 'egressOnlyInternetGateways', id);
      if (!Attachments?.some((each) => each.VpcId === vpcId)) throw differ('egress-only internet gateway');
      return { EgressOnlyInternetGatewayId: id };
    }
    case 'NetworkInterfaceId':
      if (find(region, 'networkInterfaces', id).VpcId !== vpcId) throw differ('interface');
      return { NetworkInterfaceId: id };
    case 'InstanceId': {
      const found = onlyInterface(region, id);
      if (found.VpcId !== vpcId) throw differ('instance');
      return { NetworkInterfaceId: found.NetworkInterfaceId };
    }
    case 'TransitGatewayId':
      if (attachmentTo(region, id, vpcId)) return { TransitGatewayId: id };
      throw new AwsError('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${id}' does not exist.`);
    case 'VpcPeeringConnectionId':
      if (!joins(peeringConnection(region, id), vpcId)) throw differ('vpc peering connection');
      return { VpcPeeringConnectionId: id };
    case 'VpcEndpointId':
      find(region, 'vpcEndpoints', id);
      throw invalid(`Endpoint ${id} is not a Gateway Load Balancer endpoint and cannot be the target of a route.`);
    default: {
      const refusal = NEVER_THERE[member];
      throw refusal ? refusal(id) : new AwsError('UnsupportedOperation', `The local AWS does not emulate ${member}.`);
    }
  }
}

/** Whether an internet gateway or a virtual private gateway is attached to a VPC; AWS's error when there is no such gateway. */
export function gatewayIn(region: Region, id: string, vpcId: string | undefined): boolean {
  if (id.startsWith('vgw-')) return attachedVpcOf(liveVpnGateway(region, id)) === vpcId;
  const gateway = region.internetGateways.get(id);
  if (!gateway) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
  return gateway.Attachments?.some((each) => each.VpcId === vpcId) ?? false;
}

function natGateway(region: Region, id: string) {
  const gateway = region.natGateways.get(id);
  if (gateway && gateway.State !== 'deleted') return gateway;
  throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`);
}

/** A request can be routed to before it is accepted. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html */
function peeringConnection(region: Region, id: string) {
  const connection = find(region, 'vpcPeeringConnections', id);
  if (isAlive(connection)) return connection;
  throw notFound('vpcPeeringConnections', id);
}

/** The network interface of an instance that has just one. */
export function onlyInterface(region: Region, instanceId: string): NetworkInterface {
  find(region, 'instances', instanceId);
  const [first, ...more] = region.networkInterfaces.filter((each) => each.Attachment?.InstanceId === instanceId);
  if (first && more.length === 0) return first;
  const what = first
    ? `There are multiple interfaces attached to instance '${instanceId}'. Please specify an interface ID for the operation instead.`
    : `There are no interfaces attached to instance '${instanceId}'.`;
  throw new AwsError('InvalidInstanceID', what);
}

/** The route with its state as things stand, and the instance behind its network interface. */
export function asDescribed(region: Region, route: Route, vpcId: string | undefined): Route {
  const attachment = region.networkInterfaces.get(route.NetworkInterfaceId)?.Attachment;
  const instance = attachment?.InstanceId
    ? { InstanceId: attachment.InstanceId, InstanceOwnerId: attachment.InstanceOwnerId }
    : {};
  return { ...route, ...instance, State: leadsSomewhere(region, route, vpcId) ? 'active' : 'blackhole' };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html: blackhole when the target is not available */
function leadsSomewhere(region: Region, route: Route, vpcId: string | undefined): boolean {
  const attached = (gateway: { Attachments?: { VpcId?: string }[] } | undefined) =>
    gateway?.Attachments?.some((each) => each.VpcId === vpcId) ?? false;
  if (route.GatewayId === 'local') return true;
  if (route.GatewayId?.startsWith('vpce-')) return region.vpcEndpoints.get(route.GatewayId) !== undefined;
  if (route.GatewayId?.startsWith('vgw-')) {
    const gateway = region.vpnGateways.get(route.GatewayId);
    return gateway !== undefined && attachedVpcOf(gateway) === vpcId;
  }
  if (route.GatewayId) return attached(region.internetGateways.get(route.GatewayId));
  if (route.NatGatewayId) return region.natGateways.get(route.NatGatewayId)?.State === 'available';
  if (route.EgressOnlyInternetGatewayId) {
    return attached(region.egressOnlyInternetGateways.get(route.EgressOnlyInternetGatewayId));
  }
  if (route.TransitGatewayId) return attachmentTo(region, route.TransitGatewayId, vpcId) !== undefined;
  if (route.VpcPeeringConnectionId) return isActive(region.vpcPeeringConnections.get(route.VpcPeeringConnectionId));
  const attachment = region.networkInterfaces.get(route.NetworkInterfaceId)?.Attachment;
  if (!attachment || attachment.Status === 'detached') return false;
  return !attachment.InstanceId || region.instances.get(attachment.InstanceId)?.State?.Name === 'running';
}
