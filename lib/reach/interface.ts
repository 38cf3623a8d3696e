import { type Address, addressSet, pointOf } from '../network/address.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { contains, type Intervals, union } from '../network/interval.ts';
import type { LoadBalancer } from '../network/load-balancer.ts';
import { TCP, UDP } from '../network/packets.ts';
import {
  type Course,
  divide,
  divideAmong,
  drop,
  type Ground,
  giveUp,
  type Position,
  pass,
  refuse,
  rewrite,
  type Translation,
} from './course.ts';
import { throughNetworkAcl, throughSecurityGroups } from './filter.ts';

type At<Kind extends Position['kind']> = Position & { readonly kind: Kind };

/** A packet leaves an interface, sent or forwarded by what is behind it. */
export function depart(ground: Ground, course: Course, { interfaceId }: At<'departing'>): Course[] {
  const nic = ground.network.interfaces.get(interfaceId);
  if (!nic)
    return [giveUp(course, { component: interfaceId, kind: 'network-interface', note: 'the interface is not known' })];
  const down = notRunning(ground, course, nic);
  if (down) return [down];
  return throughSecurityGroups(ground, course, nic, 'egress', { kind: 'leaving', subnetId: nic.subnetId });
}

/** Neighbours in a subnet are reached without its network ACL and its route table. */
export function leave(ground: Ground, course: Course, { subnetId }: At<'leaving'>): Course[] {
  const subnet = ground.network.subnets.get(subnetId);
  if (!subnet) return [giveUp(course, { component: subnetId, kind: 'subnet', note: 'the subnet is not known' })];
  const neighbours = addressSet(subnet.cidrs)[course.packets.family];
  const { inside, outside } = divide(course, { destination: neighbours });
  const near = inside
    ? [{ ...inside, at: { kind: 'arriving', vpcId: subnet.vpcId, fromSubnetId: subnetId } } as const]
    : [];
  const router: Position = { kind: 'routing', routeTableId: subnet.routeTableId, vpcId: subnet.vpcId, subnetId };
  return [...near, ...outside.flatMap((each) => throughNetworkAcl(ground, each, subnetId, 'egress', router))];
}

/** Inside the VPC an address belongs to one interface at most. */
export function arrive(ground: Ground, course: Course, { vpcId, fromSubnetId }: At<'arriving'>): Course[] {
  const shares = interfacesAmong(ground, vpcId, course).map(([nic, address]) => ({
    match: { destination: [pointOf(address)] },
    take: (part: Course): Course => ({
      ...part,
      at: { kind: 'entering', interfaceId: nic.id, ...(fromSubnetId && { fromSubnetId }) },
    }),
  }));
  const note = 'no interface in the VPC has this address';
  const lost = { component: vpcId, kind: 'other', code: 'NO_POSSIBLE_DESTINATION', note } as const;
  return divideAmong(course, shares, (rest) => [drop(rest, lost)]);
}

function interfacesAmong(ground: Ground, vpcId: string, { packets }: Course): [NetworkInterface, Address][] {
  const only = onlyPoint(packets.destination);
  if (only !== undefined) {
    const address = { family: packets.family, value: only };
    const nic = ground.network.interfaceAt(vpcId, address);
    return nic ? [[nic, address]] : [];
  }
  return [...ground.network.interfaces.values()]
    .filter((nic) => nic.vpcId === vpcId)
    .flatMap((nic) => nic.addresses.map((address): [NetworkInterface, Address] => [nic, address]))
    .filter(([, address]) => address.family === packets.family && contains(packets.destination, address.value));
}

export function onlyPoint(set: Intervals) {
  const [interval, ...more] = set;
  return interval && more.length === 0 && interval[0] === interval[1] ? interval[0] : undefined;
}

/** A packet comes to an interface: from another subnet through the network ACL, then through the security groups. */
export function enter(ground: Ground, course: Course, at: At<'entering'>): Course[] {
  const { interfaceId, fromSubnetId } = at;
  const nic = ground.network.interfaces.get(interfaceId);
  if (!nic)
    return [giveUp(course, { component: interfaceId, kind: 'network-interface', note: 'the interface is not known' })];
  const down = notRunning(ground, course, nic);
  if (down) return [down];
  const admitted =
    fromSubnetId === nic.subnetId ? [course] : throughNetworkAcl(ground, course, nic.subnetId, 'ingress', at);
  return admitted.flatMap((each) => {
    if (each.at !== at) return [each];
    return throughSecurityGroups(ground, each, nic, 'ingress', at).flatMap((inside) =>
      inside.at === at ? take(ground, inside, nic) : [inside],
    );
  });
}

