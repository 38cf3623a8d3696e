import { ROLES } from './facts/security-group.ts';
import { type Subnet, type Tier, type Vpc, ZONES, type Zone } from './plan.ts';
import type { Random } from './random.ts';

const ENVIRONMENTS = ['prod', 'prod', 'staging', 'dev', 'sandbox'];

/** The tiers of a VPC's ten subnets by its number of zones: `transit` holds attachments only. */
const LAYOUTS: Readonly<Record<number, readonly (readonly [Tier, number])[]>> = {
  2: [
    ['app', 2],
    ['nodes', 2],
    ['public', 2],
    ['data', 2],
    ['transit', 2],
  ],
  3: [
    ['app', 3],
    ['nodes', 1],
    ['public', 3],
    ['data', 3],
  ],
};

const BLOCK = 2 ** 16;
const LENGTHS: Readonly<Record<Tier, number>> = { app: 19, nodes: 19, public: 22, data: 22, transit: 28 };

/** A VPC with its subnets and groups, and nothing in it yet. Blocks are 10.0.0.0/16 and on; above 256 VPCs they repeat. */
export function emptyVpc(random: Random, index: number): Vpc {
  const environment = random.pick(ENVIRONMENTS);
  const zones = random.chance(0.5) ? ZONES : ZONES.slice(0, 2);
  const online = index === 0 || random.chance(0.85);
  const ipv6 = random.chance(0.19);
  const subnets: Subnet[] = [];
  const attached: Subnet[] = [];
  const groups: Vpc['groups'] = [];
  const vpc: Vpc = {
    id: random.id('vpc'),
    name: index === 0 ? 'egress' : `${random.pick(DOMAINS)}-${environment}-${index}`,
    environment,
    first: 10 * 2 ** 24 + (index % 256) * BLOCK,
    ipv6: ipv6 ? `2600:1f18:${random.hex(4)}:${random.hex(2)}` : undefined,
    zones,
    subnets,
    groups,
    internetGatewayId: online ? random.id('igw') : undefined,
    egressOnlyId: online && ipv6 ? random.id('eigw') : undefined,
    natGateways: [],
    endpoints: [],
    fleets: [],
    loadBalancers: [],
    attachment: index === 0 || random.chance(0.93) ? { id: random.id('tgw-attach'), subnets: attached } : undefined,
  };
  subnets.push(...subnetsOf(vpc, random));
  attached.push(...subnets.filter(({ tier }) => tier === (zones.length === 2 ? 'transit' : 'app')));
  groups.push(
    ...Object.keys(ROLES).map((role) => ({
      id: random.id('sg'),
      name: role === 'default' ? role : `${vpc.name}-${role}`,
      role,
      vpc,
    })),
  );
  return vpc;
}

const DOMAINS = ['payments', 'search', 'orders', 'identity', 'media', 'data', 'ml', 'billing', 'mobile', 'partners'];

function subnetsOf(vpc: Vpc, random: Random): Subnet[] {
  let next = vpc.first;
  const places = (LAYOUTS[vpc.zones.length] ?? []).flatMap(([tier, count]) =>
    vpc.zones.slice(0, count).map((zone: Zone) => ({ tier, zone })),
  );
  return places.map(({ tier, zone }, i) => {
    const length = LENGTHS[tier];
    const first = next;
    next += 2 ** (32 - length);
    return {
      id: random.id('subnet'),
      name: `${vpc.name}-${tier}-${zone.name.slice(-1)}`,
      vpc,
      tier,
      zone,
      first,
      length,
      ipv6: vpc.ipv6 && `${vpc.ipv6}${i.toString(16).padStart(2, '0')}`,
      taken: 4,
    };
  });
}
