import type * as ec2 from '@aws-sdk/client-ec2';
import type { Outputs } from './command.ts';
import type { Shape } from './shape.ts';
import { TAGS } from './vpc-shapes.ts';

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

const INSTANCE: Shape<ec2.Instance> = {
  InstanceId: 'text',
  IamInstanceProfile: { Arn: 'text' },
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

/** What the answers of EC2's commands about interfaces, and about what sends and answers through them, must look like. */
export const HOST_OUTPUTS = {
  'ec2 describe-addresses': { Addresses: [ADDRESS] },
  'ec2 describe-network-interfaces': { NetworkInterfaces: [NETWORK_INTERFACE] },
  'ec2 describe-instances': { Reservations: [{ OwnerId: 'text', Instances: [INSTANCE] }] },
  'ec2 describe-vpc-endpoints': { VpcEndpoints: [VPC_ENDPOINT] },
  'ec2 describe-instance-connect-endpoints': { InstanceConnectEndpoints: [INSTANCE_CONNECT_ENDPOINT] },
} satisfies { readonly [C in keyof Outputs]?: Shape<Outputs[C]> };
