import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';

/** A command whose answer could not be read, so that nothing may be concluded from its absence. */
export interface Gap {
  /** As the AWS CLI names it, for example `ec2 describe-network-acls`. */
  readonly command: string;
  readonly reason: string;
}

/** Whether a VPC has Amazon's resolver, and names for its public addresses. */
export interface VpcAttributes {
  readonly enableDnsSupport?: boolean | undefined;
  readonly enableDnsHostnames?: boolean | undefined;
}

/**
 * The facts of one account in one Region, as the Describe operations answer them, in AWS's own field names.
 * A list is empty both where AWS answers an empty set and where a command failed; `gaps` tells the two apart.
 */
export interface Account {
  readonly AccountId: string;
  readonly Region: string;
  readonly Vpcs: readonly ec2.Vpc[];
  readonly Subnets: readonly ec2.Subnet[];
  readonly RouteTables: readonly ec2.RouteTable[];
  readonly InternetGateways: readonly ec2.InternetGateway[];
  readonly EgressOnlyInternetGateways: readonly ec2.EgressOnlyInternetGateway[];
  readonly NatGateways: readonly ec2.NatGateway[];
  readonly Addresses: readonly ec2.Address[];
  readonly NetworkInterfaces: readonly ec2.NetworkInterface[];
  readonly SecurityGroups: readonly ec2.SecurityGroup[];
  readonly NetworkAcls: readonly ec2.NetworkAcl[];
  readonly Instances: readonly ec2.Instance[];
  readonly VpcEndpoints: readonly ec2.VpcEndpoint[];
  /** Prefix lists of AWS and of customers; `Cidrs` holds the entries. */
  readonly PrefixLists: readonly ec2.PrefixList[];
  readonly InstanceConnectEndpoints: readonly ec2.Ec2InstanceConnectEndpoint[];
  readonly VpcPeeringConnections: readonly ec2.VpcPeeringConnection[];
  readonly VpnGateways: readonly ec2.VpnGateway[];
  readonly VpnConnections: readonly ec2.VpnConnection[];
  readonly TransitGateways: readonly ec2.TransitGateway[];
  /** Attachments of every kind; `Association` names the route table that what comes in by it is looked up in. */
  readonly TransitGatewayAttachments: readonly ec2.TransitGatewayAttachment[];
  /** The subnets and options of attachments to VPCs. */
  readonly TransitGatewayVpcAttachments: readonly ec2.TransitGatewayVpcAttachment[];
  readonly TransitGatewayPeeringAttachments: readonly ec2.TransitGatewayPeeringAttachment[];
  readonly TransitGatewayRouteTables: readonly ec2.TransitGatewayRouteTable[];
  /** Routes, static and propagated, by route table, as SearchTransitGatewayRoutes answers; no key where it was not read. */
  readonly TransitGatewayRoutes: Readonly<Record<string, readonly ec2.TransitGatewayRoute[]>>;
  /** Propagations by route table; no key where they were not read. */
  readonly TransitGatewayRouteTablePropagations: Readonly<
    Record<string, readonly ec2.TransitGatewayRouteTablePropagation[]>
  >;
  /** Block Public Access of the Region; undefined where it was not read or is not known there, which is off. */
  readonly VpcBlockPublicAccessOptions: ec2.VpcBlockPublicAccessOptions | undefined;
  readonly VpcBlockPublicAccessExclusions: readonly ec2.VpcBlockPublicAccessExclusion[];
  /** DNS attributes by VPC; a missing one has AWS's default. */
  readonly VpcAttributes: Readonly<Record<string, VpcAttributes>>;
  readonly LoadBalancers: readonly elbv2.LoadBalancer[];
  readonly Listeners: readonly elbv2.Listener[];
  /** Rules of all listeners, each with the listener it belongs to. */
  readonly Rules: readonly (elbv2.Rule & { readonly ListenerArn: string })[];
  readonly TargetGroups: readonly elbv2.TargetGroup[];
  /** Target health by target group ARN; the keys also tell which targets are registered. */
  readonly TargetHealth: Readonly<Record<string, readonly elbv2.TargetHealthDescription[]>>;
  /** Attributes of load balancers and target groups by ARN. */
  readonly Attributes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Tags of load balancers, listeners, rules and target groups by ARN; EC2's resources carry theirs. */
  readonly ElbTags: Readonly<Record<string, readonly elbv2.Tag[]>>;
  readonly gaps: readonly Gap[];
}

/** What an account says of transit gateways. */
export type TransitFacts = Pick<
  Account,
  | 'TransitGateways'
  | 'TransitGatewayAttachments'
  | 'TransitGatewayVpcAttachments'
  | 'TransitGatewayPeeringAttachments'
  | 'TransitGatewayRouteTables'
  | 'TransitGatewayRoutes'
  | 'TransitGatewayRouteTablePropagations'
>;
