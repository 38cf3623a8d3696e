import { type Address, parseAddress, pointOf } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { type Intervals, onlyPoint } from '../network/interval.ts';
import type { Listener, LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import type { Network } from '../network/network.ts';
import { TCP, UDP } from '../network/packets.ts';
import type { ReachabilityCode } from './codes.ts';
import {
  type Course,
  divideAmong,
  drop,
  type Event,
  type Ground,
  giveUp,
  moved,
  ofFamily,
  pass,
  remember,
  rewrite,
} from './course.ts';
import { forwardsTo, rulesOfFamily } from './listener-rule.ts';
import { NAT_PORTS } from './nat-gateway.ts';
import type { Position } from './position.ts';

type Balancing = Position & { readonly kind: 'balancing' };

/** A load balancer answers on its listeners' ports only, and hands on what it takes to its targets. */
export function balance(ground: Ground, course: Course, { interfaceId }: Balancing): readonly Course[] {
  const { network } = ground;
  const node = network.interfaces.get(interfaceId);
  const balancer = network.balancerOf.get(interfaceId);
  if (!node || !balancer) return [giveUp(course, { component: interfaceId, kind: 'load-balancer' })];
  const place = { interfaceId: node.id, subnetId: node.subnetId, vpcId: node.vpcId };
  const deaf: Event = { component: balancer.arn, kind: 'load-balancer', node: balancer.arn, ...place };
  if (!balancer.active) return [giveUp(course, deaf, { note: 'the load balancer is not active yet' })];
  const shares = balancer.listeners.map((listener) => ({
    match: { protocols: protocolsOf(listener.protocol), destinationPorts: [[listener.port, listener.port]] as const },
    take: (part: Course) => {
      const rule = `${listener.protocol}:${listener.port}`;
      const heard = pass(
        part,
        { component: listener.arn, kind: 'listener', rule, node: balancer.arn, ...place },
        course.at,
      );
      if (!ground.beyondBalancers) return [moved(heard, { kind: 'delivered', to: interfaceId })];
      return handOn(ground, heard, { balancer, listener, node });
    },
  }));
  const note = 'the load balancer has no listener for it';
  return divideAmong(course, shares, (rest) => [drop(rest, deaf, { code: 'ELBV2_LISTENERS_MISMATCH', note })]);
}

/** The IP protocols that a listener, or a target group, of a protocol takes. */
function protocolsOf(protocol: string): Intervals {
  const tcp = protocol !== 'UDP' && protocol !== 'QUIC';
  const udp = /UDP|QUIC/.test(protocol);
  return [...(tcp ? [[TCP, TCP] as const] : []), ...(udp ? [[UDP, UDP] as const] : [])];
}

interface Taken {
  readonly balancer: LoadBalancer;
  readonly listener: Listener;
  readonly node: NetworkInterface;
}

/** Every rule may be the one that a request meets: what it says lies in the request, not in the packet. */
function handOn(ground: Ground, course: Course, taken: Taken): readonly Course[] {
  const { listener, node } = taken;
  const rules = rulesOfFamily(listener, course.packets.family);
  const arns = new Set(rules.flatMap(forwardsTo));
  const answersItself = rules.some((rule) => forwardsTo(rule).length === 0);
  const groups = [...arns].flatMap((arn) => ground.network.targetGroups.get(arn) ?? []);
  const unread = arns.size > groups.length;
  const note = 'a target group could not be read';
  return [
    ...ofEach(groups, (group) => toGroup(ground, course, group, taken)),
    ...(unread ? [giveUp(course, { component: listener.arn, kind: 'target-group', note })] : []),
    ...(answersItself || rules.length === 0 ? [moved(course, { kind: 'delivered', to: node.id })] : []),
  ];
}

function toGroup(ground: Ground, course: Course, group: TargetGroup, taken: Taken): readonly Course[] {
  const { balancer, node } = taken;
  const event: Event = {
    component: group.arn,
    kind: 'target-group',
    node: balancer.arn,
    rule: group.name,
    interfaceId: node.id,
    vpcId: node.vpcId,
  };
  if (group.type === 'lambda') return [pass(course, event, { kind: 'delivered', to: node.id })];
  const chosen = ground.beyondBalancers?.(node, group) ?? [];
  if (chosen.length === 0) return [drop(course, event, whyNone(ground.network, balancer, node, group))];
  return ofEach(chosen, (target) =>
    ofEach(addressesOf(ground.network, group, target), ({ address, nic }) =>
      toTarget(course, { address, nic, group, target, event }, taken),
    ),
  );
}

function whyNone(
  network: Network,
  balancer: LoadBalancer,
  node: NetworkInterface,
  group: TargetGroup,
): { code: ReachabilityCode; note: string } {
  if (group.targets.length === 0) return { code: 'ELBV2_LISTENER_HAS_NO_TG', note: 'the target group has no targets' };
  const zones = group.targets.flatMap((target) => zonesOf(network, group, target));
  if (!zones.some((zone) => balancer.zones.includes(zone)))
    return { code: 'ELB_INSTALLED_AZ_RESTRICTION', note: 'its targets are in zones that the load balancer is not in' };
  if (!(group.crossZone ?? balancer.crossZone)) {
    const zone = network.subnets.get(node.subnetId)?.zone;
    return { code: 'ELB_NOT_CROSSZONE', note: `it has no target in ${zone}, and cross-zone load balancing is off` };
  }
  return { code: 'ELBV2_NO_TARGETS_IN_AZ', note: 'none of its targets can be used' };
}

const zonesOf = (network: Network, group: TargetGroup, target: Target): string[] =>
  addressesOf(network, group, target).flatMap(({ nic }) => network.subnets.get(nic?.subnetId ?? '')?.zone ?? []);

/** Where a target is: `nic` is undefined for an address that is no interface's of the VPC. */
export interface Destination {
  readonly address: Address;
  readonly nic: NetworkInterface | undefined;
}

/** An instance is reached at the primary address of its primary interface, an address where it is, a load balancer at its nodes. */
export function addressesOf(network: Network, group: TargetGroup, target: Target): Destination[] {
  if (group.type === 'alb')
    return (network.loadBalancers.get(target.id)?.nodes ?? []).flatMap((nic) => {
      const address = nic.addresses.find(({ family }) => family === group.family);
      return address ? [{ address, nic }] : [];
    });
  if (group.type === 'instance') {
    const nic = network.interfacesOf(target.id)[0];
    const address = nic?.addresses.find(({ family }) => family === group.family);
    return nic && address ? [{ address, nic }] : [];
  }
  const address = parseAddress(target.id);
  return address ? [{ address, nic: network.interfaceAt(group.vpcId, address) }] : [];
}

interface Choice extends Destination {
  readonly group: TargetGroup;
  readonly target: Target;
  readonly event: Event;
}

/**
 * A new connection from the node, or, where a network load balancer preserves the client's address, the client's own. What it
 * translates from IPv6 to IPv4 or back comes from the node.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function toTarget(course: Course, choice: Choice, { balancer, node }: Taken): readonly Course[] {
  const { group, target, address, nic, event } = choice;
  const { packets, links } = course;
  const next: Position = { kind: 'departing', interfaceId: node.id, nic: node };
  const known = remember(pass(course, event, next), { kind: 'translated', device: node.id, packets, links });
  const there = { destination: [pointOf(address)], destinationPorts: [[target.port, target.port]] } as const;
  if (balancer.type === 'network' && group.preservesClientIp && address.family === packets.family) {
    const client = onlyPoint(packets.source);
    if (client !== undefined && nic?.addresses.some(({ value }) => value === client)) {
      const note = 'the client is the target itself: with its address preserved, it does not recognise the answer';
      return [drop(course, event, { code: 'ELBV2_SOURCE_ADDRESS_PRESERVATION', note })];
    }
    const kept = nic ? remember(known, { kind: 'preserved', device: nic.id, node: node.id }) : known;
    return [rewrite(kept, there)];
  }
  const own = node.addresses.find(({ family }) => family === address.family);
  if (!own)
    return [drop(course, event, { code: 'TARGET_ADDRESS_RESTRICTION', note: 'the node has no address of its family' })];
  const renamed = rewrite(known, {
    protocols: balancer.type === 'application' ? [[TCP, TCP]] : packets.protocols,
    source: [pointOf(own)],
    sourcePorts: NAT_PORTS,
    ...there,
  });
  return [ofFamily(renamed, address.family)];
}
