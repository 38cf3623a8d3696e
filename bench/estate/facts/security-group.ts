import type * as ec2 from '@aws-sdk/client-ec2';
import {
  ACCOUNT,
  blockOfVpc,
  type Estate,
  type Group,
  nameTag,
  type Peering,
  type Printed,
  REGION,
  type Vpc,
} from '../plan.ts';
import type { Random } from '../random.ts';
import { CLOUDFRONT, OFFICES, S3 } from './prefix-list.ts';

interface Rules {
  readonly in: readonly string[];
  readonly out: readonly string[];
}

const MONITORED = ['tcp/9100 monitoring', 'tcp/22 bastion'];
const AWS_ONLY = ['tcp/443 endpoints', 'tcp/443 s3', 'udp/53 vpc'];

/**
 * The fifteen groups of every VPC by what they are for. A peer is another role of the VPC, or `world`, `office` (the addresses of
 * one), `offices` (a prefix list), `vpc`, `corp` (all of 10.0.0.0/8), `cloudfront`, `s3`.
 */
export const ROLES: Readonly<Record<string, Rules>> = {
  default: { in: ['all default'], out: ['all world'] },
  'public-alb': {
    in: ['tcp/80 world', 'tcp/443 world', 'tcp/443 cloudfront'],
    out: ['tcp/8080 web', 'tcp/8443 web', 'tcp/30000-32767 nodes', 'tcp/15021 nodes'],
  },
  'internal-alb': {
    in: ['tcp/443 web', 'tcp/443 app', 'tcp/443 worker', 'tcp/443 lambda', 'tcp/443 corp', 'tcp/80 vpc'],
    out: ['tcp/8080 app', 'tcp/30000-32767 nodes'],
  },
  web: {
    in: ['tcp/8080 public-alb', 'tcp/8443 public-alb', 'tcp/443 world', 'icmp vpc', ...MONITORED],
    out: ['all world'],
  },
  app: {
    in: ['tcp/8080 internal-alb', 'tcp/8080 web', 'tcp/8080-8090 nodes', 'tcp/443 vpc', 'icmp corp', ...MONITORED],
    out: ['tcp/5432 db', 'tcp/6379 cache', 'tcp/443 world', 'udp/53 vpc', 'tcp/9092-9098 corp'],
  },
  worker: { in: [...MONITORED, 'icmp vpc'], out: ['all world'] },
  nodes: {
    in: [
      ...['all nodes', 'tcp/30000-32767 public-alb', 'tcp/15021 public-alb', 'tcp/30000-32767 internal-alb'],
      ...['tcp/443 endpoints', 'tcp/10250 control-plane', 'tcp/1025-65535 control-plane', 'udp/53 vpc', ...MONITORED],
    ],
    out: ['all world'],
  },
  'control-plane': { in: ['tcp/443 nodes', 'tcp/443 bastion', 'tcp/443 corp'], out: ['tcp/1025-65535 nodes'] },
  db: {
    in: [
      'tcp/5432 app',
      'tcp/5432 worker',
      'tcp/5432 lambda',
      'tcp/5432 nodes',
      'tcp/5432 bastion',
      'tcp/5432 offices',
    ],
    out: [],
  },
  cache: { in: ['tcp/6379 app', 'tcp/6379 worker', 'tcp/6379 nodes', 'tcp/6379 lambda'], out: ['udp/53 vpc'] },
  bastion: {
    in: ['tcp/22 office', 'tcp/22 office', 'tcp/22 offices'],
    out: ['tcp/22 vpc', 'tcp/5432 db', ...AWS_ONLY],
  },
  lambda: { in: [], out: ['tcp/5432 db', 'tcp/6379 cache', 'tcp/443 world', ...AWS_ONLY] },
  endpoints: { in: ['tcp/443 vpc', 'tcp/443 corp'], out: [] },
  monitoring: {
    in: ['tcp/443 offices', 'tcp/3000 internal-alb', 'tcp/9090 internal-alb', 'tcp/22 bastion'],
    out: ['tcp/9100 vpc', 'tcp/443 world', 'tcp/9100 corp'],
  },
  legacy: {
    in: ['tcp/22 world', 'tcp/3389 office', 'tcp/80 world', 'tcp/1433 corp', 'tcp/445 vpc', 'udp/161 corp'],
    out: ['all world'],
  },
};

