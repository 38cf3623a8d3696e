import type * as ec2 from '@aws-sdk/client-ec2';
import type { Outputs } from './command.ts';
import type { Field, Shape } from './shape.ts';

const TAGS: Field<ec2.Tag[]> = [{ Key: 'text', Value: 'text' }];

const VPC: Shape<ec2.Vpc> = {
  VpcId: 'text',
  OwnerId: 'text',
  CidrBlock: 'text',
  CidrBlockAssociationSet: [{ CidrBlock: 'text', CidrBlockState: { State: 'text' } }],
  Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: 'text', Ipv6CidrBlockState: { State: 'text' } }],
  DhcpOptionsId: 'text',
  IsDefault: 'flag',
  State: 'text',
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'text' },
  Tags: TAGS,
};

const SUBNET: Shape<ec2.Subnet> = {
  SubnetId: 'text',
  SubnetArn: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  AvailabilityZone: 'text',
  AvailabilityZoneId: 'text',
  CidrBlock: 'text',
  Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: 'text', Ipv6CidrBlockState: { State: 'text' } }],
  Ipv6Native: 'flag',
  EnableDns64: 'flag',
  MapPublicIpOnLaunch: 'flag',
  DefaultForAz: 'flag',
  State: 'text',
  BlockPublicAccessStates: { InternetGatewayBlockMode: 'text' },
  Tags: TAGS,
};

const ROUTE: Shape<ec2.Route> = {
  DestinationCidrBlock: 'text',
  DestinationIpv6CidrBlock: 'text',
  DestinationPrefixListId: 'text',
  CarrierGatewayId: 'text',
  CoreNetworkArn: 'text',
  EgressOnlyInternetGatewayId: 'text',
  GatewayId: 'text',
  InstanceId: 'text',
  InstanceOwnerId: 'text',
  LocalGatewayId: 'text',
  NatGatewayId: 'text',
  NetworkInterfaceId: 'text',
  OdbNetworkArn: 'text',
  TransitGatewayId: 'text',
  VpcPeeringConnectionId: 'text',
  IpAddress: 'text',
  Origin: 'text',
  State: 'text',
};

const ROUTE_TABLE: Shape<ec2.RouteTable> = {
  RouteTableId: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  Associations: [
    { Main: 'flag', SubnetId: 'text', GatewayId: 'text', RouteTableId: 'text', AssociationState: { State: 'text' } },
  ],
  PropagatingVgws: [{ GatewayId: 'text' }],
  Routes: [ROUTE],
  Tags: TAGS,
};

const ATTACHMENTS: Field<ec2.InternetGatewayAttachment[]> = [{ State: 'text', VpcId: 'text' }];

const NAT_GATEWAY: Shape<ec2.NatGateway> = {
  NatGatewayId: 'text',
  VpcId: 'text',
  SubnetId: 'text',
  State: 'text',
  ConnectivityType: 'text',
  AvailabilityMode: 'text',
  RouteTableId: 'text',
  NatGatewayAddresses: [
    {
      AllocationId: 'text',
      AvailabilityZone: 'text',
      IsPrimary: 'flag',
      NetworkInterfaceId: 'text',
      PrivateIp: 'text',
      PublicIp: 'text',
      Status: 'text',
    },
  ],
  Tags: TAGS,
};

const ADDRESS: Shape<ec2.Address> = {
  AllocationId: 'text',
  AssociationId: 'text',
  InstanceId: 'text',
  NetworkInterfaceId: 'text',
  NetworkInterfaceOwnerId: 'text',
  PrivateIpAddress: 'text',
  PublicIp: 'text',
  Tags: TAGS,
};

const ASSOCIATION: Shape<ec2.NetworkInterfaceAssociation> = { PublicIp: 'text', IpOwnerId: 'text', CarrierIp: 'text' };

const NETWORK_INTERFACE: Shape<ec2.NetworkInterface> = {
  NetworkInterfaceId: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  SubnetId: 'text',
  AvailabilityZone: 'text',
  InterfaceType: 'text',
  Description: 'text',
  PrivateIpAddress: 'text',
  PrivateIpAddresses: [{ Primary: 'flag', PrivateIpAddress: 'text', Association: ASSOCIATION }],
  Association: ASSOCIATION,
  Ipv4Prefixes: [{ Ipv4Prefix: 'text' }],
  Ipv6Address: 'text',
  Ipv6Addresses: [{ Ipv6Address: 'text', IsPrimaryIpv6: 'flag' }],
  Ipv6Prefixes: [{ Ipv6Prefix: 'text' }],
  Groups: [{ GroupId: 'text', GroupName: 'text' }],
  SourceDestCheck: 'flag',
  DenyAllIgwTraffic: 'flag',
  Attachment: {
    AttachmentId: 'text',
    DeviceIndex: 'number',
    InstanceId: 'text',
    InstanceOwnerId: 'text',
    NetworkCardIndex: 'number',
    Status: 'text',
  },
  RequesterId: 'text',
  RequesterManaged: 'flag',
  Status: 'text',
  AssociatedSubnets: ['text'],
  TagSet: TAGS,
};

const PERMISSIONS: Field<ec2.IpPermission[]> = [
  {
    IpProtocol: 'text',
    FromPort: 'number',
    ToPort: 'number',
    IpRanges: [{ CidrIp: 'text', Description: 'text' }],
    Ipv6Ranges: [{ CidrIpv6: 'text', Description: 'text' }],
    PrefixListIds: [{ PrefixListId: 'text', Description: 'text' }],
    UserIdGroupPairs: [
      {
        GroupId: 'text',
        GroupName: 'text',
        UserId: 'text',
        VpcId: 'text',
        VpcPeeringConnectionId: 'text',
        PeeringStatus: 'text',
      },
    ],
  },
];

