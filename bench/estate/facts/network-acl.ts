import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, blockOfVpc, type Estate, nameTag, type Printed, type Subnet, type Tier, type Vpc } from '../plan.ts';
import type { Random } from '../random.ts';

type Entry = Printed<ec2.NetworkAclEntry>;

/** The tiers whose subnets share a network ACL of their own, and how often: together a quarter of all subnets. */
const CUSTOM: readonly (readonly [Tier, number])[] = [
  ['data', 0.5],
  ['public', 0.35],
  ['app', 0.15],
];

/** A VPC's default network ACL, and those of some tiers, with the subnets that they filter. */
export function* networkAcls({ vpcs }: Estate, random: Random): Iterable<Printed<ec2.NetworkAcl>> {
  for (const vpc of vpcs) {
    const custom = CUSTOM.filter(([, probability]) => random.chance(probability)).map(([tier]) => tier);
    const rest = vpc.subnets.filter(({ tier }) => !custom.includes(tier));
    yield networkAcl(vpc, rest, [...openEntries(vpc, true), ...openEntries(vpc, false)], random);
    for (const tier of custom) {
      const subnets = vpc.subnets.filter((each) => each.tier === tier);
      yield networkAcl(vpc, subnets, entries(tier === 'public' ? FRONT : BACK, vpc, random), random, tier);
    }
  }
}

function networkAcl(
  vpc: Vpc,
  subnets: readonly Subnet[],
  Entries: Entry[],
  random: Random,
  tier?: Tier,
): Printed<ec2.NetworkAcl> {
  const NetworkAclId = random.id('acl');
  return {
    Associations: subnets.map((subnet) => ({
      NetworkAclAssociationId: random.id('aclassoc'),
      NetworkAclId,
      SubnetId: subnet.id,
    })),
    Entries,
    IsDefault: tier === undefined,
    NetworkAclId,
    Tags: tier ? nameTag(`${vpc.name}-${tier}`) : [],
    VpcId: vpc.id,
    OwnerId: ACCOUNT,
  };
}

/** What faces the internet: a few neighbours are shut out, the web and answers are let in. */
const FRONT = {
  in: [
    ...['deny all bad', 'deny all bad', 'deny all bad', 'deny tcp/23 world', 'allow tcp/80 world'],
    ...['allow tcp/443 world', 'allow tcp/22 office', 'allow all vpc', 'allow tcp/1024-65535 world'],
    ...['allow udp/1024-65535 world'],
  ],
  out: [
    ...['deny tcp/25 world', 'deny all bad', 'deny all bad', 'allow tcp/80 world', 'allow tcp/443 world'],
    ...['allow all vpc', 'allow tcp/1024-65535 world', 'allow udp/53 world', 'allow udp/123 world'],
  ],
};

/** What only the company may reach, now and then without the ports that answers come back to. */
const BACK = {
  in: [
    ...['deny tcp/22 bad', 'deny tcp/3389 vpc', 'allow all vpc', 'allow tcp/443 corp', 'allow tcp/5432 corp'],
    ...['allow tcp/6379 corp', 'deny tcp/23 world', 'allow tcp/32768-65535 world', 'allow tcp/22 corp'],
    ...['allow udp/1024-65535 corp'],
  ],
  out: [
    ...['deny tcp/25 world', 'deny all bad', 'allow all vpc', 'allow tcp/443 world', 'allow tcp/80 world'],
    ...['allow tcp/1024-65535 corp', 'allow udp/53 corp', 'allow udp/123 corp', 'allow tcp/443 corp'],
  ],
};

const NUMBERS: Readonly<Record<string, string>> = { all: '-1', tcp: '6', udp: '17' };

function entries(rules: typeof FRONT, vpc: Vpc, random: Random): Entry[] {
  const numbered = (texts: readonly string[], Egress: boolean) => [
    ...texts.map((text, i) => entry(text, (i + 1) * 10, Egress, vpc, random)),
    ...lastEntries(vpc, Egress),
  ];
  const kept = rules.in.filter(() => random.chance(0.97));
  return [...numbered(rules.out, true), ...numbered(kept, false)];
}

function entry(text: string, RuleNumber: number, Egress: boolean, vpc: Vpc, random: Random): Entry {
  const [action = '', traffic = '', peer = ''] = text.split(' ');
  const [protocol = '', ports] = traffic.split('/');
  const [From, To] = (ports ?? '').split('-').map(Number);
  return {
    CidrBlock: blockOf(peer, vpc, random),
    Egress,
    ...(ports && { PortRange: { From, To: To ?? From } }),
    Protocol: NUMBERS[protocol],
    RuleAction: action as ec2.RuleAction,
    RuleNumber,
  };
}

function blockOf(peer: string, vpc: Vpc, random: Random): string {
  if (peer === 'world') return '0.0.0.0/0';
  if (peer === 'vpc') return blockOfVpc(vpc);
  if (peer === 'corp') return '10.0.0.0/8';
  if (peer === 'office') return `203.0.113.${random.between(0, 15) * 16}/28`;
  return `${random.between(11, 99)}.${random.between(0, 255)}.${random.between(0, 255)}.0/24`;
}

function openEntries(vpc: Vpc, Egress: boolean): Entry[] {
  const open: Entry = { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 };
  const open6: Entry = { Egress, Ipv6CidrBlock: '::/0', Protocol: '-1', RuleAction: 'allow', RuleNumber: 101 };
  return [open, ...(vpc.ipv6 ? [open6] : []), ...lastEntries(vpc, Egress)];
}

/** The `*` entries that end every list. */
function lastEntries(vpc: Vpc, Egress: boolean): Entry[] {
  const last: Entry = { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'deny', RuleNumber: 32767 };
  const last6: Entry = { Egress, Ipv6CidrBlock: '::/0', Protocol: '-1', RuleAction: 'deny', RuleNumber: 32768 };
  return [last, ...(vpc.ipv6 ? [last6] : [])];
}
