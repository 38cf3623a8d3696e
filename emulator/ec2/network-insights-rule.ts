import type {
  AnalysisAclRule,
  AnalysisRouteTableRoute,
  AnalysisSecurityGroupRule,
  IpPermission,
  NetworkAclEntry,
  PortRange,
  Route,
  TransitGatewayRoute,
  TransitGatewayRouteTableRoute,
} from '@aws-sdk/client-ec2';
import { nameProtocols, parseProtocol } from '../../lib/network/permission.ts';
import type { Step } from '../../lib/reach/hops.ts';

const protocolName = (protocol: string | undefined): string => {
  const protocols = parseProtocol(protocol);
  return protocols ? nameProtocols(protocols) : (protocol ?? '');
};

const portRange = (From: number | undefined, To: number | undefined): { PortRange?: PortRange } =>
  From === undefined || From === -1 ? {} : { PortRange: { From, To: To ?? From } };

export function aclRuleOf({ facts }: Step): AnalysisAclRule | undefined {
  if (!facts) return undefined;
  const { CidrBlock, Egress, PortRange, Protocol, RuleAction, RuleNumber } = facts as NetworkAclEntry;
  const ports = portRange(PortRange?.From, PortRange?.To);
  return { Cidr: CidrBlock, Egress, ...ports, Protocol: protocolName(Protocol), RuleAction, RuleNumber };
}

/** A permission names many peers; the text of the rule ends in the one that matched. */
export function groupRuleOf({ facts, hop, way }: Step): AnalysisSecurityGroupRule | undefined {
  if (!facts) return undefined;
  const { IpProtocol, FromPort, ToPort } = facts as IpPermission;
  const peer = hop.rule?.split(' ').at(-1) ?? '';
  const named = peer.startsWith('sg-')
    ? { SecurityGroupId: peer }
    : peer.startsWith('pl-')
      ? { PrefixListId: peer }
      : { Cidr: peer };
  const hasPorts = IpProtocol !== '-1';
  return {
    ...named,
    Direction: way,
    ...(hasPorts && portRange(FromPort, ToPort)),
    Protocol: protocolName(IpProtocol),
  };
}

export function routeOf({ facts }: Step): AnalysisRouteTableRoute | undefined {
  if (!facts) return undefined;
  const route = facts as Route;
  return {
    DestinationCidr: route.DestinationCidrBlock,
    DestinationPrefixListId: route.DestinationPrefixListId,
    EgressOnlyInternetGatewayId: route.EgressOnlyInternetGatewayId,
    GatewayId: route.GatewayId,
    InstanceId: route.InstanceId,
    NatGatewayId: route.NatGatewayId,
    NetworkInterfaceId: route.NetworkInterfaceId,
    TransitGatewayId: route.TransitGatewayId,
    VpcPeeringConnectionId: route.VpcPeeringConnectionId,
    Origin: route.Origin?.toLowerCase(),
    State: route.State,
  };
}

export function transitRouteOf({ facts }: Step): TransitGatewayRouteTableRoute | undefined {
  if (!facts) return undefined;
  const route = facts as TransitGatewayRoute;
  const [to] = route.TransitGatewayAttachments ?? [];
  return {
    DestinationCidr: route.DestinationCidrBlock,
    PrefixListId: route.PrefixListId,
    State: route.State,
    RouteOrigin: route.Type,
    AttachmentId: to?.TransitGatewayAttachmentId,
    ResourceId: to?.ResourceId,
    ResourceType: to?.ResourceType,
  };
}
