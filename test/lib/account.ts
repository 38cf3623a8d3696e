import type { IpPermission, NetworkAclEntry, NetworkInterfaceType, Route } from '@aws-sdk/client-ec2';
import { emptyAccount } from '../../lib/account/empty.ts';
import type { Account } from '../../lib/account/types.ts';

/** An account in a few lines: rules, entries and routes are written as text. */
export interface Sketch {
  vpcs?: Record<string, string>;
  /** Internet gateways by the VPC they are attached to. */
  gateways?: Record<string, string>;
  subnets: Record<
    string,
    {
      cidr: string;
      ipv6?: string;
      vpc?: string;
      zone?: string;
      routes?: string[];
      acl?: { in: string[]; out: string[] };
    }
  >;
  groups?: Record<string, { in?: string[]; out?: string[] }>;
  hosts?: Record<
    string,
    {
      subnet: string;
      ip: string;
      ipv6?: string;
      groups?: string[];
      public?: string;
      forwards?: boolean;
      state?: 'running' | 'stopped';
      /** An interface that stands by itself, with no instance behind it. */
      detached?: boolean;
    }
  >;
  nats?: Record<string, { subnet: string; ip: string; public?: string; state?: 'available' | 'deleted' }>;
  prefixLists?: Record<string, string[]>;
}

const OPEN = {
  in: ['100 allow all 0.0.0.0/0', '101 allow all ::/0'],
  out: ['100 allow all 0.0.0.0/0', '101 allow all ::/0'],
};

/** `tcp/443 0.0.0.0/0`, `tcp/1024-65535 sg-a`, `all 10.0.0.0/8`, `icmp ::/0`. */
function permission(text: string): IpPermission {
  const [traffic = '', peer = ''] = text.split(' ');
  const [protocol = '', ports = ''] = traffic.split('/');
  const [from, to] = ports.split('-').map(Number);
  const range = ports === '' ? {} : { FromPort: from, ToPort: to ?? from };
  const to_ = peer.startsWith('sg-')
    ? { UserIdGroupPairs: [{ GroupId: peer }] }
    : peer.startsWith('pl-')
      ? { PrefixListIds: [{ PrefixListId: peer }] }
      : peer.includes(':')
        ? { Ipv6Ranges: [{ CidrIpv6: peer }] }
        : { IpRanges: [{ CidrIp: peer }] };
  return { IpProtocol: protocol === 'all' ? '-1' : protocol, ...range, ...to_ };
}

/** `100 allow tcp/443 0.0.0.0/0`. */
function entry(text: string, Egress: boolean): NetworkAclEntry {
  const [number = '', action = '', traffic = '', block = ''] = text.split(' ');
  const [protocol = '', ports = ''] = traffic.split('/');
  const [From, To] = ports.split('-').map(Number);
  return {
    RuleNumber: Number(number),
    RuleAction: action === 'allow' ? 'allow' : 'deny',
    Protocol: { all: '-1', tcp: '6', udp: '17', icmp: '1' }[protocol] ?? protocol,
    Egress,
    ...(block.includes(':') ? { Ipv6CidrBlock: block } : { CidrBlock: block }),
    ...(ports !== '' && { PortRange: { From, To: To ?? From } }),
  };
}

/** `0.0.0.0/0 -> igw-a`, `10.0.0.0/16 -> local`, `pl-s3 -> vpce-a`, `0.0.0.0/0 -> nat-a blackhole`. */
function route(text: string): Route {
  const [destination = '', , target = '', state] = text.split(' ');
  const key = target.startsWith('nat-')
    ? 'NatGatewayId'
    : target.startsWith('eni-')
      ? 'NetworkInterfaceId'
      : target.startsWith('tgw-')
        ? 'TransitGatewayId'
        : 'GatewayId';
  return {
    ...(destination.startsWith('pl-')
      ? { DestinationPrefixListId: destination }
      : destination.includes(':')
        ? { DestinationIpv6CidrBlock: destination }
        : { DestinationCidrBlock: destination }),
    [key]: target,
    State: state === 'blackhole' ? 'blackhole' : 'active',
    Origin: 'CreateRoute',
  };
}

const DEFAULT_VPC = 'vpc-a';

