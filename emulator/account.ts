import type { PrefixList } from '@aws-sdk/client-ec2';
import { emptyAccount } from '../lib/account/empty.ts';
import type { Account, VpcAttributes } from '../lib/account/types.ts';
import { operations as addresses } from './ec2/address.ts';
import { operations as blockPublicAccess } from './ec2/block-public-access.ts';
import { operations as blockPublicAccessExclusions } from './ec2/block-public-access-exclusion.ts';
import { operations as egressOnlyInternetGateways } from './ec2/egress-only-internet-gateway.ts';
import { operations as instances } from './ec2/instance.ts';
import { operations as instanceConnectEndpoints } from './ec2/instance-connect-endpoint.ts';
import { operations as internetGateways } from './ec2/internet-gateway.ts';
import { operations as natGateways } from './ec2/nat-gateway.ts';
import { operations as networkAcls } from './ec2/network-acl.ts';
import { operations as networkInterfaces } from './ec2/network-interface.ts';
import { operations as prefixLists } from './ec2/prefix-list.ts';
import { operations as routeTables } from './ec2/route-table.ts';
import { operations as securityGroups } from './ec2/security-group-view.ts';
import { operations as subnets } from './ec2/subnet.ts';
import { transitGatewaysOf } from './ec2/transit-gateway-facts.ts';
import { operations as vpcs } from './ec2/vpc.ts';
import { operations as vpcEndpoints } from './ec2/vpc-endpoint.ts';
import { operations as vpcPeeringConnections } from './ec2/vpc-peering-connection.ts';
import { operations as vpnConnections } from './ec2/vpn-connection.ts';
import { operations as vpnGateways } from './ec2/vpn-gateway.ts';
import { loadBalancingOf } from './elbv2/account.ts';
import type { Region } from './state.ts';

/**
 * The facts of a Region of the emulated account, as its own Describe operations answer them, so that whoever reasons about the
 * network sees what a client sees. Target health is left `unknown`: it is what follows from these facts.
 */
export function accountOf(region: Region): Account {
  const { Reservations = [] } = instances.DescribeInstances(region, {});
  return {
    ...emptyAccount(region.accountId, region.name),
    Vpcs: vpcs.DescribeVpcs(region, {}).Vpcs,
    VpcAttributes: vpcAttributesOf(region),
    Subnets: subnets.DescribeSubnets(region, {}).Subnets,
    RouteTables: routeTables.DescribeRouteTables(region, {}).RouteTables,
    InternetGateways: internetGateways.DescribeInternetGateways(region, {}).InternetGateways,
    EgressOnlyInternetGateways: egressOnlyInternetGateways.DescribeEgressOnlyInternetGateways(region, {})
      .EgressOnlyInternetGateways,
    NatGateways: natGateways.DescribeNatGateways(region, {}).NatGateways,
    Addresses: addresses.DescribeAddresses(region, {}).Addresses,
    NetworkInterfaces: networkInterfaces.DescribeNetworkInterfaces(region, {}).NetworkInterfaces,
    SecurityGroups: securityGroups.DescribeSecurityGroups(region, {}).SecurityGroups,
    NetworkAcls: networkAcls.DescribeNetworkAcls(region, {}).NetworkAcls,
    Instances: Reservations.flatMap((reservation) => reservation.Instances ?? []),
    VpnGateways: vpnGateways.DescribeVpnGateways(region, {}).VpnGateways,
    VpnConnections: vpnConnections.DescribeVpnConnections(region, {}).VpnConnections,
    VpcEndpoints: vpcEndpoints.DescribeVpcEndpoints(region, {}).VpcEndpoints,
    VpcPeeringConnections: vpcPeeringConnections.DescribeVpcPeeringConnections(region, {}).VpcPeeringConnections,
    PrefixLists: prefixListsOf(region),
    InstanceConnectEndpoints: instanceConnectEndpoints.DescribeInstanceConnectEndpoints(region, {})
      .InstanceConnectEndpoints,
    ...transitGatewaysOf(region),
    ...blockPublicAccess.DescribeVpcBlockPublicAccessOptions(region),
    VpcBlockPublicAccessExclusions: blockPublicAccessExclusions.DescribeVpcBlockPublicAccessExclusions(region, {})
      .VpcBlockPublicAccessExclusions,
    ...loadBalancingOf(region),
  };
}

/** As DescribeVpcAttribute tells them one by one. */
function vpcAttributesOf(region: Region): Record<string, VpcAttributes> {
  return Object.fromEntries(
    region.vpcs
      .values()
      .map(({ VpcId = '', enableDnsSupport = false, enableDnsHostnames = false }) => [
        VpcId,
        { enableDnsSupport, enableDnsHostnames },
      ]),
  );
}

/** The lists of AWS's gateway endpoints carry their blocks; those of all others are asked for one by one. */
function prefixListsOf(region: Region): PrefixList[] {
  const { PrefixLists: described } = prefixLists.DescribePrefixLists(region, {});
  const known = new Set(described.map(({ PrefixListId }) => PrefixListId));
  const { PrefixLists: managed } = prefixLists.DescribeManagedPrefixLists(region, {});
  const others = managed.filter(({ PrefixListId }) => !known.has(PrefixListId));
  return [
    ...described,
    ...others.map(({ PrefixListId, PrefixListName }) => {
      const { Entries } = prefixLists.GetManagedPrefixListEntries(region, { PrefixListId });
      return { PrefixListId, PrefixListName, Cidrs: Entries.flatMap(({ Cidr }) => Cidr ?? []) };
    }),
  ];
}
