import { type Interfaces, SERVICES } from './nic.ts';
import { ACCOUNT, type Group, REGION, type Service, type Tier, tier, type Vpc } from './plan.ts';
import type { Random } from './random.ts';

export const groupsOf = (vpc: Vpc, ...roles: string[]): Group[] =>
  vpc.groups.filter(({ role }) => roles.includes(role));

/** What stands in a VPC before anything runs there: attachments, NAT gateways and endpoints. At most `room` interfaces. */
export function furnish(vpc: Vpc, room: number, interfaces: Interfaces, random: Random): void {
  const before = interfaces.all.length;
  const left = () => room - (interfaces.all.length - before);
  attach(vpc, interfaces);
  addNatGateways(vpc, interfaces, random);
  for (const name of ['s3', 'dynamodb']) if (random.chance(0.8)) addEndpoint(vpc, name, 'Gateway', interfaces, random);
  if (random.chance(0.4)) return;
  for (const name of random.some(ENDPOINTS, random.between(4, 8))) {
    if (left() > 3) addEndpoint(vpc, name, 'Interface', interfaces, random);
  }
}

const ENDPOINTS = ['ec2', 'ssm', 'ssmmessages', 'ec2messages', 'ecr.api', 'ecr.dkr', 'logs', 'sts', 'kms', 'sqs'];

function attach(vpc: Vpc, interfaces: Interfaces): void {
  for (const subnet of vpc.attachment?.subnets ?? []) {
    const description = `Network Interface for Transit Gateway Attachment ${vpc.attachment?.id}`;
    interfaces.add({ subnet, groups: [], owner: { kind: 'service', service: SERVICES.transitGateway, description } });
  }
}

/** One a zone, or a single one for all; none where traffic leaves through the transit gateway. */
function addNatGateways(vpc: Vpc, interfaces: Interfaces, random: Random): void {
  if (!vpc.internetGatewayId) return;
  const subnets = tier(vpc, 'public');
  for (const subnet of random.chance(0.6) ? subnets : subnets.slice(0, 1)) {
    const id = random.id('nat');
    const description = `Interface for NAT Gateway ${id}`;
    const owner = { kind: 'service', service: SERVICES.natGateway, description } as const;
    const nic = interfaces.add({ subnet, groups: [], owner, public: 'elastic' });
    vpc.natGateways.push({ id, subnet, nic, state: random.chance(0.98) ? 'available' : 'failed' });
  }
}

function addEndpoint(
  vpc: Vpc,
  name: string,
  kind: 'Gateway' | 'Interface',
  interfaces: Interfaces,
  random: Random,
): void {
  const id = random.id('vpce');
  const subnets = kind === 'Gateway' ? [] : tier(vpc, 'app');
  const groups = groupsOf(vpc, 'endpoints');
  const description = `VPC Endpoint Interface ${id}`;
  const nics = subnets.map((subnet) =>
    interfaces.add({ subnet, groups, owner: { kind: 'service', service: SERVICES.endpoint, description } }),
  );
  vpc.endpoints.push({ id, vpc, service: `com.amazonaws.${REGION}.${name}`, kind, subnets, nics, groups });
}

/** One interface of a managed service: a function, a database, a cache, a file system or a task. */
export function addManaged(vpc: Vpc, interfaces: Interfaces, random: Random): void {
  const { service, describe, tiers, roles } = random.pick(AS_MET);
  const subnet = random.pick(tier(vpc, ...tiers).filter((each) => interfaces.fits(each, 1)));
  const owner = { kind: 'service', service, description: describe(vpc, random) } as const;
  interfaces.add({ subnet, groups: groupsOf(vpc, ...roles), owner, ipv6: random.chance(0.1) });
}

interface Managed {
  /** How often it is met, beside the others. */
  readonly weight: number;
  readonly service: Service;
  readonly describe: (vpc: Vpc, random: Random) => string;
  readonly tiers: readonly Tier[];
  readonly roles: readonly string[];
}

const MANAGED: readonly Managed[] = [
  {
    weight: 8,
    service: SERVICES.lambda,
    describe: (vpc, random) => `AWS Lambda VPC ENI-${vpc.name}-${random.pick(FUNCTIONS)}-${random.uuid()}`,
    tiers: ['app'],
    roles: ['lambda'],
  },
  {
    weight: 9,
    service: SERVICES.task,
    describe: (_, random) => `arn:aws:ecs:${REGION}:${ACCOUNT}:attachment/${random.uuid()}`,
    tiers: ['app'],
    roles: ['app', 'worker'],
  },
  { weight: 4, service: SERVICES.database, describe: () => 'RDSNetworkInterface', tiers: ['data'], roles: ['db'] },
  {
    weight: 2,
    service: SERVICES.cache,
    describe: (vpc, random) => `ElastiCache ${vpc.name}-${random.hex(4)}-001`,
    tiers: ['data'],
    roles: ['cache'],
  },
  {
    weight: 1,
    service: SERVICES.fileSystem,
    describe: (_, random) => `EFS mount target for ${random.id('fs')} (${random.id('fsmt')})`,
    tiers: ['data'],
    roles: ['default'],
  },
];

const FUNCTIONS = ['ingest', 'resize', 'notify', 'export', 'webhook'];

const AS_MET = MANAGED.flatMap((each) => Array.from({ length: each.weight }, () => each));
