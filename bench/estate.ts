import { answersOf } from './estate/answers.ts';
import { addFleet, addSingle } from './estate/fleet.ts';
import { addLoadBalancer } from './estate/load-balancer.ts';
import { Interfaces } from './estate/nic.ts';
import { type Estate, type Peering, tier, type Vpc } from './estate/plan.ts';
import { Random } from './estate/random.ts';
import { addManaged, furnish } from './estate/services.ts';
import { emptyVpc } from './estate/vpc.ts';
import { write } from './estate/write.ts';

export interface Size {
  readonly interfaces: number;
  readonly seed: number;
}

/** What a single VPC comes with already needs some. */
const FEWEST = 50;

/**
 * A made-up company's account in one Region. For every 500 interfaces there is a VPC, on average: most are small, some large.
 * A VPC has ten subnets in two or three zones and fifteen security groups, and about one load balancer; nearly all hang on one
 * transit gateway, and for every two VPCs there is a peering connection.
 *
 * About two interfaces in three belong to instances. Seven in eight of the instances come in auto-scaling groups of five to fifty that
 * share subnets and security groups, as is usual; the rest are single, each with its own combination of groups. A fifth of the
 * auto-scaled ones are Kubernetes nodes with two interfaces and an address for every pod. The other interfaces are those of
 * functions, containers, databases, endpoints, NAT gateways, load balancers and attachments.
 *
 * Some things are broken, as they are everywhere: routes into nothing, NAT gateways that failed, peerings nobody accepted, routes
 * in one direction only, stopped instances, interfaces left over, groups open to the world.
 */
export function estateOf({ interfaces: count, seed }: Size): Estate {
  if (count < FEWEST) throw new Error(`an estate has at least ${FEWEST} interfaces, not ${count}`);
  const random = new Random(seed);
  const interfaces = new Interfaces(random);
  const vpcs = shares(count, random).map((share, index) => {
    const vpc = emptyVpc(random, index);
    fill(vpc, share, interfaces, random);
    return vpc;
  });
  return {
    vpcs,
    nics: random.shuffled(interfaces.all),
    peerings: peeringsOf(vpcs, random),
    transitGatewayId: random.id('tgw'),
    transitRouteTableId: random.id('tgw-rtb'),
  };
}

/** Writes into a folder what the AWS CLI would print about such an account, a file for each command, and never holds more than one item. */
export function writeEstate(folder: string, size: Size): void {
  for (const answer of answersOf(estateOf(size), size.seed)) write(folder, answer);
}

/** How many interfaces each VPC gets: together `count`, none too few to stand on its own, the largest about ten times the smallest. */
function shares(count: number, random: Random): number[] {
  const vpcs = Math.max(1, Math.round(count / 500));
  const least = Math.min(100, Math.floor(count / vpcs));
  const weights = Array.from({ length: vpcs }, () => Math.exp(random.next() * 3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const found = weights.map((weight) => least + Math.floor(((count - least * vpcs) * weight) / total));
  found[0]! += count - found.reduce((sum, share) => sum + share, 0);
  return found;
}

function fill(vpc: Vpc, share: number, interfaces: Interfaces, random: Random): void {
  const end = interfaces.all.length + share;
  const left = () => end - interfaces.all.length;
  furnish(vpc, Math.floor(share / 3), interfaces, random);
  const others = left() * 0.66;
  while (left() > others) addManaged(vpc, interfaces, random);
  const singles = left() * 0.91;
  while (left() > singles) addSingle(vpc, interfaces, random);
  leaveBehind(vpc, Math.floor(left() * 0.01), interfaces, random);
  while (left() > 12) addFleet(vpc, left() - 6, interfaces, random);
  for (let balancers = random.between(0, 2); balancers > 0 && left() >= vpc.zones.length; balancers--)
    addLoadBalancer(vpc, interfaces, random);
  while (left() > 0) addSingle(vpc, interfaces, random);
}

/** Interfaces that nothing is attached to. */
function leaveBehind(vpc: Vpc, count: number, interfaces: Interfaces, random: Random): void {
  for (let i = 0; i < count; i++) {
    const groups = random.some(vpc.groups, 1);
    interfaces.add({ subnet: random.pick(tier(vpc, 'app')), groups, owner: { kind: 'nobody' } });
  }
}

function peeringsOf(vpcs: readonly Vpc[], random: Random): Peering[] {
  const made = new Map<string, Peering>();
  for (let i = 0; i < vpcs.length / 2; i++) {
    const [requester, accepter] = random.some(vpcs, 2);
    if (!requester || !accepter) break;
    const status = random.chance(0.92) ? 'active' : random.pick(['pending-acceptance', 'deleted'] as const);
    const pair = [requester.id, accepter.id].sort().join();
    if (!made.has(pair)) made.set(pair, { id: random.id('pcx'), requester, accepter, status });
  }
  return [...made.values()];
}
