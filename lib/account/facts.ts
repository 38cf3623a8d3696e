import type { Scope } from './calls.ts';
import { readLoadBalancing } from './load-balancing.ts';
import { prefixListsIn, readPrefixLists } from './prefix-lists.ts';
import type { Reader } from './reader.ts';
import { record } from './record.ts';
import { readTransitGateways } from './transit-gateways.ts';
import type { Account, VpcAttributes } from './types.ts';

/** Asks for all that an account consists of, each list once and as much as possible at the same time. */
export async function readFacts(reader: Reader, scope: Scope = {}): Promise<Partial<Account>> {
  const [network, Instances, peerings, transit, blocking, loadBalancing] = await Promise.all([
    readNetwork(reader),
    readInstances(reader),
    readPeerings(reader, scope),
    readTransitGateways(reader),
    readBlockPublicAccess(reader),
    readLoadBalancing(reader, scope),
  ]);
  const transitRoutes = Object.values(transit.TransitGatewayRoutes ?? {}).flat();
  const named = prefixListsIn(network.SecurityGroups, network.RouteTables, transitRoutes);
  const vpcIds = network.Vpcs.flatMap(({ VpcId }) => VpcId ?? []);
  const ofThese = await allOf({
    PrefixLists: readPrefixLists(reader, named),
    VpcAttributes: readVpcAttributes(reader, vpcIds),
    // Only what a virtual private gateway of the account is connected to is of interest.
    VpnConnections: network.VpnGateways.length > 0 ? readVpnConnections(reader) : Promise.resolve([]),
  });
  return {
    ...network,
    Instances,
    VpcPeeringConnections: peerings,
    ...transit,
    ...blocking,
    ...loadBalancing,
    ...ofThese,
  };
}

function readNetwork(reader: Reader) {
  return allOf({
    Vpcs: reader.list('ec2 describe-vpcs', 'Vpcs'),
    Subnets: reader.list('ec2 describe-subnets', 'Subnets'),
    RouteTables: reader.list('ec2 describe-route-tables', 'RouteTables'),
    InternetGateways: reader.list('ec2 describe-internet-gateways', 'InternetGateways'),
    EgressOnlyInternetGateways: reader.list('ec2 describe-egress-only-internet-gateways', 'EgressOnlyInternetGateways'),
    NatGateways: reader.list('ec2 describe-nat-gateways', 'NatGateways'),
    Addresses: reader.list('ec2 describe-addresses', 'Addresses'),
    NetworkInterfaces: reader.list('ec2 describe-network-interfaces', 'NetworkInterfaces'),
    SecurityGroups: reader.list('ec2 describe-security-groups', 'SecurityGroups'),
    NetworkAcls: reader.list('ec2 describe-network-acls', 'NetworkAcls'),
    VpcEndpoints: reader.list('ec2 describe-vpc-endpoints', 'VpcEndpoints'),
    InstanceConnectEndpoints: reader.list('ec2 describe-instance-connect-endpoints', 'InstanceConnectEndpoints'),
    VpnGateways: reader.list('ec2 describe-vpn-gateways', 'VpnGateways'),
  });
}

async function readInstances(reader: Reader) {
  const reservations = await reader.list('ec2 describe-instances', 'Reservations');
  return reservations.flatMap(({ Instances = [] }) => Instances);
}

const readVpnConnections = (reader: Reader) => reader.list('ec2 describe-vpn-connections', 'VpnConnections');

/** No filter of the API finds the peering connections that have a VPC on either side. */
async function readPeerings(reader: Reader, { vpcIds }: Scope) {
  const peerings = await reader.list('ec2 describe-vpc-peering-connections', 'VpcPeeringConnections');
  return peerings.filter(
    ({ RequesterVpcInfo, AccepterVpcInfo }) =>
      vpcIds === undefined || [RequesterVpcInfo, AccepterVpcInfo].some((side) => vpcIds.includes(side?.VpcId ?? '')),
  );
}

/** Where nothing is blocked, nothing is excluded from it either. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
async function readBlockPublicAccess(reader: Reader) {
  const answer = await reader.ask('ec2 describe-vpc-block-public-access-options');
  const options = answer?.VpcBlockPublicAccessOptions;
  const on = options?.InternetGatewayBlockMode !== undefined && options.InternetGatewayBlockMode !== 'off';
  const command = 'ec2 describe-vpc-block-public-access-exclusions';
  return {
    VpcBlockPublicAccessOptions: options,
    VpcBlockPublicAccessExclusions: on ? await reader.list(command, 'VpcBlockPublicAccessExclusions') : [],
  };
}

/** DescribeVpcAttribute tells one attribute of one VPC at a time. */
async function readVpcAttributes(reader: Reader, vpcIds: readonly string[]): Promise<Record<string, VpcAttributes>> {
  const ask = (attribute: keyof VpcAttributes) =>
    reader.askEach(
      'ec2 describe-vpc-attribute',
      vpcIds.map((id) => [id, attribute]),
    );
  const [support, hostnames] = await Promise.all([ask('enableDnsSupport'), ask('enableDnsHostnames')]);
  return record(vpcIds, (_, i) => {
    const enableDnsSupport = support[i]?.EnableDnsSupport?.Value;
    const enableDnsHostnames = hostnames[i]?.EnableDnsHostnames?.Value;
    if (enableDnsSupport === undefined && enableDnsHostnames === undefined) return undefined;
    return { enableDnsSupport, enableDnsHostnames };
  });
}

/** What the promises of an object come to, by their names. */
async function allOf<Reads extends Record<string, Promise<unknown>>>(
  reads: Reads,
): Promise<{ [Name in keyof Reads]: Awaited<Reads[Name]> }> {
  const read = await Promise.all(Object.entries(reads).map(async ([name, promise]) => [name, await promise] as const));
  return Object.fromEntries(read) as { [Name in keyof Reads]: Awaited<Reads[Name]> };
}
