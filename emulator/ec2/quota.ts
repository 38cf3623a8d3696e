import { checkQuota, type Quota } from '../quota.ts';
import type { Region } from '../state.ts';

const VPC = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const PRIVATE_LINK = 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html';
const TRANSIT_GATEWAY = 'https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html';
const VPN = 'https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html';
const REACHABILITY = 'https://docs.aws.amazon.com/vpc/latest/reachability/reachability-analyzer-limits.html';
const EC2 = 'https://docs.aws.amazon.com/general/latest/gr/ec2-service.html';
const PLACEMENT = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/limitations-placement-groups.html';
const TEMPLATES = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html';

const reached = (plural: string) => `The maximum number of ${plural} has been reached.`;

/** For quotas whose own code AWS does not document. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const UNNAMED = 'ResourceLimitExceeded';

/**
 * The quotas of Amazon EC2 and Amazon VPC that are enforced, by the names under which they are granted. Each counts in a
 * Region unless its name says in what. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const QUOTAS = {
  vpcs: {
    ...{ name: 'VPCs per Region', code: 'L-F678F1CE', value: 5, page: VPC },
    ...{ refusal: 'VpcLimitExceeded', message: reached('VPCs') },
  },
  'subnets-per-vpc': {
    ...{ name: 'Subnets per VPC', code: 'L-407747CB', value: 200, page: VPC },
    ...{ refusal: 'SubnetLimitExceeded', message: reached('subnets') },
  },
  'ipv4-blocks-per-vpc': {
    ...{ name: 'IPv4 CIDR blocks per VPC', code: 'L-83CA0A9D', value: 5, page: VPC },
    refusal: 'CidrLimitExceeded',
    message: (most, vpcId) => `This network '${vpcId}' has met its maximum number of allowed CIDRs: ${most}`,
  },
  'elastic-ips': {
    ...{ name: 'EC2-VPC Elastic IPs', code: 'L-0263D0A3', value: 5, page: VPC },
    ...{ refusal: 'AddressLimitExceeded', message: reached('addresses') },
  },
  'internet-gateways': {
    ...{ name: 'Internet gateways per Region', code: 'L-A4707A72', value: 5, page: VPC },
    ...{ refusal: 'InternetGatewayLimitExceeded', message: reached('internet gateways') },
  },
  'egress-only-internet-gateways': {
    ...{ name: 'Egress-only internet gateways per Region', code: 'L-45FE3B85', value: 5, page: VPC },
    ...{ refusal: UNNAMED, message: reached('egress-only internet gateways') },
  },
  'nat-gateways-per-zone': {
    ...{ name: 'NAT gateways per Availability Zone', code: 'L-FE5A380F', value: 5, page: VPC },
    refusal: 'NatGatewayLimitExceeded',
    message: (most) => `Performing this operation would exceed the limit of ${most} NAT gateways`,
  },
  'elastic-ips-per-nat-gateway': {
    ...{ name: 'Elastic IP addresses per public NAT gateway', code: 'L-5F53652F', value: 2, page: VPC },
    refusal: 'NatGatewayAddressLimitExceeded',
    message: (_most, id) => `NatGateway ${id} has too many addresses.`,
  },
  'private-ips-per-nat-gateway': {
    ...{ name: 'Private IP addresses per NAT gateway', code: 'L-DFA99DE7', value: 8, page: VPC },
    refusal: 'NatGatewayAddressLimitExceeded',
    message: (_most, id) => `NatGateway ${id} has too many addresses.`,
  },
  'route-tables-per-vpc': {
    ...{ name: 'Route tables per VPC', code: 'L-589F43AA', value: 200, page: VPC },
    ...{ refusal: 'RouteTableLimitExceeded', message: reached('route tables') },
  },
  'routes-per-table': {
    ...{ name: 'Routes per route table', code: 'L-93826ACB', value: 500, page: VPC },
    refusal: 'RouteLimitExceeded',
    message: (most) => `The maximum number of routes per route table has been reached: ${most}`,
  },
  'network-acls-per-vpc': {
    ...{ name: 'Network ACLs per VPC', code: 'L-B4A6D682', value: 200, page: VPC },
    ...{ refusal: 'NetworkAclLimitExceeded', message: reached('network ACLs') },
  },
  'rules-per-network-acl': {
    ...{ name: 'Rules per network ACL', code: 'L-2AEEBF1A', value: 20, page: VPC },
    ...{ refusal: 'NetworkAclEntryLimitExceeded', message: reached('network ACL entries') },
  },
  'security-groups': {
    ...{ name: 'VPC security groups per Region', code: 'L-E79EC296', value: 2500, page: VPC },
    ...{ refusal: 'SecurityGroupLimitExceeded', message: reached('security groups') },
  },
  'rules-per-security-group': {
    ...{ name: 'Inbound or outbound rules per security group', code: 'L-0EA8095F', value: 60, page: VPC },
    ...{ refusal: 'RulesPerSecurityGroupLimitExceeded', message: reached('rules per security group') },
  },
  'security-groups-per-interface': {
    ...{ name: 'Security groups per network interface', code: 'L-2AFB9258', value: 5, page: VPC },
    ...{ refusal: 'SecurityGroupsPerInterfaceLimitExceeded', message: reached('security groups per interface') },
  },
  'network-interfaces': {
    ...{ name: 'Network interfaces per Region', code: 'L-DF5E4CA3', value: 5000, page: VPC },
    ...{ refusal: 'NetworkInterfaceLimitExceeded', message: reached('network interfaces') },
  },
  'active-peerings-per-vpc': {
    ...{ name: 'Active VPC peering connections per VPC', code: 'L-7E9ECCDB', value: 50, page: VPC },
    refusal: 'ActiveVpcPeeringConnectionPerVpcLimitExceeded',
    message: (_most, vpcId) => `The maximum number of active VPC peering connections of ${vpcId} has been reached.`,
  },
  'outstanding-peerings': {
    ...{ name: 'Outstanding VPC peering connection requests', code: 'L-DC9F7029', value: 25, page: VPC },
    refusal: 'OutstandingVpcPeeringConnectionLimitExceeded',
    message: reached('outstanding VPC peering connection requests'),
  },
  'gateway-endpoints': {
    ...{ name: 'Gateway VPC endpoints per Region', code: 'L-1B52E74A', value: 20, page: PRIVATE_LINK },
    ...{ refusal: 'VpcEndpointLimitExceeded', message: reached('VPC endpoints') },
  },
  'interface-endpoints-per-vpc': {
    name: 'Interface and Gateway Load Balancer endpoints per VPC',
    ...{ code: 'L-29B6F2EB', value: 50, page: PRIVATE_LINK },
    ...{ refusal: 'VpcEndpointLimitExceeded', message: reached('VPC endpoints') },
  },
  'block-public-access-exclusions': {
    ...{ name: 'VPC Block Public Access exclusions per account per Region', value: 50, page: VPC },
    ...{ refusal: UNNAMED, message: reached('VPC Block Public Access exclusions') },
  },
  'prefix-lists': {
    ...{ name: 'Prefix lists per Region', value: 100, page: VPC },
    ...{ refusal: UNNAMED, message: reached('prefix lists') },
  },
  'entries-per-prefix-list': {
    ...{ name: 'Maximum number of entries per prefix list', value: 1000, page: VPC },
    refusal: 'InvalidParameterValue',
    message: (most) => `The maximum number of entries of a prefix list must be between 1 and ${most}.`,
  },
  'transit-gateways': {
    ...{ name: 'Transit gateways per account', code: 'L-A2478D36', value: 5, page: TRANSIT_GATEWAY },
    ...{ refusal: 'TransitGatewayLimitExceeded', message: reached('transit gateways') },
  },
  'attachments-per-transit-gateway': {
    ...{ name: 'Attachments per transit gateway', value: 5000, page: TRANSIT_GATEWAY },
    refusal: UNNAMED,
    message: (_most, id) => `The maximum number of attachments of ${id} has been reached.`,
  },
  'peerings-per-transit-gateway': {
    ...{ name: 'Peering attachments per transit gateway', value: 50, page: TRANSIT_GATEWAY },
    refusal: UNNAMED,
    message: (_most, id) => `The maximum number of peering attachments of ${id} has been reached.`,
  },
  'transit-gateways-per-vpc': {
    ...{ name: 'Transit gateways per VPC', value: 5, page: TRANSIT_GATEWAY },
    refusal: UNNAMED,
    message: (_most, vpcId) => `The maximum number of transit gateways of ${vpcId} has been reached.`,
  },
  'route-tables-per-transit-gateway': {
    ...{ name: 'Transit gateway route tables per transit gateway', value: 20, page: TRANSIT_GATEWAY },
    refusal: UNNAMED,
    message: (_most, id) => `The maximum number of route tables of ${id} has been reached.`,
  },
  'customer-gateways': {
    ...{ name: 'Customer gateways per Region', code: 'L-4FB7FF5D', value: 50, page: VPN },
    ...{ refusal: 'CustomerGatewayLimitExceeded', message: reached('customer gateways') },
  },
  'vpn-gateways': {
    ...{ name: 'Virtual private gateways per Region', code: 'L-7029FAB6', value: 5, page: VPN },
    ...{ refusal: 'VpnGatewayLimitExceeded', message: reached('virtual private gateways') },
  },
  'vpn-connections': {
    ...{ name: 'Site-to-Site VPN connections per Region', code: 'L-3E6EC3A3', value: 50, page: VPN },
    ...{ refusal: 'VpnConnectionLimitExceeded', message: reached('VPN connections') },
  },
  'vpn-connections-per-vpn-gateway': {
    name: 'Site-to-Site VPN connections per virtual private gateway',
    ...{ code: 'L-B91E5754', value: 10, page: VPN },
    refusal: 'VpnConnectionLimitExceeded',
    message: (_most, id) => `The maximum number of VPN connections of ${id} has been reached.`,
  },
  'reachability-paths': {
    ...{ name: 'Paths', value: 1000, page: REACHABILITY },
    ...{ refusal: 'NetworkInsightsPath.LimitExceeded', message: reached('paths') },
  },
  'reachability-analyses': {
    ...{ name: 'Analyses', value: 10_000, page: REACHABILITY },
    ...{ refusal: 'NetworkInsightsAnalysis.LimitExceeded', message: reached('analyses') },
  },
  'key-pairs': {
    ...{ name: 'Key pairs', value: 5000, page: EC2 },
    ...{ refusal: 'KeyPairLimitExceeded', message: reached('key pairs') },
  },
  'launch-templates': {
    ...{ name: 'Launch templates per Region', value: 5000, page: TEMPLATES },
    ...{ refusal: 'MaxTemplateLimitExceeded', message: reached('launch templates') },
  },
  'versions-per-launch-template': {
    ...{ name: 'Launch template versions', value: 10_000, page: TEMPLATES },
    ...{ refusal: 'MaxTemplateVersionLimitExceeded', message: reached('launch template versions') },
  },
  'placement-groups': {
    ...{ name: 'Placement groups per Region', value: 500, page: PLACEMENT },
    ...{ refusal: 'PlacementGroupLimitExceeded', message: reached('placement groups') },
  },
  /**
   * AWS documents 5 for an account to begin with and raises it as the account is used: accounts meet 32 and 64. Here are as many as the
   * labs of four VPCs take.
   */
  'standard-vcpus': {
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    ...{ code: 'L-1216C47A', value: 64, page: EC2 },
    refusal: 'VcpuLimitExceeded',
    message: (most) =>
      `You have requested more vCPU capacity than your current vCPU limit of ${most} allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.`,
  },
} as const satisfies Record<string, Quota>;

/** Refuses to let there be `count` of what a quota counts; `of` is the id of what it counts in, other than the Region. */
export function refuseBeyond(region: Region, name: keyof typeof QUOTAS, count: number, of?: string): void {
  checkQuota(region, name, QUOTAS[name], count, of);
}
