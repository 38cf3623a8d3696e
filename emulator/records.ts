import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { StackRecord } from './cloudformation/records.ts';

/** The facts that AWS keeps of a VPC but does not answer in DescribeVpcs. Members outside the SDK's shapes never reach the wire. */
export interface VpcRecord extends ec2.Vpc {
  enableDnsSupport: boolean;
  enableDnsHostnames: boolean;
  enableNetworkAddressUsageMetrics?: boolean;
}

export interface LoadBalancerRecord extends elbv2.LoadBalancer {
  attributes: Record<string, string>;
  tags: elbv2.Tag[];
}

export interface ListenerRecord extends elbv2.Listener {
  attributes: Record<string, string>;
  tags: elbv2.Tag[];
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
  managedPrefixLists: ec2.ManagedPrefixList & { entries: ec2.PrefixListEntry[] };
  securityGroups: ec2.SecurityGroup;
  securityGroupRules: ec2.SecurityGroupRule;
  networkAcls: ec2.NetworkAcl;
  /** `autoAssignPublicIp`: it was launched with a public address, and gets a new one when an Elastic IP address leaves it. */
  networkInterfaces: ec2.NetworkInterface & { autoAssignPublicIp?: boolean };
  instances: ec2.Instance & { userData?: string; disableApiTermination?: boolean };
  keyPairs: ec2.KeyPairInfo;
  instanceConnectEndpoints: ec2.Ec2InstanceConnectEndpoint;
  networkInsightsPaths: ec2.NetworkInsightsPath;
  /** With its results, as the network was when it was started. */
  networkInsightsAnalyses: ec2.NetworkInsightsAnalysis;
  loadBalancers: LoadBalancerRecord;
  listeners: ListenerRecord;
  rules: RuleRecord;
  targetGroups: TargetGroupRecord;
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
  'managedPrefixLists',
  'securityGroups',
  'securityGroupRules',
  'networkAcls',
  'networkInterfaces',
  'instances',
  'keyPairs',
  'instanceConnectEndpoints',
  'networkInsightsPaths',
  'networkInsightsAnalyses',
  'loadBalancers',
  'listeners',
  'rules',
  'targetGroups',
  'stacks',
  'cloudFormationResources',
  'clientTokens',
] as const satisfies readonly (keyof Records)[];
