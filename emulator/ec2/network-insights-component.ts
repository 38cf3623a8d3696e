import type { PathComponent } from '@aws-sdk/client-ec2';
import type { Packets } from '../../lib/network/packets.ts';
import type { Step } from '../../lib/reach/hops.ts';
import { changesIn } from './network-insights-header.ts';
import { aclRuleOf, groupRuleOf, routeOf, transitRouteOf } from './network-insights-rule.ts';
import { ownerOf, pointer, type Scene } from './network-insights-scene.ts';

/** An interface with what it belongs to and where it is. */
export function interfaceComponent(scene: Scene, interfaceId: string): PathComponent {
  const nic = scene.network.interfaces.get(interfaceId);
  return {
    ...pointer(scene, 'Component', interfaceId),
    ...pointer(scene, 'AttachedTo', ownerOf(scene, interfaceId)),
    ...pointer(scene, 'Subnet', nic?.subnetId),
    ...pointer(scene, 'Vpc', nic?.vpcId),
  };
}

/**
 * What a step is in a path. A device that rewrites packets stands between the interface that they came in by and the one that they
 * leave by. `left` is the packets as they went on.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PathComponent.html
 */
export function componentsOf(scene: Scene, step: Step, left: Packets | undefined): PathComponent[] {
  const { component, kind } = step.hop;
  const own = pointer(scene, 'Component', component);
  switch (kind) {
    case 'security-group':
      return [{ ...pointer(scene, 'Component', component.split(', ')[0]), SecurityGroupRule: groupRuleOf(step) }];
    case 'network-acl':
      return [{ ...own, AclRule: aclRuleOf(step) }];
    case 'route-table':
      return [{ ...own, RouteTableRoute: routeOf(step) }];
    case 'nat-gateway':
      return between(scene, scene.network.natGateways.get(component)?.interfaceId, [
        { ...own, ...changed(step, left) },
      ]);
    case 'listener':
    case 'target-group':
    case 'load-balancer':
      return balancing(scene, step, left);
    case 'vpc-endpoint':
      return [{ ...own, ...place(scene, step), ServiceName: scene.network.vpcEndpoints.get(component)?.serviceName }];
    case 'vpc-peering-connection':
      return [{ ...own, ...sides(scene, step) }];
    case 'transit-gateway':
      return [
        { ...pointer(scene, 'Component', step.hop.rule ?? component), ...pointer(scene, 'TransitGateway', component) },
      ];
    case 'transit-gateway-attachment':
      return outOfTransitGateway(scene, step);
    case 'transit-gateway-route-table': {
      const TransitGatewayRouteTableRoute = transitRouteOf(step);
      return [{ ...own, ...pointer(scene, 'TransitGateway', step.node), TransitGatewayRouteTableRoute }];
    }
    case 'network-interface':
      return forwarded(scene, step);
    case 'instance':
    case 'internet':
      return [];
    default:
      return [{ ...own, ...place(scene, step), ...changed(step, left) }];
  }
}

const changed = (step: Step, left: Packets | undefined): PathComponent => {
  const OutboundHeader = left && changesIn(step.packets, left);
  return OutboundHeader ? { OutboundHeader } : {};
};

const place = (scene: Scene, { vpcId }: Step): PathComponent => pointer(scene, 'Vpc', vpcId);

/** A zonal NAT gateway and a load balancer have interfaces, a regional NAT gateway has none. */
function between(scene: Scene, interfaceId: string | undefined, inside: PathComponent[]): PathComponent[] {
  if (!interfaceId) return inside;
  const nic = interfaceComponent(scene, interfaceId);
  return [nic, ...inside, nic];
}

/** In by the interface to the listener, on by the target group and out by the same interface; answers pass the load balancer only. */
function balancing(scene: Scene, step: Step, left: Packets | undefined): PathComponent[] {
  const { hop, node, interfaceId = '' } = step;
  const nic = interfaceComponent(scene, interfaceId);
  if (hop.kind === 'listener') {
    const listener = pointer(scene, 'ElasticLoadBalancerListener', hop.component);
    return [nic, { ...pointer(scene, 'Component', node), ...place(scene, step), ...listener }];
  }
  if (hop.kind === 'target-group')
    return [{ ...pointer(scene, 'Component', hop.component), ...changed(step, left) }, nic];
  if (hop.verdict === 'drop') return [nic, { ...pointer(scene, 'Component', hop.component), ...place(scene, step) }];
  return between(scene, interfaceId, [{ ...pointer(scene, 'Component', hop.component), ...changed(step, left) }]);
}

function sides(scene: Scene, { hop, vpcId }: Step): PathComponent {
  const peering = scene.network.peeringConnections.get(hop.component);
  const other = peering?.sides.find((side) => side.vpcId !== vpcId)?.vpcId;
  return { ...pointer(scene, 'SourceVpc', vpcId), ...pointer(scene, 'DestinationVpc', other) };
}

function outOfTransitGateway(scene: Scene, step: Step): PathComponent[] {
  const { hop, node, subnetId } = step;
  const attachment = { ...pointer(scene, 'Component', hop.component), ...pointer(scene, 'TransitGateway', node) };
  const nic = [...scene.network.interfaces.values()].find(
    (each) => each.type === 'transit_gateway' && each.subnetId === subnetId,
  );
  if (!nic) return [attachment];
  return [attachment, { ...interfaceComponent(scene, nic.id), ...pointer(scene, 'AttachedTo', hop.component) }];
}

/** An instance that forwards what is not its own. That it translates the source, too, is part of the same step. */
function forwarded(scene: Scene, { hop, vpcId }: Step): PathComponent[] {
  if (!vpcId && hop.verdict === 'pass') return [];
  return [interfaceComponent(scene, hop.component)];
}
