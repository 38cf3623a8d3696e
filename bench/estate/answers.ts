import { addresses, natGatewayFacts, vpcEndpoints } from './facts/gateway.ts';
import { reservations } from './facts/instance.ts';
import {
  balancerAttributes,
  listenersOf,
  loadBalancer,
  targetGroup,
  targetGroupAttributes,
  targetHealth,
} from './facts/load-balancer.ts';
import { networkAcls } from './facts/network-acl.ts';
import { networkInterface } from './facts/network-interface.ts';
import { peeringFacts } from './facts/peering.ts';
import { managedEntries, managedPrefixLists, prefixLists } from './facts/prefix-list.ts';
import { routeTables } from './facts/route-table.ts';
import { securityGroups } from './facts/security-group.ts';
import * as transit from './facts/transit-gateway.ts';
import { egressOnlyGateways, internetGateways, subnetFacts, vpcFacts } from './facts/vpc.ts';
import { ACCOUNT, type Estate, REGION } from './plan.ts';
import { Random } from './random.ts';
import type { Answer } from './write.ts';

/** What the Describe commands answer about an estate, one after the other; the same for the same seed. */
export function* answersOf(estate: Estate, seed: number): Iterable<Answer> {
  const random = new Random(seed + 1);
  yield* network(estate, random);
  yield* transitGateway(estate);
  yield* loadBalancing(estate, random);
}

const listed = (command: string, list: string, items: Iterable<object>): Answer => ({
  file: `${command}.json`,
  list,
  items,
});

function* network(estate: Estate, random: Random): Iterable<Answer> {
  const { vpcs } = estate;
  const tables = [...routeTables(estate, random)];
  yield listed('describe-vpcs', 'Vpcs', vpcs.map(vpcFacts));
  yield listed(
    'describe-subnets',
    'Subnets',
    vpcs.flatMap(({ subnets }) => subnets.map(subnetFacts)),
  );
  yield listed('describe-route-tables', 'RouteTables', tables);
  yield listed('describe-network-acls', 'NetworkAcls', networkAcls(estate, random));
  yield listed('describe-security-groups', 'SecurityGroups', securityGroups(estate, random));
  yield listed('describe-internet-gateways', 'InternetGateways', internetGateways(estate, random));
  yield listed('describe-egress-only-internet-gateways', 'EgressOnlyInternetGateways', egressOnlyGateways(estate));
  const natGateways = vpcs.flatMap((vpc) => vpc.natGateways.map(natGatewayFacts));
  yield listed('describe-nat-gateways', 'NatGateways', natGateways);
  yield listed('describe-addresses', 'Addresses', addresses(estate));
  yield listed('describe-network-interfaces', 'NetworkInterfaces', each(estate.nics, networkInterface));
  yield listed('describe-instances', 'Reservations', reservations(estate, random));
  yield listed('describe-vpc-endpoints', 'VpcEndpoints', vpcEndpoints(estate, tables, random));
  yield listed('describe-instance-connect-endpoints', 'InstanceConnectEndpoints', []);
  yield listed('describe-prefix-lists', 'PrefixLists', prefixLists);
  yield listed('describe-managed-prefix-lists', 'PrefixLists', managedPrefixLists);
  for (const [id, entries] of managedEntries) yield listed(`get-managed-prefix-list-entries.${id}`, 'Entries', entries);
  yield listed('describe-vpc-peering-connections', 'VpcPeeringConnections', estate.peerings.map(peeringFacts));
  yield listed('describe-vpn-gateways', 'VpnGateways', []);
  for (const { id } of vpcs) yield* attributes(id);
  yield { file: 'describe-vpc-block-public-access-options.json', whole: BLOCK_PUBLIC_ACCESS };
  yield listed('describe-vpc-block-public-access-exclusions', 'VpcBlockPublicAccessExclusions', []);
}

const BLOCK_PUBLIC_ACCESS = {
  VpcBlockPublicAccessOptions: {
    AwsAccountId: ACCOUNT,
    AwsRegion: REGION,
    State: 'default-state',
    InternetGatewayBlockMode: 'off',
    ManagedBy: 'account',
    ExclusionsAllowed: 'allowed',
  },
};

function* attributes(VpcId: string): Iterable<Answer> {
  for (const name of ['enableDnsSupport', 'enableDnsHostnames']) {
    const Name = name.replace('e', 'E');
    yield { file: `describe-vpc-attribute.${VpcId}.${name}.json`, whole: { VpcId, [Name]: { Value: true } } };
  }
}

function* each<In, Out>(all: Iterable<In>, make: (one: In) => Out): Iterable<Out> {
  for (const one of all) yield make(one);
}

function* transitGateway(estate: Estate): Iterable<Answer> {
  const table = estate.transitRouteTableId;
  const vpcAttachments = transit.vpcAttachments(estate);
  const propagations = transit.propagations(estate);
  yield listed('describe-transit-gateways', 'TransitGateways', [transit.transitGateway(estate)]);
  yield listed('describe-transit-gateway-attachments', 'TransitGatewayAttachments', transit.attachments(estate));
  yield listed('describe-transit-gateway-vpc-attachments', 'TransitGatewayVpcAttachments', vpcAttachments);
  yield listed('describe-transit-gateway-peering-attachments', 'TransitGatewayPeeringAttachments', []);
  const tables = [transit.transitRouteTable(estate)];
  yield listed('describe-transit-gateway-route-tables', 'TransitGatewayRouteTables', tables);
  const Routes = transit.transitRoutes(estate);
  yield { file: `search-transit-gateway-routes.${table}.json`, whole: { Routes, AdditionalRoutesAvailable: false } };
  const command = `get-transit-gateway-route-table-propagations.${table}`;
  yield listed(command, 'TransitGatewayRouteTablePropagations', propagations);
}

function* loadBalancing({ vpcs }: Estate, random: Random): Iterable<Answer> {
  const all = vpcs.flatMap((vpc) => vpc.loadBalancers.map((balancer) => ({ vpc, balancer })));
  const groups = all.flatMap((at) => at.balancer.targetGroups.map((group) => ({ ...at, group })));
  const balancers = all.map(({ vpc, balancer }) => loadBalancer(balancer, vpc, random));
  yield listed('describe-load-balancers', 'LoadBalancers', balancers);
  for (const { balancer } of all) {
    const listening = listenersOf(balancer, random);
    const listeners = listening.map(({ listener }) => listener);
    yield listed(`describe-listeners.${balancer.name}`, 'Listeners', listeners);
    for (const { listener, rules } of listening)
      yield listed(`describe-rules.${balancer.name}.${listener.Port}`, 'Rules', rules);
    yield listed(`describe-load-balancer-attributes.${balancer.name}`, 'Attributes', balancerAttributes(balancer));
  }
  const described = groups.map(({ group, balancer, vpc }) => targetGroup(group, balancer, vpc));
  yield listed('describe-target-groups', 'TargetGroups', described);
  for (const { group, balancer } of groups) {
    yield listed(`describe-target-health.${group.name}`, 'TargetHealthDescriptions', targetHealth(group, random));
    const attributes = targetGroupAttributes(group, balancer);
    yield listed(`describe-target-group-attributes.${group.name}`, 'Attributes', attributes);
  }
  const tags = all.map(({ vpc, balancer }) => ({
    ResourceArn: balancer.arn,
    Tags: [{ Key: 'Environment', Value: vpc.environment }],
  }));
  yield listed('describe-tags', 'TagDescriptions', tags);
}