/** What people add by hand over the years. */
const ADDED = [
  ...['tcp/443 office', 'tcp/22 office', 'tcp/8080 office', 'tcp/443 partner', 'tcp/8443 partner', 'tcp/5432 office'],
  ...['tcp/443 corp', 'tcp/8080 vpc', 'udp/123 vpc', 'tcp/389 corp', 'tcp/9200-9300 vpc', 'icmp corp', 'tcp/8125 vpc'],
  ...['tcp/3389 office', 'tcp/9090 office', 'tcp/21-22 partner', 'tcp/6443 corp', 'udp/514 corp', 'tcp/3306 office'],
  ...['tcp/443 web', 'tcp/8080 app', 'tcp/9100 monitoring', 'udp/8125 nodes', 'tcp/443 peer', 'tcp/5432 peer'],
];

type Permission = Printed<ec2.IpPermission>;

/** Every group with about a dozen rules: those of its role, few of them missing, and some that were added by hand. */
export function* securityGroups({ vpcs, peerings }: Estate, random: Random): Iterable<Printed<ec2.SecurityGroup>> {
  for (const vpc of vpcs) {
    const peering = peerings.find(({ requester, accepter }) => requester === vpc || accepter === vpc);
    for (const group of vpc.groups) {
      const rules = ROLES[group.role] ?? { in: [], out: [] };
      const added = group.role === 'default' ? [] : random.some(ADDED, random.between(1, 12));
      const kept = rules.in.filter(() => random.chance(0.95));
      yield {
        GroupId: group.id,
        IpPermissionsEgress: permissions(rules.out, vpc, peering, random),
        Tags: tagsOf(group),
        VpcId: vpc.id,
        SecurityGroupArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${group.id}`,
        OwnerId: ACCOUNT,
        GroupName: group.name,
        Description: group.role === 'default' ? 'default VPC security group' : `${group.role} of ${vpc.name}`,
        IpPermissions: permissions([...kept, ...added], vpc, peering, random),
      };
    }
  }
}

function tagsOf(group: Group): { Key: string; Value: string }[] {
  if (group.role === 'default') return [];
  return [...nameTag(group.name), { Key: 'Environment', Value: group.vpc.environment }];
}

/** Rules of the same protocol and ports come as one permission, as AWS answers them. */
function permissions(rules: readonly string[], vpc: Vpc, peering: Peering | undefined, random: Random): Permission[] {
  const found = new Map<string, Permission>();
  for (const rule of rules) {
    const [traffic = '', peer = ''] = rule.split(' ');
    const permission = found.get(traffic) ?? emptyPermission(traffic);
    found.set(traffic, permission);
    addPeer(permission, peer, vpc, peering, random);
  }
  return [...found.values()];
}

function emptyPermission(traffic: string): Permission {
  const [protocol = '', ports = ''] = traffic.split('/');
  const [from, to] = protocol === 'icmp' ? [-1, -1] : ports.split('-').map(Number);
  const lists = { UserIdGroupPairs: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] };
  if (protocol === 'all') return { IpProtocol: '-1', ...lists };
  return { IpProtocol: protocol, FromPort: from, ToPort: to ?? from, ...lists };
}

function addPeer(to: Permission, peer: string, vpc: Vpc, peering: Peering | undefined, random: Random): void {
  const range = (CidrIp: string, Description?: string) =>
    to.IpRanges?.push({ ...(Description && { Description }), CidrIp });
  const referenced = vpc.groups.find(({ role }) => role === peer);
  if (referenced) to.UserIdGroupPairs?.push({ UserId: ACCOUNT, GroupId: referenced.id });
  else if (peer === 'vpc') range(blockOfVpc(vpc));
  else if (peer === 'corp') range('10.0.0.0/8', 'corporate networks');
  else if (peer === 'offices') to.PrefixListIds?.push({ Description: 'all offices', PrefixListId: OFFICES });
  else if (peer === 'cloudfront') to.PrefixListIds?.push({ PrefixListId: CLOUDFRONT });
  else if (peer === 's3') to.PrefixListIds?.push({ PrefixListId: S3 });
  else if (peer === 'world') {
    range('0.0.0.0/0');
    if (vpc.ipv6) to.Ipv6Ranges?.push({ CidrIpv6: '::/0' });
  } else if (peer === 'peer') addPeered(to, vpc, peering, random);
  else range(`203.0.113.${random.between(0, 255)}/32`, peer === 'office' ? 'office' : 'partner');
}

function addPeered(to: Permission, vpc: Vpc, peering: Peering | undefined, random: Random): void {
  if (!peering) return;
  const other = peering.requester === vpc ? peering.accepter : peering.requester;
  to.UserIdGroupPairs?.push({
    PeeringStatus: peering.status,
    UserId: ACCOUNT,
    VpcId: other.id,
    VpcPeeringConnectionId: peering.id,
    GroupId: random.pick(other.groups).id,
  });
}