/** The account that a sketch describes. Hosts get one interface, `eni-` and the rest of their name. */
export function accountOf(sketch: Sketch): Account {
  const vpcs = sketch.vpcs ?? { [DEFAULT_VPC]: '10.0.0.0/16' };
  const subnets = Object.entries(sketch.subnets).map(([id, each]) => ({ id, vpc: each.vpc ?? DEFAULT_VPC, ...each }));
  const vpcOf = (subnet: string) => subnets.find(({ id }) => id === subnet)?.vpc ?? DEFAULT_VPC;
  const hosts = Object.entries(sketch.hosts ?? {});
  const nats = Object.entries(sketch.nats ?? {});
  return {
    ...emptyAccount('123456789012', 'us-east-1'),
    Vpcs: Object.entries(vpcs).map(([VpcId, CidrBlock]) => ({ VpcId, CidrBlock })),
    Subnets: subnets.map(({ id, vpc, cidr, ipv6, zone }) => ({
      SubnetId: id,
      VpcId: vpc,
      CidrBlock: cidr,
      AvailabilityZone: zone ?? 'us-east-1a',
      ...(ipv6 && { Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: ipv6 }] }),
    })),
    RouteTables: subnets.map(({ id, vpc, routes = [] }) => ({
      RouteTableId: `rtb-${id}`,
      VpcId: vpc,
      Associations: [{ SubnetId: id }],
      Routes: [
        { DestinationCidrBlock: vpcs[vpc], GatewayId: 'local', State: 'active', Origin: 'CreateRouteTable' },
        ...routes.map(route),
      ],
    })),
    InternetGateways: Object.entries(sketch.gateways ?? {}).map(([InternetGatewayId, VpcId]) => ({
      InternetGatewayId,
      Attachments: [{ VpcId, State: 'attached' }],
    })),
    NatGateways: nats.map(([NatGatewayId, { subnet, ip, public: PublicIp, state }]) => ({
      NatGatewayId,
      VpcId: vpcOf(subnet),
      SubnetId: subnet,
      State: state ?? 'available',
      ConnectivityType: PublicIp ? 'public' : 'private',
      NatGatewayAddresses: [{ NetworkInterfaceId: `eni-${NatGatewayId}`, PrivateIp: ip, PublicIp }],
    })),
    NetworkInterfaces: [
      ...hosts.map(([name, { subnet, ip, ipv6, groups = [], public: PublicIp, forwards, detached }]) => ({
        NetworkInterfaceId: `eni-${name.slice(2)}`,
        SubnetId: subnet,
        VpcId: vpcOf(subnet),
        PrivateIpAddress: ip,
        PrivateIpAddresses: [{ PrivateIpAddress: ip, Primary: true, ...(PublicIp && { Association: { PublicIp } }) }],
        ...(ipv6 && { Ipv6Addresses: [{ Ipv6Address: ipv6 }] }),
        Groups: groups.map((GroupId) => ({ GroupId })),
        SourceDestCheck: !forwards,
        ...(detached ? { Status: 'available' as const } : { Attachment: { InstanceId: name } }),
      })),
      ...nats.map(([name, { subnet, ip, public: PublicIp }]) => ({
        NetworkInterfaceId: `eni-${name}`,
        SubnetId: subnet,
        VpcId: vpcOf(subnet),
        InterfaceType: 'nat_gateway' as NetworkInterfaceType,
        PrivateIpAddresses: [{ PrivateIpAddress: ip, Primary: true, ...(PublicIp && { Association: { PublicIp } }) }],
        SourceDestCheck: false,
      })),
    ],
    SecurityGroups: Object.entries(sketch.groups ?? {}).map(
      ([GroupId, { in: ingress = [], out = ['all 0.0.0.0/0', 'all ::/0'] }]) => ({
        GroupId,
        GroupName: GroupId,
        VpcId: DEFAULT_VPC,
        IpPermissions: ingress.map(permission),
        IpPermissionsEgress: out.map(permission),
      }),
    ),
    NetworkAcls: subnets.map(({ id, vpc, acl = OPEN }) => ({
      NetworkAclId: `acl-${id}`,
      VpcId: vpc,
      Associations: [{ SubnetId: id }],
      Entries: [...acl.in.map((text) => entry(text, false)), ...acl.out.map((text) => entry(text, true))],
    })),
    Instances: hosts.map(([InstanceId, { state }]) => ({ InstanceId, State: { Name: state ?? 'running' } })),
    PrefixLists: Object.entries(sketch.prefixLists ?? {}).map(([PrefixListId, Cidrs]) => ({ PrefixListId, Cidrs })),
  };
}