const SECURITY_GROUP: Shape<ec2.SecurityGroup> = {
  GroupId: 'text',
  GroupName: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  IpPermissions: PERMISSIONS,
  IpPermissionsEgress: PERMISSIONS,
  Tags: TAGS,
};

const NETWORK_ACL: Shape<ec2.NetworkAcl> = {
  NetworkAclId: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  IsDefault: 'flag',
  Associations: [{ NetworkAclAssociationId: 'text', NetworkAclId: 'text', SubnetId: 'text' }],
  Entries: [
    {
      RuleNumber: 'number',
      RuleAction: 'text',
      Egress: 'flag',
      Protocol: 'text',
      CidrBlock: 'text',
      Ipv6CidrBlock: 'text',
      PortRange: { From: 'number', To: 'number' },
      IcmpTypeCode: { Type: 'number', Code: 'number' },
    },
  ],
  Tags: TAGS,
};

const INSTANCE: Shape<ec2.Instance> = {
  InstanceId: 'text',
  InstanceType: 'text',
  VpcId: 'text',
  SubnetId: 'text',
  PrivateIpAddress: 'text',
  PublicIpAddress: 'text',
  Platform: 'text',
  SourceDestCheck: 'flag',
  State: { Name: 'text' },
  Placement: { AvailabilityZone: 'text' },
  SecurityGroups: [{ GroupId: 'text', GroupName: 'text' }],
  NetworkInterfaces: [{ NetworkInterfaceId: 'text', Attachment: { DeviceIndex: 'number' } }],
  Tags: TAGS,
};

const VPC_ENDPOINT: Shape<ec2.VpcEndpoint> = {
  VpcEndpointId: 'text',
  VpcEndpointType: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  ServiceName: 'text',
  ServiceRegion: 'text',
  State: 'text',
  PolicyDocument: 'text',
  RouteTableIds: ['text'],
  SubnetIds: ['text'],
  NetworkInterfaceIds: ['text'],
  Groups: [{ GroupId: 'text' }],
  IpAddressType: 'text',
  PrivateDnsEnabled: 'flag',
  DnsEntries: [{ DnsName: 'text', HostedZoneId: 'text' }],
  Tags: TAGS,
};

const INSTANCE_CONNECT_ENDPOINT: Shape<ec2.Ec2InstanceConnectEndpoint> = {
  InstanceConnectEndpointId: 'text',
  OwnerId: 'text',
  VpcId: 'text',
  SubnetId: 'text',
  State: 'text',
  NetworkInterfaceIds: ['text'],
  SecurityGroupIds: ['text'],
  PreserveClientIp: 'flag',
  Tags: TAGS,
};

/** What the answers of EC2's commands about one VPC and what is in it must look like. */
export const VPC_OUTPUTS = {
  'ec2 describe-vpcs': { Vpcs: [VPC] },
  'ec2 describe-vpc-attribute': {
    VpcId: 'text',
    EnableDnsSupport: { Value: 'flag' },
    EnableDnsHostnames: { Value: 'flag' },
  },
  'ec2 describe-subnets': { Subnets: [SUBNET] },
  'ec2 describe-route-tables': { RouteTables: [ROUTE_TABLE] },
  'ec2 describe-internet-gateways': {
    InternetGateways: [{ InternetGatewayId: 'text', OwnerId: 'text', Attachments: ATTACHMENTS, Tags: TAGS }],
  },
  'ec2 describe-egress-only-internet-gateways': {
    EgressOnlyInternetGateways: [{ EgressOnlyInternetGatewayId: 'text', Attachments: ATTACHMENTS, Tags: TAGS }],
  },
  'ec2 describe-nat-gateways': { NatGateways: [NAT_GATEWAY] },
  'ec2 describe-addresses': { Addresses: [ADDRESS] },
  'ec2 describe-network-interfaces': { NetworkInterfaces: [NETWORK_INTERFACE] },
  'ec2 describe-security-groups': { SecurityGroups: [SECURITY_GROUP] },
  'ec2 describe-network-acls': { NetworkAcls: [NETWORK_ACL] },
  'ec2 describe-instances': { Reservations: [{ OwnerId: 'text', Instances: [INSTANCE] }] },
  'ec2 describe-vpc-endpoints': { VpcEndpoints: [VPC_ENDPOINT] },
  'ec2 describe-instance-connect-endpoints': { InstanceConnectEndpoints: [INSTANCE_CONNECT_ENDPOINT] },
  'ec2 describe-prefix-lists': { PrefixLists: [{ PrefixListId: 'text', PrefixListName: 'text', Cidrs: ['text'] }] },
  'ec2 get-managed-prefix-list-entries': { Entries: [{ Cidr: 'text', Description: 'text' }] },
  'ec2 describe-vpc-block-public-access-options': {
    VpcBlockPublicAccessOptions: {
      AwsAccountId: 'text',
      AwsRegion: 'text',
      State: 'text',
      InternetGatewayBlockMode: 'text',
      ExclusionsAllowed: 'text',
    },
  },
  'ec2 describe-vpc-block-public-access-exclusions': {
    VpcBlockPublicAccessExclusions: [
      { ExclusionId: 'text', InternetGatewayExclusionMode: 'text', ResourceArn: 'text', State: 'text' },
    ],
  },
} satisfies { readonly [C in keyof Outputs]?: Shape<Outputs[C]> };
