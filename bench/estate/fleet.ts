import type { Interfaces } from './nic.ts';
import { type Fleet, type Instance, type Subnet, type Tier, tier, type Vpc } from './plan.ts';
import type { Random } from './random.ts';
import { groupsOf } from './services.ts';

interface Kind {
  readonly role: string;
  readonly tier: Tier;
  readonly roles: readonly string[];
  readonly types: readonly string[];
  /** Whether its instances have public addresses. */
  readonly public?: true;
  /** A Kubernetes node has further interfaces, and on each an address for every pod. */
  readonly pods?: true;
}

const KINDS: readonly Kind[] = [
  { role: 'web', tier: 'app', roles: ['web'], types: ['t3.medium', 'm6i.large'] },
  { role: 'web', tier: 'app', roles: ['web', 'legacy'], types: ['m5.large'] },
  { role: 'api', tier: 'app', roles: ['app'], types: ['m6i.large', 'm7g.xlarge', 'c6i.xlarge'] },
  { role: 'api', tier: 'app', roles: ['app', 'default'], types: ['m6i.large'] },
  { role: 'worker', tier: 'app', roles: ['worker'], types: ['c6i.2xlarge', 'c7g.2xlarge'] },
  { role: 'worker', tier: 'app', roles: ['worker', 'app'], types: ['c6i.2xlarge'] },
  { role: 'nodes', tier: 'nodes', roles: ['nodes'], types: ['m6i.2xlarge', 'r6i.2xlarge'], pods: true },
  { role: 'nodes', tier: 'nodes', roles: ['nodes', 'control-plane'], types: ['m6i.2xlarge'], pods: true },
  { role: 'edge', tier: 'public', roles: ['web'], types: ['c6i.large'], public: true },
];

const IMAGES = ['ami-0c02fb55956c7d316', 'ami-0532be01f26a3de55', 'ami-0df7a207adb9748c7', 'ami-0a91cd140a1fc148a'];

/** An auto-scaling group of five to fifty instances, or fewer if they would have more than `most` interfaces. */
export function addFleet(vpc: Vpc, most: number, interfaces: Interfaces, random: Random): void {
  const kind = random.pick(KINDS);
  const each = kind.pods ? 2 : 1;
  const subnets = tier(vpc, kind.tier);
  const fleet: Fleet = {
    name: `${vpc.name}-${kind.role}-${random.hex(4)}`,
    role: kind.role,
    scaling: { launchTemplate: random.id('lt') },
    subnets,
    groups: groupsOf(vpc, ...kind.roles),
    instanceType: random.pick(kind.types),
    imageId: random.pick(IMAGES),
    instances: [],
  };
  vpc.fleets.push(fleet);
  const size = Math.max(1, Math.min(random.between(5, 50), Math.floor(most / each)));
  for (let i = 0; i < size; i++) {
    const address = kind.public && vpc.internetGatewayId ? 'lent' : undefined;
    addInstance(fleet, { subnet: subnets[i % subnets.length]!, address, pods: kind.pods ?? false }, interfaces, random);
  }
}

/** An instance on its own, with a combination of groups that it shares with few others. */
export function addSingle(vpc: Vpc, interfaces: Interfaces, random: Random): void {
  const exposed = random.chance(0.42);
  const subnet = random.pick(tier(vpc, exposed ? 'public' : 'app'));
  const fleet: Fleet = {
    name: `${vpc.name}-${random.pick(['jenkins', 'bastion', 'wiki', 'sftp', 'vpn', 'db-tools', 'grafana'])}`,
    role: 'single',
    scaling: undefined,
    subnets: [subnet],
    groups: random.some(vpc.groups, random.between(1, 4)),
    instanceType: random.pick(['t3.small', 't3.large', 'm5.xlarge', 'r5.large']),
    imageId: random.pick(IMAGES),
    instances: [],
  };
  vpc.fleets.push(fleet);
  const address = exposed && vpc.internetGatewayId ? random.pick(['elastic', 'elastic', 'lent'] as const) : undefined;
  addInstance(fleet, { subnet, address, pods: false }, interfaces, random);
}

interface Place {
  readonly subnet: Subnet;
  readonly address: 'elastic' | 'lent' | undefined;
  readonly pods: boolean;
}

function addInstance(fleet: Fleet, { subnet, address, pods }: Place, interfaces: Interfaces, random: Random): void {
  const state = random.chance(fleet.scaling ? 0.99 : 0.9) ? 'running' : 'stopped';
  const instance: Instance = { id: random.id('i'), fleet, state, launched: random.time(), nics: [] };
  const at = roomIn(subnet, interfaces);
  // An address that AWS lends goes back when the instance stops.
  const kept = state === 'stopped' && address === 'lent' ? undefined : address;
  for (let device = 0; device < (pods ? 2 : 1); device++) {
    const nic = interfaces.add({
      subnet: at,
      groups: fleet.groups,
      owner: { kind: 'instance', instance, device },
      secondary: pods ? random.between(2, 9) : 0,
      public: device === 0 ? kept : undefined,
      ipv6: device === 0 && random.chance(0.5),
    });
    instance.nics.push(nic);
  }
  fleet.instances.push(instance);
}

/** The subnet, or when it is full one of the VPC's large ones. */
function roomIn(subnet: Subnet, interfaces: Interfaces): Subnet {
  const found = [subnet, ...tier(subnet.vpc, 'app', 'nodes')].find((each) => interfaces.fits(each, 24));
  if (!found) throw new Error(`${subnet.vpc.id} is full`);
  return found;
}
