import type * as ec2 from '@aws-sdk/client-ec2';
import {
  ACCOUNT,
  blockOfVpc,
  dotted,
  type Estate,
  nameTag,
  type Printed,
  REGION,
  type Subnet,
  type Vpc,
} from '../plan.ts';
import type { Random } from '../random.ts';

const UNBLOCKED = { InternetGatewayBlockMode: 'off' } as const;

export const vpcFacts = (vpc: Vpc): Printed<ec2.Vpc> => ({
  OwnerId: ACCOUNT,
  InstanceTenancy: 'default',
  ...(vpc.ipv6 && {
    Ipv6CidrBlockAssociationSet: [
      {
        AssociationId: `vpc-cidr-assoc-6${vpc.id.slice(-16)}`,
        Ipv6CidrBlock: `${vpc.ipv6}00::/56`,
        Ipv6CidrBlockState: { State: 'associated' },
        NetworkBorderGroup: REGION,
        Ipv6Pool: 'Amazon',
        Ipv6AddressAttribute: 'public',
        IpSource: 'amazon',
      },
    ],
  }),
  CidrBlockAssociationSet: [
    {
      AssociationId: `vpc-cidr-assoc-4${vpc.id.slice(-16)}`,
      CidrBlock: blockOfVpc(vpc),
      CidrBlockState: { State: 'associated' },
    },
  ],
  IsDefault: false,
  Tags: [...nameTag(vpc.name), { Key: 'Environment', Value: vpc.environment }],
  BlockPublicAccessStates: UNBLOCKED,
  VpcId: vpc.id,
  State: 'available',
  CidrBlock: blockOfVpc(vpc),
  DhcpOptionsId: 'dopt-0a1b2c3d4e5f60718',
});

export const subnetFacts = (subnet: Subnet): Printed<ec2.Subnet> => ({
  AvailabilityZoneId: subnet.zone.id,
  MapCustomerOwnedIpOnLaunch: false,
  OwnerId: ACCOUNT,
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: subnet.ipv6
    ? [
        {
          AssociationId: `subnet-cidr-assoc-6${subnet.id.slice(-16)}`,
          Ipv6CidrBlock: `${subnet.ipv6}::/64`,
          Ipv6CidrBlockState: { State: 'associated' },
          Ipv6AddressAttribute: 'public',
          IpSource: 'amazon',
        },
      ]
    : [],
  Tags: [...nameTag(subnet.name), { Key: 'Tier', Value: subnet.tier }],
  SubnetArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:subnet/${subnet.id}`,
  EnableDns64: false,
  Ipv6Native: false,
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
  BlockPublicAccessStates: UNBLOCKED,
  SubnetId: subnet.id,
  State: 'available',
  VpcId: subnet.vpc.id,
  CidrBlock: `${dotted(subnet.first)}/${subnet.length}`,
  AvailableIpAddressCount: 2 ** (32 - subnet.length) - 1 - subnet.taken,
  AvailabilityZone: subnet.zone.name,
  DefaultForAz: false,
  MapPublicIpOnLaunch: subnet.tier === 'public',
});

/** Attached ones, and a few that somebody took off and left. */
export function* internetGateways({ vpcs }: Estate, random: Random): Iterable<Printed<ec2.InternetGateway>> {
  for (const vpc of vpcs) {
    const id = vpc.internetGatewayId ?? (random.chance(0.2) ? random.id('igw') : undefined);
    if (!id) continue;
    yield {
      Attachments: vpc.internetGatewayId ? [{ State: 'available' as ec2.AttachmentStatus, VpcId: vpc.id }] : [],
      InternetGatewayId: id,
      OwnerId: ACCOUNT,
      Tags: nameTag(vpc.name),
    };
  }
}

export function* egressOnlyGateways({ vpcs }: Estate): Iterable<Printed<ec2.EgressOnlyInternetGateway>> {
  for (const { id, name, egressOnlyId } of vpcs) {
    if (!egressOnlyId) continue;
    yield {
      Attachments: [{ State: 'attached', VpcId: id }],
      EgressOnlyInternetGatewayId: egressOnlyId,
      Tags: nameTag(name),
    };
  }
}
