import { type CfnResource, Fn, type Stack } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import type { Terms } from '../terms.ts';

/** All IPv4 addresses. */
export const ANYWHERE = '0.0.0.0/0';

/** A VPC for the addresses that begin with the two octets of `net`; its hosts resolve names through the Amazon DNS server. */
export function vpc(stack: Stack, { net }: Pick<Terms, 'net'>, id = 'Vpc'): CfnVPC {
  return new CfnVPC(stack, id, { cidrBlock: `${net}.0.0/16`, enableDnsSupport: true, enableDnsHostnames: true });
}

/** An internet gateway and its attachment; what needs the internet while it is created depends on the attachment. */
export interface Uplink {
  readonly gateway: CfnInternetGateway;
  readonly attachment: CfnResource;
}

/** Attaches an internet gateway to the VPC. */
export function uplink(stack: Stack, vpc: CfnVPC): Uplink {
  const gateway = new CfnInternetGateway(stack, 'InternetGateway');
  const attachment = new CfnVPCGatewayAttachment(stack, 'InternetGatewayAttachment', {
    vpcId: vpc.ref,
    internetGatewayId: gateway.ref,
  });
  return { gateway, attachment };
}

/** A route table that knows the VPC's own addresses and nothing else. */
export function routeTable(stack: Stack, id: string, vpc: CfnVPC): CfnRouteTable {
  return new CfnRouteTable(stack, id, { vpcId: vpc.ref });
}

/** A route table that sends everything else to the internet. */
export function publicRouteTable(
  stack: Stack,
  id: string,
  vpc: CfnVPC,
  { gateway, attachment }: Uplink,
): CfnRouteTable {
  const table = routeTable(stack, id, vpc);
  const route = new CfnRoute(stack, `${id}DefaultRoute`, {
    routeTableId: table.ref,
    destinationCidrBlock: ANYWHERE,
    gatewayId: gateway.ref,
  });
  route.addResourceDependency(attachment);
  return table;
}

/** A subnet in the Region's `zone`th Availability Zone, with the route table that is explicitly associated with it; without one it has its VPC's main table. */
export function subnet(
  stack: Stack,
  id: string,
  { vpc, cidr, zone, routes }: { vpc: CfnVPC; cidr: string; zone: number; routes?: CfnRouteTable },
): CfnSubnet {
  const subnet = new CfnSubnet(stack, id, {
    vpcId: vpc.ref,
    cidrBlock: cidr,
    availabilityZone: Fn.select(zone, Fn.getAzs()),
    mapPublicIpOnLaunch: false,
  });
  if (routes) {
    new CfnSubnetRouteTableAssociation(stack, `${id}Routes`, { subnetId: subnet.ref, routeTableId: routes.ref });
  }
  return subnet;
}
