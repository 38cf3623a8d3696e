import type { ResourceType } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Records } from '../records.ts';
import type { Region } from '../state.ts';

/** How AWS names one kind of EC2 resource. */
interface Kind {
  /** The member of a record, and the parameter of requests, that holds the id. */
  readonly id: string;
  /** What its ids begin with, before the hyphen. */
  readonly prefix: string;
  /** Its name in tags and TagSpecifications. */
  readonly type: ResourceType;
  readonly notFound: string;
  /** What the message of that error calls such a resource. */
  readonly noun: string | ((id: string) => string);
  /** The error code for an id that cannot be one. */
  readonly malformed?: string;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const KINDS = {
  vpcs: { id: 'VpcId', prefix: 'vpc', type: 'vpc', notFound: 'InvalidVpcID.NotFound', noun: 'vpc ID' },
  subnets: {
    id: 'SubnetId',
    prefix: 'subnet',
    type: 'subnet',
    notFound: 'InvalidSubnetID.NotFound',
    noun: 'subnet ID',
  },
  routeTables: {
    id: 'RouteTableId',
    prefix: 'rtb',
    type: 'route-table',
    notFound: 'InvalidRouteTableID.NotFound',
    noun: 'routeTable ID',
  },
  internetGateways: {
    id: 'InternetGatewayId',
    prefix: 'igw',
    type: 'internet-gateway',
    notFound: 'InvalidInternetGatewayID.NotFound',
    noun: 'internetGateway ID',
  },
  egressOnlyInternetGateways: {
    id: 'EgressOnlyInternetGatewayId',
    prefix: 'eigw',
    type: 'egress-only-internet-gateway',
    notFound: 'InvalidGatewayID.NotFound',
    noun: 'eigw ID',
  },
  natGateways: {
    id: 'NatGatewayId',
    prefix: 'nat',
    type: 'natgateway',
    notFound: 'NatGatewayNotFound',
    noun: (id: string) => `NatGateway ${id} was not found`,
  },
  addresses: {
    id: 'AllocationId',
    prefix: 'eipalloc',
    type: 'elastic-ip',
    notFound: 'InvalidAllocationID.NotFound',
    noun: 'allocation ID',
  },
  dhcpOptions: {
    id: 'DhcpOptionsId',
    prefix: 'dopt',
    type: 'dhcp-options',
    notFound: 'InvalidDhcpOptionID.NotFound',
    noun: 'dhcpOption ID',
  },
  vpcEndpoints: {
    id: 'VpcEndpointId',
    prefix: 'vpce',
    type: 'vpc-endpoint',
    notFound: 'InvalidVpcEndpointId.NotFound',
    noun: 'Vpc Endpoint Id',
  },
  vpcPeeringConnections: {
    id: 'VpcPeeringConnectionId',
    prefix: 'pcx',
    type: 'vpc-peering-connection',
    notFound: 'InvalidVpcPeeringConnectionID.NotFound',
    noun: 'vpcPeeringConnection ID',
  },
  managedPrefixLists: {
    id: 'PrefixListId',
    prefix: 'pl',
    type: 'prefix-list',
    notFound: 'InvalidPrefixListID.NotFound',
    noun: 'prefix list ID',
  },
  transitGateways: {
    id: 'TransitGatewayId',
    prefix: 'tgw',
    type: 'transit-gateway',
    notFound: 'InvalidTransitGatewayID.NotFound',
    noun: (id: string) => `Transit Gateway ${id} was deleted or does not exist.`,
  },
  transitGatewayAttachments: {
    id: 'TransitGatewayAttachmentId',
    prefix: 'tgw-attach',
    type: 'transit-gateway-attachment',
    notFound: 'InvalidTransitGatewayAttachmentID.NotFound',
    noun: (id: string) => `Transit Gateway Attachment ${id} was deleted or does not exist.`,
  },
  transitGatewayRouteTables: {
    id: 'TransitGatewayRouteTableId',
    prefix: 'tgw-rtb',
    type: 'transit-gateway-route-table',
    notFound: 'InvalidRouteTableID.NotFound',
    noun: (id: string) => `Transit Gateway Route Table ${id} was deleted or does not exist.`,
  },
  networkInterfaces: {
    id: 'NetworkInterfaceId',
    prefix: 'eni',
    type: 'network-interface',
    notFound: 'InvalidNetworkInterfaceID.NotFound',
    noun: 'networkInterface ID',
    malformed: 'InvalidNetworkInterfaceId.Malformed',
  },
  instances: {
    id: 'InstanceId',
    prefix: 'i',
    type: 'instance',
    notFound: 'InvalidInstanceID.NotFound',
    noun: 'instance ID',
    malformed: 'InvalidInstanceID.Malformed',
  },
  securityGroups: {
    id: 'GroupId',
    prefix: 'sg',
    type: 'security-group',
    notFound: 'InvalidGroup.NotFound',
    noun: 'security group',
    malformed: 'InvalidGroupId.Malformed',
  },
  securityGroupRules: {
    id: 'SecurityGroupRuleId',
    prefix: 'sgr',
    type: 'security-group-rule',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    noun: 'security group rule ID',
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
  },
  networkAcls: {
    id: 'NetworkAclId',
    prefix: 'acl',
    type: 'network-acl',
    notFound: 'InvalidNetworkAclID.NotFound',
    noun: 'networkAcl ID',
  },
  volumes: {
    id: 'VolumeId',
    prefix: 'vol',
    type: 'volume',
    notFound: 'InvalidVolume.NotFound',
    noun: (id: string) => `The volume '${id}' does not exist.`,
    malformed: 'InvalidVolumeID.Malformed',
  },
  snapshots: {
    id: 'SnapshotId',
    prefix: 'snap',
    type: 'snapshot',
    notFound: 'InvalidSnapshot.NotFound',
    noun: (id: string) => `The snapshot '${id}' does not exist.`,
    malformed: 'InvalidSnapshotID.Malformed',
  },
  images: {
    id: 'ImageId',
    prefix: 'ami',
    type: 'image',
    notFound: 'InvalidAMIID.NotFound',
    noun: (id: string) => `The image id '[${id}]' does not exist`,
    malformed: 'InvalidAMIID.Malformed',
  },
  keyPairs: { id: 'KeyPairId', prefix: 'key', type: 'key-pair', notFound: 'InvalidKeyPair.NotFound', noun: 'key pair' },
  instanceConnectEndpoints: {
    id: 'InstanceConnectEndpointId',
    prefix: 'eice',
    type: 'instance-connect-endpoint',
    notFound: 'InvalidInstanceConnectEndpointId.NotFound',
    noun: 'instance connect endpoint',
  },
  networkInsightsPaths: {
    id: 'NetworkInsightsPathId',
    prefix: 'nip',
    type: 'network-insights-path',
    notFound: 'InvalidNetworkInsightsPathId.NotFound',
    noun: 'network insights path ID',
    malformed: 'InvalidNetworkInsightsPathId.Malformed',
  },
  networkInsightsAnalyses: {
    id: 'NetworkInsightsAnalysisId',
    prefix: 'nia',
    type: 'network-insights-analysis',
    notFound: 'InvalidNetworkInsightsAnalysisId.NotFound',
    noun: 'network insights analysis ID',
    malformed: 'InvalidNetworkInsightsAnalysisId.Malformed',
  },
  vpcBlockPublicAccessExclusions: {
    id: 'ExclusionId',
    prefix: 'vpcbpa-exclude',
    type: 'vpc-block-public-access-exclusion',
    notFound: 'InvalidVpcBlockPublicAccessExclusionId.NotFound',
    noun: 'vpc block public access exclusion ID',
  },
  customerGateways: {
    id: 'CustomerGatewayId',
    prefix: 'cgw',
    type: 'customer-gateway',
    notFound: 'InvalidCustomerGatewayID.NotFound',
    noun: 'customerGateway ID',
  },
  vpnGateways: {
    id: 'VpnGatewayId',
    prefix: 'vgw',
    type: 'vpn-gateway',
    notFound: 'InvalidVpnGatewayID.NotFound',
    noun: 'vpnGateway ID',
  },
  vpnConnections: {
    id: 'VpnConnectionId',
    prefix: 'vpn',
    type: 'vpn-connection',
    notFound: 'InvalidVpnConnectionID.NotFound',
    noun: 'vpnConnection ID',
  },
  flowLogs: {
    id: 'FlowLogId',
    prefix: 'fl',
    type: 'vpc-flow-log',
    notFound: 'InvalidFlowLogId.NotFound',
    noun: 'flowLog ID',
  },
  placementGroups: {
    id: 'GroupId',
    prefix: 'pg',
    type: 'placement-group',
    notFound: 'InvalidPlacementGroup.Unknown',
    noun: (id: string) => `The Placement Group '${id}' is unknown.`,
  },
  launchTemplates: {
    id: 'LaunchTemplateId',
    prefix: 'lt',
    type: 'launch-template',
    notFound: 'InvalidLaunchTemplateId.NotFound',
    noun: (id: string) => `The specified launch template, with template ID ${id}, does not exist.`,
    malformed: 'InvalidLaunchTemplateId.Malformed',
  },
} as const satisfies { [Name in keyof Records]?: Kind };

export type KindName = keyof typeof KINDS;

/** The record with this id; AWS's error when the id is missing or malformed or names nothing. */
export function find<Name extends KindName>(region: Region, name: Name, id: string | undefined): Records[Name] {
  checkId(name, required(id, KINDS[name].id));
  const record = region[name].get(id) as Records[Name] | undefined;
  if (record === undefined) throw notFound(name, id);
  return record;
}

export function notFound(name: KindName, id = ''): AwsError {
  const { notFound: code, noun }: Kind = KINDS[name];
  return new AwsError(code, typeof noun === 'function' ? noun(id) : `The ${noun} '${id}' does not exist`);
}

/** Refuses an id whose form tells that it cannot belong to this kind. */
export function checkId(name: KindName, id: string): void {
  const { prefix, malformed }: Kind = KINDS[name];
  if (malformed && !new RegExp(`^${prefix}-[0-9a-f]{8,17}$`).test(id)) {
    throw new AwsError(malformed, `Invalid id: "${id}" (expecting "${prefix}-...")`);
  }
}

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

/** The error for a parameter without which the request means nothing. */
const missing = (parameter: string): AwsError =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);

/** The value; AWS's error when the request leaves it out. */
export function required<T>(value: T | undefined, parameter: string): T {
  if (value === undefined || value === '') throw missing(parameter);
  return value;
}
