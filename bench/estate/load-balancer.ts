import { type Interfaces, SERVICES } from './nic.ts';
import { ACCOUNT, type LoadBalancer, REGION, type TargetGroup, tier, type Vpc } from './plan.ts';
import type { Random } from './random.ts';
import { groupsOf } from './services.ts';

const ARN = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}`;

/** A load balancer in front of fleets of its VPC, with one node a zone. */
export function addLoadBalancer(vpc: Vpc, interfaces: Interfaces, random: Random): void {
  const application = random.chance(0.65);
  const internetFacing = vpc.internetGatewayId !== undefined && random.chance(0.5);
  const name = `${vpc.name}-${application ? 'alb' : 'nlb'}-${random.hex(4)}`.slice(-32).replace(/^-/, '');
  const path = `${application ? 'app' : 'net'}/${name}/${random.hex(16)}`;
  const balancer: LoadBalancer = {
    arn: `${ARN}:loadbalancer/${path}`,
    name,
    type: application ? 'application' : 'network',
    internetFacing,
    subnets: tier(vpc, internetFacing ? 'public' : 'app'),
    groups: application ? groupsOf(vpc, internetFacing ? 'public-alb' : 'internal-alb') : [],
    targetGroups: targetGroupsOf(vpc, application, random),
  };
  const service = application ? SERVICES.applicationBalancer : SERVICES.networkBalancer;
  for (const subnet of balancer.subnets) {
    interfaces.add({
      subnet,
      groups: balancer.groups,
      owner: { kind: 'service', service, description: `ELB ${path}` },
      public: internetFacing ? (application ? 'lent' : 'elastic') : undefined,
      ipv6: internetFacing && application,
    });
  }
  vpc.loadBalancers.push(balancer);
}

/** The ports that the groups of a fleet let its load balancers reach. */
const PORTS: Readonly<Record<string, number>> = { web: 8080, api: 8080, edge: 8443, nodes: 30080, worker: 8080 };

function targetGroupsOf(vpc: Vpc, application: boolean, random: Random): TargetGroup[] {
  const fleets = vpc.fleets.filter(({ role }) => role !== 'worker' && role !== 'single');
  return random.some(fleets, application ? random.between(1, 4) : 1).map((fleet) => {
    const name = `${fleet.role}-${random.hex(8)}`;
    const arn = `${ARN}:targetgroup/${name}/${random.hex(16)}`;
    return { arn, name, fleet, port: PORTS[fleet.role] ?? 80, byAddress: random.chance(0.3) };
  });
}
