import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type * as sts from '@aws-sdk/client-sts';

/** The commands that an account is read with, as the AWS CLI names them, and what they answer. */
export interface Outputs {
  'ec2 describe-vpcs': ec2.DescribeVpcsResult;
  'ec2 describe-vpc-attribute': ec2.DescribeVpcAttributeResult;
  'ec2 describe-subnets': ec2.DescribeSubnetsResult;
  'ec2 describe-route-tables': ec2.DescribeRouteTablesResult;
  'ec2 describe-internet-gateways': ec2.DescribeInternetGatewaysResult;
  'ec2 describe-egress-only-internet-gateways': ec2.DescribeEgressOnlyInternetGatewaysResult;
  'ec2 describe-nat-gateways': ec2.DescribeNatGatewaysResult;
  'ec2 describe-addresses': ec2.DescribeAddressesResult;
  'ec2 describe-network-interfaces': ec2.DescribeNetworkInterfacesResult;
  'ec2 describe-security-groups': ec2.DescribeSecurityGroupsResult;
  'ec2 describe-network-acls': ec2.DescribeNetworkAclsResult;
  'ec2 describe-instances': ec2.DescribeInstancesResult;
  'ec2 describe-vpc-endpoints': ec2.DescribeVpcEndpointsResult;
  'ec2 describe-instance-connect-endpoints': ec2.DescribeInstanceConnectEndpointsResult;
  'ec2 describe-prefix-lists': ec2.DescribePrefixListsResult;
  'ec2 get-managed-prefix-list-entries': ec2.GetManagedPrefixListEntriesResult;
  'ec2 describe-vpc-peering-connections': ec2.DescribeVpcPeeringConnectionsResult;
  'ec2 describe-vpn-gateways': ec2.DescribeVpnGatewaysResult;
  'ec2 describe-vpn-connections': ec2.DescribeVpnConnectionsResult;
  'ec2 describe-transit-gateways': ec2.DescribeTransitGatewaysResult;
  'ec2 describe-transit-gateway-attachments': ec2.DescribeTransitGatewayAttachmentsResult;
  'ec2 describe-transit-gateway-vpc-attachments': ec2.DescribeTransitGatewayVpcAttachmentsResult;
  'ec2 describe-transit-gateway-peering-attachments': ec2.DescribeTransitGatewayPeeringAttachmentsResult;
  'ec2 describe-transit-gateway-route-tables': ec2.DescribeTransitGatewayRouteTablesResult;
  'ec2 search-transit-gateway-routes': ec2.SearchTransitGatewayRoutesResult;
  'ec2 get-transit-gateway-route-table-propagations': ec2.GetTransitGatewayRouteTablePropagationsResult;
  'ec2 describe-vpc-block-public-access-options': ec2.DescribeVpcBlockPublicAccessOptionsResult;
  'ec2 describe-vpc-block-public-access-exclusions': ec2.DescribeVpcBlockPublicAccessExclusionsResult;
  'elbv2 describe-load-balancers': elbv2.DescribeLoadBalancersOutput;
  'elbv2 describe-load-balancer-attributes': elbv2.DescribeLoadBalancerAttributesOutput;
  'elbv2 describe-listeners': elbv2.DescribeListenersOutput;
  'elbv2 describe-rules': elbv2.DescribeRulesOutput;
  'elbv2 describe-target-groups': elbv2.DescribeTargetGroupsOutput;
  'elbv2 describe-target-group-attributes': elbv2.DescribeTargetGroupAttributesOutput;
  'elbv2 describe-target-health': elbv2.DescribeTargetHealthOutput;
  'elbv2 describe-tags': elbv2.DescribeTagsOutput;
  'sts get-caller-identity': sts.GetCallerIdentityResponse;
}

export type Command = keyof Outputs;

/** What a command is asked about, such as a target group's ARN, or a VPC's id and the name of an attribute; empty for a whole Region. */
export type About = readonly string[];

/** The options that name what a command is asked about, in the order of `About`. */
const OPTIONS: { readonly [C in Command]?: readonly string[] } = {
  'ec2 describe-vpc-attribute': ['--vpc-id', '--attribute'],
  'ec2 get-managed-prefix-list-entries': ['--prefix-list-id'],
  'ec2 search-transit-gateway-routes': [
    '--filters Name=state,Values=active,blackhole --transit-gateway-route-table-id',
  ],
  'ec2 get-transit-gateway-route-table-propagations': ['--transit-gateway-route-table-id'],
  'elbv2 describe-load-balancer-attributes': ['--load-balancer-arn'],
  'elbv2 describe-listeners': ['--load-balancer-arn'],
  'elbv2 describe-rules': ['--listener-arn'],
  'elbv2 describe-target-group-attributes': ['--target-group-arn'],
  'elbv2 describe-target-health': ['--target-group-arn'],
  'elbv2 describe-tags': ['--resource-arns'],
};

/** The command as a person would type it. */
export function commandLine(command: Command, about: About = []): string {
  const options = (OPTIONS[command] ?? []).map((option, i) => `${option} ${about[i] ?? '…'}`);
  return ['aws', command, ...options].join(' ');
}

/** `describe-vpcs` of `ec2 describe-vpcs`. */
export const operationOf = (command: Command): string => command.slice(command.indexOf(' ') + 1);

/** The resource's part of an ARN, from its kind on: `targetgroup`, its name and its id. */
export const segmentsOf = (arn: string): string[] => arn.split(':').slice(5).join(':').split('/');

/** The file that holds a command's answer: `describe-vpcs.json`, or `describe-target-health.web.json` for what one thing has. */
export function fileName(command: Command, about: About = []): string {
  const names =
    command === 'elbv2 describe-tags' ? [] : about.map((each) => shortName(each).replaceAll(/[^\w-]/g, '-'));
  return `${[operationOf(command), ...names].join('.')}.json`;
}

/** What tells a thing from others of its kind in one Region: the name of a load balancer or target group, else an id. */
function shortName(id: string): string {
  if (!id.startsWith('arn:')) return id;
  const segments = segmentsOf(id);
  const name = { targetgroup: segments[1], loadbalancer: segments[2] }[segments[0] ?? ''];
  return name ?? segments.at(-1) ?? id;
}
