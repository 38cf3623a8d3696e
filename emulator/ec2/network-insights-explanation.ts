import type { AnalysisComponent, Explanation, NetworkInsightsPath } from '@aws-sdk/client-ec2';
import type { Step } from '../../lib/reach/hops.ts';
import type { ComponentKind } from '../../lib/reach/trace.ts';
import { blocksOf, portRangesOf } from './network-insights-header.ts';
import { aclRuleOf, groupRuleOf, routeOf, transitRouteOf } from './network-insights-rule.ts';
import { ownerOf, pointer, type Scene } from './network-insights-scene.ts';

/**
 * Why a step does not let packets on: the code, and pointers to what has to do with it.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Explanation.html
 * https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
export function explanationOf(scene: Scene, step: Step, path: NetworkInsightsPath): Explanation {
  const { hop, vpcId, subnetId } = step;
  return {
    ExplanationCode: hop.code ?? 'NO_PATH',
    ...detailsOf(scene, step, path),
    ...pointer(scene, 'Subnet', subnetId),
    ...pointer(scene, 'Vpc', vpcId),
  };
}

/** The member that a component of each kind is pointed to by; the others by `Component`. */
const MEMBERS = {
  'network-acl': 'Acl',
  'route-table': 'RouteTable',
  'internet-gateway': 'InternetGateway',
  'egress-only-internet-gateway': 'InternetGateway',
  'nat-gateway': 'NatGateway',
  'network-interface': 'NetworkInterface',
  'target-group': 'LoadBalancerTargetGroup',
  'vpc-peering-connection': 'VpcPeeringConnection',
  'vpc-endpoint': 'VpcEndpoint',
  'vpn-gateway': 'VpnGateway',
  'transit-gateway': 'TransitGateway',
  'transit-gateway-attachment': 'TransitGatewayAttachment',
  'transit-gateway-route-table': 'TransitGatewayRouteTable',
} as const satisfies { [Kind in ComponentKind]?: keyof Explanation };

function detailsOf(scene: Scene, step: Step, path: NetworkInsightsPath): Explanation {
  const { component, kind } = step.hop;
  if (kind === 'security-group') return securityGroups(scene, step);
  if (kind === 'internet') return { ...pointer(scene, 'InternetGateway', gatewayOf(path)), ...fieldOf(step) };
  const member = kind in MEMBERS ? MEMBERS[kind as keyof typeof MEMBERS] : 'Component';
  return { ...pointer(scene, member, component), ...factsOf(scene, step, path), ...stateOf(scene, step) };
}

function factsOf(scene: Scene, step: Step, path: NetworkInsightsPath): Explanation {
  switch (step.hop.kind) {
    case 'network-acl':
      return { AclRule: aclRuleOf(step), Direction: step.way };
    case 'route-table':
      return routeTable(scene, step, path);
    case 'internet-gateway':
    case 'egress-only-internet-gateway':
      return fieldOf(step);
    case 'network-interface':
      return pointer(scene, 'AttachedTo', ownerOf(scene, step.hop.component));
    case 'load-balancer':
      return askedFor(step);
    case 'target-group':
      return { LoadBalancerArn: step.node };
    case 'transit-gateway-attachment':
      return transitGateway(scene, step);
    case 'transit-gateway-route-table':
      return { ...transitGateway(scene, step), TransitGatewayRouteTableRoute: transitRouteOf(step) };
    default:
      return {};
  }
}

const transitGateway = (scene: Scene, { node }: Step): Explanation =>
  node.startsWith('tgw-') ? pointer(scene, 'TransitGateway', node) : {};

function securityGroups(scene: Scene, step: Step): Explanation {
  const groups = step.hop.component.split(', ');
  const SecurityGroups: AnalysisComponent[] = groups.map((id) => scene.names.of(id));
  return {
    Direction: step.way,
    ...pointer(scene, 'NetworkInterface', step.interfaceId),
    SecurityGroups,
    SecurityGroupRule: groupRuleOf(step),
  };
}

function routeTable(scene: Scene, step: Step, { Destination }: NetworkInsightsPath): Explanation {
  const route = routeOf(step);
  return {
    ...pointer(scene, 'Destination', Destination),
    RouteTableRoute: route,
    State: step.hop.code === 'BAD_STATE_ROUTE' ? route?.State : undefined,
  };
}

/** What the internet asked for in vain, it asked for by the gateway that the path starts at. */
export const gatewayOf = ({ Source }: NetworkInsightsPath): string | undefined =>
  Source?.startsWith('igw-') ? Source : undefined;

/** What a load balancer was asked for. */
const askedFor = ({ hop, packets }: Step): Explanation => ({
  LoadBalancerArn: hop.component,
  PortRanges: portRangesOf(packets.destinationPorts),
  Protocols: [hop.header.protocol],
});

/** The field of the packets that a gateway objects to, with its addresses. */
function fieldOf({ hop, packets }: Step): Explanation {
  const code: string = hop.code ?? '';
  const isSource = code.includes('SOURCE') || code === 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS';
  if (!code.startsWith('IGW_')) return {};
  const Cidrs = blocksOf(isSource ? packets.source : packets.destination);
  return { PacketField: isSource ? 'source-address' : 'destination-address', Cidrs };
}

/** What state the component is in, for a code that says that it is a bad one. */
function stateOf({ account, network }: Scene, { hop: { code, component, kind } }: Step): Explanation {
  if (code !== 'BAD_STATE') return {};
  if (kind === 'instance') return { State: network.instances.get(component) };
  if (kind === 'nat-gateway') return { State: network.natGateways.get(component)?.state };
  if (kind === 'vpc-peering-connection') return { State: network.peeringConnections.get(component)?.status };
  return { State: account.NetworkInterfaces.find((each) => each.NetworkInterfaceId === component)?.Status };
}
