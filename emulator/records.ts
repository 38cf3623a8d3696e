import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { StackRecord } from './cloudformation/records.ts';

/** The facts that AWS keeps of a VPC but does not answer in DescribeVpcs. Members outside the SDK's shapes never reach the wire. */
export interface VpcRecord extends ec2.Vpc {
  enableDnsSupport: boolean;
  enableDnsHostnames: boolean;
  enableNetworkAddressUsageMetrics?: boolean;
}

/** `endTime`: when it failed or was rejected or deleted, after which AWS shows it for a while. */
export interface PeeringRecord extends ec2.VpcPeeringConnection {
  endTime?: Date;
}

/** With its versions, the oldest first; `numbered`: how many there have ever been. */
export interface LaunchTemplateRecord extends ec2.LaunchTemplate {
  versions: ec2.LaunchTemplateVersion[];
  numbered: number;
}

export interface LoadBalancerRecord extends elbv2.LoadBalancer {
  attributes: Record<string, string>;
  tags: elbv2.Tag[];
  capacity?: CapacityReservation;
}

/** The capacity units that a load balancer has at least, when they were asked for, and each time that their number went down. */
export interface CapacityReservation {
  units: number | undefined;
  modified: Date;
  decreases: Date[];
}

export interface ListenerRecord extends elbv2.Listener {
  attributes: Record<string, string>;
  tags: elbv2.Tag[];
  /** The ARNs of its certificate list, which the default certificate may be in too. */
  certificateList?: string[];
}

export interface TrustStoreRecord extends elbv2.TrustStore {
  tags: elbv2.Tag[];
  bundle: S3Object;
  /** `first`: the id of the first revocation of those that were added together. */
  revocations: (elbv2.DescribeTrustStoreRevocation & { content: S3Object; first: number })[];
}

/** Where a file lies in Amazon S3. */
interface S3Object {
  bucket: string;
  key: string;
  version?: string | undefined;
}

export interface RuleRecord extends elbv2.Rule {
  listenerArn: string;
  tags: elbv2.Tag[];
}

export interface TargetGroupRecord extends elbv2.TargetGroup {
  attributes: Record<string, string>;
  targets: elbv2.TargetDescription[];
  tags: elbv2.Tag[];
}

/** An attachment of a transit gateway, with what only the Describe operation of its own kind answers. */
export interface TransitGatewayAttachmentRecord extends ec2.TransitGatewayAttachment {
  ofVpc?: Required<Pick<ec2.TransitGatewayVpcAttachment, 'SubnetIds' | 'Options'>>;
  /** As both sides see it; `other` is the attachment of the other side, in its own Region. */
  ofPeering?: Pick<
    ec2.TransitGatewayPeeringAttachment,
    'AccepterTransitGatewayAttachmentId' | 'RequesterTgwInfo' | 'AccepterTgwInfo' | 'Options' | 'Status'
  > & { other?: { region: string; id: string } };
  /** When it was deleted or rejected. */
  endedAt?: Date;
}

/** Holds what was put into it; what attachments propagate follows from their VPCs. */
export interface TransitGatewayRouteTableRecord extends ec2.TransitGatewayRouteTable {
  /** The attachments of static routes are named by id alone. */
  staticRoutes: { destination: string; attachmentId: string | undefined }[];
  prefixLists: { prefixListId: string; attachmentId: string | undefined }[];
  /** The attachments whose routes it takes, in the order in which they were enabled. */
  propagatingAttachmentIds: string[];
}

/** `modifications`: what ModifyVolume has changed, the oldest first. */
export interface VolumeRecord extends ec2.Volume {
  autoEnableIo?: boolean;
  modifications?: ec2.VolumeModification[];
}

/** `sharedWith`: who may make volumes of it besides its owner. */
export interface SnapshotRecord extends ec2.Snapshot {
  sharedWith: ec2.CreateVolumePermission[];
}

/** An image of the account's own. `launchableBy`: who may launch instances of it besides its owner. */
export interface ImageRecord extends ec2.Image {
  launchableBy: ec2.LaunchPermission[];
  uefiData?: string | undefined;
}

/** What somebody has chosen for a whole Region, where nobody says otherwise; absent is AWS's own choice. */
export interface AccountDefaults {
  ebsEncryption?: boolean;
  ebsKmsKeyId?: string;
  metadata?: ec2.InstanceMetadataDefaultsResponse;
  snapshotSharing?: ec2.SnapshotBlockPublicAccessState;
  imageSharing?: ec2.GetImageBlockPublicAccessStateResult['ImageBlockPublicAccessState'];
  serialConsole?: boolean;
}

