import type { Stack } from 'aws-cdk-lib';
import {
  type CfnInternetGateway,
  type CfnRouteTable,
  type CfnSecurityGroup,
  CfnSecurityGroupEgress,
  type CfnSubnet,
  type CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import type { Terms } from '../terms.ts';
import { type Rule, securityGroup } from './security-group.ts';
import { shellAccess } from './shell-access.ts';
import { ANYWHERE, publicRouteTable, routeTable, subnet, type Uplink, uplink, vpc } from './vpc.ts';

/** A network for servers behind a load balancer: two public and two private subnets, in two zones. */
export interface BalancedTier {
  readonly uplink: Uplink;
  readonly places: {
    readonly vpc: CfnVPC;
    readonly internetGateway: CfnInternetGateway;
    readonly publicA: CfnSubnet;
    readonly publicB: CfnSubnet;
    readonly privateA: CfnSubnet;
    readonly privateB: CfnSubnet;
    readonly publicRouteTable: CfnRouteTable;
    readonly privateRouteTable: CfnRouteTable;
    /** Of the load balancer: port 80 from everywhere, and out what `behind` says. */
    readonly albSecurityGroup: CfnSecurityGroup;
  };
  /** What lets a shell in at the servers. */
  readonly shell: Rule;
  /** A security group of servers, which the load balancer may reach on these ports and which lets it in, unless told otherwise. */
  behind(id: string, description: string, ports: readonly number[], admits?: readonly Rule[]): CfnSecurityGroup;
}

export function balancedTier(stack: Stack, terms: Terms): BalancedTier {
  const { net, zone } = terms;
  const network = vpc(stack, terms);
  const internet = uplink(stack, network);
  const publicRoutes = publicRouteTable(stack, 'PublicRouteTable', network, internet);
  const privateRoutes = routeTable(stack, 'PrivateRouteTable', network);
  const inZone = (id: string, third: number, zone: number, routes: CfnRouteTable) =>
    subnet(stack, id, { vpc: network, cidr: `${net}.${third}.0/24`, zone, routes });
  const publicA = inZone('PublicA', 0, zone, publicRoutes);
  const publicB = inZone('PublicB', 1, 1 - zone, publicRoutes);
  const privateA = inZone('PrivateA', 10, zone, privateRoutes);
  const privateB = inZone('PrivateB', 11, 1 - zone, privateRoutes);
  const shell = { port: 22, peer: shellAccess(stack, { vpc: network, subnet: privateA }).securityGroup };
  const albSecurityGroup = securityGroup(stack, 'AlbSecurityGroup', {
    vpc: network,
    description: 'Load balancer',
    ingress: [{ port: 80, peer: ANYWHERE }],
    egress: [],
  });
  return {
    uplink: internet,
    places: {
      vpc: network,
      internetGateway: internet.gateway,
      publicA,
      publicB,
      privateA,
      privateB,
      publicRouteTable: publicRoutes,
      privateRouteTable: privateRoutes,
      albSecurityGroup,
    },
    shell,
    behind(id, description, ports, admits = ports.map((port) => ({ port, peer: albSecurityGroup }))) {
      const group = securityGroup(stack, id, { vpc: network, description, ingress: [shell, ...admits] });
      for (const port of ports) {
        new CfnSecurityGroupEgress(stack, `AlbTo${id}${port === ports[0] ? '' : port}`, {
          groupId: albSecurityGroup.attrGroupId,
          destinationSecurityGroupId: group.attrGroupId,
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
        });
      }
      return group;
    },
  };
}