/** What an interface does with a packet that its filters let in: take it, undo a translation, or forward it. */
function take(ground: Ground, course: Course, nic: NetworkInterface): Course[] {
  const own = union(nic.addresses.filter((each) => each.family === course.packets.family).map(pointOf));
  const { inside, outside } = divide(course, { destination: own });
  return [...(inside ? receive(ground, inside, nic) : []), ...outside.map((each) => forward(ground, each, nic))];
}

function receive(ground: Ground, course: Course, nic: NetworkInterface): Course[] {
  const translation = course.direction === 'return' ? course.translations.get(nic.id) : undefined;
  const kind = nic.type === 'nat_gateway' ? 'nat-gateway' : 'network-interface';
  if (translation) {
    const event = { component: nic.id, kind, note: 'translates the answer back' } as const;
    return [restore(pass(course, event, { kind: 'departing', interfaceId: nic.id }), translation)];
  }
  if (kind === 'nat-gateway') {
    const note = 'a NAT gateway takes in nothing but answers to what it sent';
    return [drop(course, { component: nic.id, kind, code: 'NGW_SOURCE_ADDRESS_REASSIGN', note })];
  }
  const balancer = ground.network.balancerOf.get(nic.id);
  if (balancer && course.direction === 'forward') return listen(course, balancer, nic);
  const event = nic.instanceId
    ? ({ component: nic.instanceId, kind: 'instance' } as const)
    : ({ component: nic.id, kind } as const);
  return [pass(course, { ...event, note: 'the packet has arrived' }, { kind: 'delivered', to: nic.id })];
}

/** A load balancer answers on its listeners' ports only. */
function listen(course: Course, balancer: LoadBalancer, nic: NetworkInterface): Course[] {
  const shares = balancer.listeners.map(({ arn, port, protocol }) => {
    const protocols: Intervals = protocol === 'UDP' || protocol === 'QUIC' ? [[UDP, UDP]] : [[TCP, TCP]];
    const event = { component: arn, kind: 'listener', rule: `${protocol}:${port}` } as const;
    return {
      match: { protocols, destinationPorts: [[port, port]] as const },
      take: (part: Course) => pass(part, event, { kind: 'delivered', to: nic.id }),
    };
  });
  const note = 'the load balancer has no listener for it';
  const deaf = { component: balancer.arn, kind: 'load-balancer', code: 'ELBV2_LISTENERS_MISMATCH', note } as const;
  return divideAmong(course, shares, (rest) => [drop(rest, deaf)]);
}

/** Gives the answer the address and port back that the question came from. */
export function restore(course: Course, { source, sourcePorts, links }: Translation): Course {
  const back = {
    ...(links.source && { destination: links.source }),
    ...(links.sourcePorts && { destinationPorts: links.sourcePorts }),
  };
  return rewrite(course, { destination: source, destinationPorts: sourcePorts }, back);
}

/** An instance forwards what is not its own only without the source/destination check. */
function forward(ground: Ground, course: Course, nic: NetworkInterface): Course {
  const event = { component: nic.id, kind: 'network-interface' } as const;
  if (course.forwarders.includes(nic.id)) {
    const note = 'the packet has been here before: it goes in circles';
    return drop(course, { ...event, code: 'NO_POSSIBLE_DESTINATION', note });
  }
  const onwards: Course = { ...course, forwarders: [...course.forwarders, nic.id] };
  const next: Position = { kind: 'departing', interfaceId: nic.id };
  if (!nic.sourceDestCheck) return pass(onwards, { ...event, note: 'assumed: its system forwards packets' }, next);
  const note = 'neither source nor destination is the interface itself';
  return refuse(ground, onwards, { ...event, code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION', note }, next);
}

function notRunning({ network }: Ground, course: Course, nic: NetworkInterface): Course | undefined {
  if (!nic.attached) {
    const note = 'the interface is not attached to anything';
    return drop(course, { component: nic.id, kind: 'network-interface', code: 'BAD_STATE', note });
  }
  if (!nic.instanceId) return undefined;
  const state = network.instances.get(nic.instanceId);
  if (state === 'running') return undefined;
  const event = { component: nic.instanceId, kind: 'instance' } as const;
  if (state === undefined || state === 'unknown')
    return giveUp(course, { ...event, note: 'the state of the instance is not known' });
  if (state === 'pending') return giveUp(course, { ...event, note: 'the instance is still pending' });
  return drop(course, { ...event, code: 'BAD_STATE', note: `the instance is ${state}` });
}