/** A resource that exists only as CloudFormation made it, such as a role or a bucket. */
export interface CloudFormationResource {
  type: string;
  name: string;
  /** Letters and digits that ids of AWS's end in. */
  uniqueId: string;
  created: Date;
  properties: Record<string, unknown>;
}

/** Route tables, network ACLs and the like carry their associations, routes and entries inside, as DescribeX answers them. */
export interface Records {
  vpcs: VpcRecord;
  subnets: ec2.Subnet;
  routeTables: ec2.RouteTable;
  internetGateways: ec2.InternetGateway;
  egressOnlyInternetGateways: ec2.EgressOnlyInternetGateway;
  natGateways: ec2.NatGateway;
  addresses: ec2.Address;
  dhcpOptions: ec2.DhcpOptions;
  vpcEndpoints: ec2.VpcEndpoint;
  /** Kept in the Regions of both VPCs. */
  vpcPeeringConnections: PeeringRecord;
  managedPrefixLists: ec2.ManagedPrefixList & { entries: ec2.PrefixListEntry[] };
  transitGateways: ec2.TransitGateway & { endedAt?: Date };
  transitGatewayAttachments: TransitGatewayAttachmentRecord;
  transitGatewayRouteTables: TransitGatewayRouteTableRecord;
  securityGroups: ec2.SecurityGroup;
  securityGroupRules: ec2.SecurityGroupRule;
  networkAcls: ec2.NetworkAcl;
  /** `autoAssignPublicIp`: it was launched with a public address, and gets a new one when an Elastic IP address leaves it. */
  networkInterfaces: ec2.NetworkInterface & { autoAssignPublicIp?: boolean };
  instances: ec2.Instance & { userData?: string; disableApiTermination?: boolean };
  volumes: VolumeRecord;
  snapshots: SnapshotRecord;
  images: ImageRecord;
  /** Of a Region, once somebody has set one; under one id, the account's. */
  accountDefaults: AccountDefaults;
  keyPairs: ec2.KeyPairInfo;
  instanceConnectEndpoints: ec2.Ec2InstanceConnectEndpoint;
  networkInsightsPaths: ec2.NetworkInsightsPath;
  /** With its results, as the network was when it was started. */
  networkInsightsAnalyses: ec2.NetworkInsightsAnalysis;
  /** Of a Region, once somebody has set them; under one id, the account's. */
  vpcBlockPublicAccessOptions: ec2.VpcBlockPublicAccessOptions;
  vpcBlockPublicAccessExclusions: ec2.VpcBlockPublicAccessExclusion;
  customerGateways: ec2.CustomerGateway & { endedAt?: Date };
  vpnGateways: ec2.VpnGateway & { endedAt?: Date };
  /** `changed`: when its tunnels last came up. */
  vpnConnections: ec2.VpnConnection & { endedAt?: Date; changed: Date };
  flowLogs: ec2.FlowLog;
  launchTemplates: LaunchTemplateRecord;
  placementGroups: ec2.PlacementGroup;
  loadBalancers: LoadBalancerRecord;
  listeners: ListenerRecord;
  rules: RuleRecord;
  targetGroups: TargetGroupRecord;
  trustStores: TrustStoreRecord;
  stacks: StackRecord;
  /** By type and physical id. */
  cloudFormationResources: CloudFormationResource;
  /** Answers remembered for a ClientToken, so that a repeated request makes nothing twice. */
  clientTokens: { operation: string; input: string; output: object };
}

export const COLLECTIONS = [
  'vpcs',
  'subnets',
  'routeTables',
  'internetGateways',
  'egressOnlyInternetGateways',
  'natGateways',
  'addresses',
  'dhcpOptions',
  'vpcEndpoints',
  'vpcPeeringConnections',
  'managedPrefixLists',
  'transitGateways',
  'transitGatewayAttachments',
  'transitGatewayRouteTables',
  'securityGroups',
  'securityGroupRules',
  'networkAcls',
  'networkInterfaces',
  'instances',
  'volumes',
  'snapshots',
  'images',
  'accountDefaults',
  'keyPairs',
  'instanceConnectEndpoints',
  'networkInsightsPaths',
  'networkInsightsAnalyses',
  'vpcBlockPublicAccessOptions',
  'vpcBlockPublicAccessExclusions',
  'customerGateways',
  'vpnGateways',
  'vpnConnections',
  'flowLogs',
  'launchTemplates',
  'placementGroups',
  'loadBalancers',
  'listeners',
  'rules',
  'targetGroups',
  'trustStores',
  'stacks',
  'cloudFormationResources',
  'clientTokens',
] as const satisfies readonly (keyof Records)[];
