import { pointOf } from '../network/address.ts';
import { ofEach } from '../network/each.ts';
import type { NetworkInterface } from '../network/interface.ts';
import { contains, type Intervals, onlyPoint, subtract, union } from '../network/interval.ts';
import { having, type Packets } from '../network/packets.ts';
import { amongAddresses, type Subnet } from '../network/subnet.ts';
import { apartFromAmazon } from './amazon-address.ts';
import {
  type Course,
  divide,
  divideAmong,
  drop,
  type Event,
  forwardedBy,
  type Ground,
  giveUp,
  type Links,
  type Memory,
  moved,
  narrow,
  ofFamily,
  pass,
  recall,
  refuse,
  rewrite,
} from './course.ts';
import { throughNetworkAcl, throughSecurityGroups } from './filter.ts';
import { fromEndpoint, intoEndpoint } from './interface-endpoint.ts';
import { nodeOf } from './node.ts';
import type { Position } from './position.ts';

type At<Kind extends Position['kind']> = Position & { readonly kind: Kind };

/** A packet leaves an interface, sent or forwarded by what is behind it. */
export function depart(
  ground: Ground,
  course: Course,
  { interfaceId, nic: known, origin }: At<'departing'>,
): readonly Course[] {
  const { network } = ground;
  const nic = known ?? network.interfaces.get(interfaceId);
  if (!nic) return [unknownInterface(course, interfaceId)];
  const down = notRunning(ground, course, nic);
  if (down) return [down];
  if (origin && nic.type === 'vpc_endpoint' && course.direction === 'forward')
    return [fromEndpoint(network, course, nic)];
  const node = course.direction === 'return' ? recall(course, 'preserved', nic.id)?.node : undefined;
  const next: Position = { kind: 'leaving', subnetId: nic.subnetId, subnet: nic.subnet, node };
  if (!origin) return throughSecurityGroups(ground, course, nic, 'egress', next);
  const { rest, taken } = apartFromAmazon(network, course, nic);
  const sent = ofEach(rest, (each) => originate(ground, each, nic, next));
  return taken.length === 0 ? sent : [...taken, ...sent];
}

/** What an interface sends itself must have its own address as source, if it checks that. */
function originate(ground: Ground, course: Course, nic: NetworkInterface, next: Position): readonly Course[] {
  if (!nic.sourceDestCheck || sends(nic, course.packets))
    return throughSecurityGroups(ground, course, nic, 'egress', next);
  const note = 'the source is not an address of the interface, and it checks that';
  const event = { component: nic.id, kind: 'network-interface', node: nodeOf(ground.network, nic), note } as const;
  const { inside, outside } = divide(course, { source: ownAddresses(nic, course.packets) });
  return [...(inside ? [inside] : []), ...outside].flatMap((part) => {
    if (part === inside) return throughSecurityGroups(ground, part, nic, 'egress', next);
    const refused = refuse(ground, part, event, next, { code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION' });
    return refused.at === next ? throughSecurityGroups(ground, refused, nic, 'egress', next) : [refused];
  });
}

function unknownInterface(course: Course, component: string): Course {
  const note = 'the interface is not known';
  return giveUp(course, { component, kind: 'network-interface', code: 'UNKNOWN_RESOURCE', note });
}

function sends(nic: NetworkInterface, { source }: Packets): boolean {
  const only = onlyPoint(source);
  return only !== undefined && nic.addresses.some(({ value }) => value === only);
}

const ownAddresses = (nic: NetworkInterface, { family }: Packets): Intervals =>
  union(nic.addresses.filter((each) => each.family === family).map(pointOf));

/** Neighbours in a subnet are reached without its network ACL and its route table. */
export function leave(ground: Ground, course: Course, at: At<'leaving'>): readonly Course[] {
  const { subnetId, node } = at;
  const subnet = at.subnet ?? ground.network.subnets.get(subnetId);
  if (!subnet) return [giveUp(course, { component: subnetId, kind: 'subnet', note: 'the subnet is not known' })];
  if (node) return backToNode(ground, course, subnetId, node);
  return amongNeighbours(ground, course, subnet);
}

/** What stays in a subnet meets nothing on its way; the rest meets the network ACL and the subnet's route table. */
export function amongNeighbours(ground: Ground, course: Course, subnet: Subnet): readonly Course[] {
  const { id: subnetId, vpcId, routeTableId, routeTable: table } = subnet;
  const { destination, family } = course.packets;
  const near = amongAddresses(subnet, family, destination);
  if (near === destination) return [moved(course, { kind: 'arriving', vpcId, fromSubnetId: subnetId })];
  const router: Position = { kind: 'routing', routeTableId, table, vpcId, subnetId, subnet };
  if (near.length === 0) return throughNetworkAcl(ground, course, subnetId, 'egress', router, subnet);
  const others = narrow(course, having(course.packets, 'destination', subtract(destination, near)));
  const neighbours = narrow(course, having(course.packets, 'destination', near));
  return [
    moved(neighbours, { kind: 'arriving', vpcId, fromSubnetId: subnetId }),
    ...throughNetworkAcl(ground, others, subnetId, 'egress', router, subnet),
  ];
}

/** The answer to a client whose address a load balancer preserved goes by the node that it came from, not by the routes. */
function backToNode(ground: Ground, course: Course, subnetId: string, node: string): readonly Course[] {
  const next: Position = { kind: 'entering', interfaceId: node, fromSubnetId: subnetId };
  if (ground.network.interfaces.get(node)?.subnetId === subnetId) return [moved(course, next)];
  return throughNetworkAcl(ground, course, subnetId, 'egress', next);
}

/** Inside the VPC an address belongs to one interface at most. */
export function arrive(ground: Ground, course: Course, { vpcId, fromSubnetId }: At<'arriving'>): readonly Course[] {
  const { family, destination } = course.packets;
  const entering = (nic: NetworkInterface): Position => ({
    kind: 'entering',
    interfaceId: nic.id,
    nic,
    addressed: true,
    fromSubnetId,
  });
  const only = onlyPoint(destination);
  if (only !== undefined) {
    const nic = ground.network.interfaceAt(vpcId, { family, value: only });
    return [nic ? moved(course, entering(nic)) : lost(ground, course, vpcId)];
  }
  const shares = ground.network.interfacesAmong(vpcId, family, destination).map(([nic, address]) => ({
    match: { destination: [pointOf(address)] },
    take: (part: Course) => [moved(part, entering(nic))],
  }));
  return divideAmong(course, shares, (rest) => [lost(ground, rest, vpcId)]);
}

function lost({ network }: Ground, course: Course, vpcId: string): Course {
  const { family, destination } = course.packets;
  const first = destination[0]?.[0] ?? 0;
  const subnets = network.subnetsOf.get(vpcId) ?? [];
  const subnet = subnets.find(({ addresses }) => contains(addresses[family], first));
  const node = subnet?.id ?? vpcId;
  const note = 'no interface in the VPC has this address';
  const event: Event = { component: node, kind: subnet ? 'subnet' : 'vpc', vpcId };
  return drop(course, event, { code: 'NO_POSSIBLE_DESTINATION', note });
}

/** A packet comes to an interface: from another subnet through the network ACL, then through the security groups. */
export function enter(ground: Ground, course: Course, at: At<'entering'>): readonly Course[] {
  const { interfaceId, fromSubnetId } = at;
  const nic = at.nic ?? ground.network.interfaces.get(interfaceId);
  if (!nic) return [unknownInterface(course, interfaceId)];
  const down = notRunning(ground, course, nic);
  if (down) return [down];
  const admitted =
    fromSubnetId === nic.subnetId
      ? [course]
      : throughNetworkAcl(ground, course, nic.subnetId, 'ingress', at, nic.subnet);
  const ends: Course[] = [];
  for (const each of admitted) {
    if (each.at !== at) ends.push(each);
    else
      for (const inside of throughSecurityGroups(ground, each, nic, 'ingress', at)) {
        if (inside.at === at) ends.push(...take(ground, inside, nic, at.addressed));
        else ends.push(inside);
      }
  }
  return ends;
}

/** What an interface does with a packet that its filters let in: take it, undo a translation, or forward it. */
function take(ground: Ground, course: Course, nic: NetworkInterface, addressed?: true): readonly Course[] {
  const translation = course.direction === 'return' ? recall(course, 'translated', nic.id) : undefined;
  if (translation && ground.network.balancerOf.has(nic.id)) return [givenBack(ground, course, nic, translation)];
  if (addressed) return receive(ground, course, nic);
  const only = onlyPoint(course.packets.destination);
  if (only !== undefined)
    return nic.addresses.some(({ value }) => value === only)
      ? receive(ground, course, nic)
      : [forward(ground, course, nic)];
  const { inside, outside } = divide(course, { destination: ownAddresses(nic, course.packets) });
  return [...(inside ? receive(ground, inside, nic) : []), ...outside.map((each) => forward(ground, each, nic))];
}

function receive(ground: Ground, course: Course, nic: NetworkInterface): readonly Course[] {
  const translation = course.direction === 'return' ? recall(course, 'translated', nic.id) : undefined;
  if (translation) return [givenBack(ground, course, nic, translation)];
  if (nic.type === 'nat_gateway') {
    const note = 'a NAT gateway takes in nothing but answers to what it sent';
    const event = eventAt(nic, nodeOf(ground.network, nic), 'nat-gateway');
    return [drop(course, event, { code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  if (!nic.instanceId && ground.network.balancerOf.has(nic.id) && course.direction === 'forward')
    return [moved(course, { kind: 'balancing', interfaceId: nic.id })];
  if (nic.type === 'vpc_endpoint' && course.direction === 'forward')
    return intoEndpoint(ground.network, course, nic, (part) => arrived(part, nic));
  return [arrived(course, nic)];
}

const eventAt = (nic: NetworkInterface, component: string, kind: Event['kind']): Event => ({
  component,
  kind,
  interfaceId: nic.id,
  subnetId: nic.subnetId,
  vpcId: nic.vpcId,
});

const ARRIVED = { note: 'the packet has arrived' };

function arrived(course: Course, nic: NetworkInterface): Course {
  const event = eventAt(nic, nic.instanceId ?? nic.id, nic.instanceId ? 'instance' : 'network-interface');
  return pass(course, event, { kind: 'delivered', to: nic.id, nic }, ARRIVED);
}

const GIVEN_BACK = { note: 'translates the answer back' };

type Translated = Memory & { readonly kind: 'translated' };

function givenBack({ network }: Ground, course: Course, nic: NetworkInterface, translation: Translated): Course {
  const balancer = network.balancerOf.get(nic.id);
  const kind = balancer ? 'load-balancer' : nic.type === 'nat_gateway' ? 'nat-gateway' : 'network-interface';
  const event = eventAt(nic, balancer?.arn ?? nodeOf(network, nic), kind);
  const passed = pass(course, event, { kind: 'departing', interfaceId: nic.id, nic }, GIVEN_BACK);
  return restore(passed, translation, balancer !== undefined);
}

/** Gives the answer the address and port back that the question came from; `whole`, also those that it was sent to, and the family. */
export function restore(course: Course, { packets, links }: Translated, whole = false): Course {
  const back: Links = { destination: links.source, destinationPorts: links.sourcePorts };
  const values = { destination: packets.source, destinationPorts: packets.sourcePorts };
  if (!whole) return rewrite(course, values, back);
  const { family } = packets;
  return rewrite(
    ofFamily(course, family),
    {
      source: packets.destination,
      sourcePorts: packets.destinationPorts,
      destination: packets.source,
      destinationPorts: packets.sourcePorts,
    },
    {
      source: links.destination,
      sourcePorts: links.destinationPorts,
      destination: links.source,
      destinationPorts: links.sourcePorts,
    },
  );
}

/** An instance forwards what is not its own only without the source/destination check. */
function forward(ground: Ground, course: Course, nic: NetworkInterface): Course {
  const node = nodeOf(ground.network, nic);
  const event = {
    component: nic.id,
    kind: 'network-interface',
    node,
    subnetId: nic.subnetId,
    vpcId: nic.vpcId,
  } as const;
  if (course.forwarders.includes(nic.id)) {
    const note = 'the packet has been here before: it goes in circles';
    return drop(course, event, { code: 'NO_POSSIBLE_DESTINATION', note });
  }
  const onwards = forwardedBy(course, nic.id);
  const next: Position = { kind: 'departing', interfaceId: nic.id, nic };
  if (!nic.sourceDestCheck) return pass(onwards, event, next, { note: 'assumed: its system forwards packets' });
  const note = 'neither source nor destination is the interface itself';
  const code = nic.type === 'interface' ? 'ENI_SOURCE_DEST_CHECK_RESTRICTION' : 'ENI_ADDRESS_RESTRICTION';
  return refuse(ground, onwards, event, next, { code, note });
}

function notRunning({ network }: Ground, course: Course, nic: NetworkInterface): Course | undefined {
  if (!nic.attached) {
    const note = 'the interface is not attached to anything';
    return drop(course, { component: nic.id, kind: 'network-interface' }, { code: 'BAD_STATE', note });
  }
  if (!nic.instanceId) return undefined;
  const state = network.stateOf(nic);
  if (state === 'running') return undefined;
  const event = { component: nic.instanceId, kind: 'instance' } as const;
  if (state === undefined || state === 'unknown')
    return giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the state of the instance is not known' });
  if (state === 'pending') return giveUp(course, event, { note: 'the instance is still pending' });
  return drop(course, event, { code: 'BAD_STATE', note: `the instance is ${state}` });
}
