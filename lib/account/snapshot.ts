import * as ec2 from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../clients.ts';
import { readLoadBalancing } from './load-balancing.ts';
import { Reader } from './reader.ts';
import type { Account } from './types.ts';

/** Which part of the account to read; all of the Region when it names no VPC. */
export interface Scope {
  readonly vpcIds?: readonly string[];
}

/**
 * Reads an account through Describe calls: in parallel, page by page, each list once. A call that is denied or fails for a reason
 * of the service becomes a gap; failing credentials and a target that does not answer throw.
 */
export async function snapshot(clients: Clients, { vpcIds }: Scope = {}): Promise<Account> {
  const reader = new Reader();
  const within = (name: string): { Filters?: ec2.Filter[] } =>
    vpcIds ? { Filters: [{ Name: name, Values: [...vpcIds] }] } : {};
  const [AccountId, network, loadBalancing] = await Promise.all([
    clients.sts.send(new GetCallerIdentityCommand({})).then((identity) => identity.Account ?? ''),
    readNetwork(clients, reader, within, vpcIds),
    readLoadBalancing(clients, reader, vpcIds),
  ]);
  return { AccountId, Region: clients.connection.region, ...network, ...loadBalancing, gaps: reader.gaps };
}

type Within = (filter: string) => { Filters?: ec2.Filter[] };

async function readNetwork({ ec2: client }: Clients, reader: Reader, within: Within, vpcIds: Scope['vpcIds']) {
  const at = { client };
  const inVpc = within('vpc-id');
  const [Vpcs, Subnets, RouteTables, InternetGateways, EgressOnlyInternetGateways, NatGateways, Addresses] =
    await Promise.all([
      reader.pages('ec2 describe-vpcs', ec2.paginateDescribeVpcs(at, inVpc), (page) => page.Vpcs),
      reader.pages('ec2 describe-subnets', ec2.paginateDescribeSubnets(at, inVpc), (page) => page.Subnets),
      reader.pages('ec2 describe-route-tables', ec2.paginateDescribeRouteTables(at, inVpc), (page) => page.RouteTables),
      reader.pages(
        'ec2 describe-internet-gateways',
        ec2.paginateDescribeInternetGateways(at, within('attachment.vpc-id')),
        (page) => page.InternetGateways,
      ),
      reader.pages(
        'ec2 describe-egress-only-internet-gateways',
        ec2.paginateDescribeEgressOnlyInternetGateways(at, {}),
        (page) => page.EgressOnlyInternetGateways,
      ),
      reader.pages(
        'ec2 describe-nat-gateways',
        ec2.paginateDescribeNatGateways(at, vpcIds ? { Filter: inVpc.Filters } : {}),
        (page) => page.NatGateways,
      ),
      reader.once(
        'ec2 describe-addresses',
        async () => (await client.send(new ec2.DescribeAddressesCommand({}))).Addresses,
      ),
    ]);
  const [
    NetworkInterfaces,
    SecurityGroups,
    NetworkAcls,
    Instances,
    VpcEndpoints,
    PrefixLists,
    InstanceConnectEndpoints,
  ] = await Promise.all([
    reader.pages(
      'ec2 describe-network-interfaces',
      ec2.paginateDescribeNetworkInterfaces(at, inVpc),
      (page) => page.NetworkInterfaces,
    ),
    reader.pages(
      'ec2 describe-security-groups',
      ec2.paginateDescribeSecurityGroups(at, inVpc),
      (page) => page.SecurityGroups,
    ),
    reader.pages('ec2 describe-network-acls', ec2.paginateDescribeNetworkAcls(at, inVpc), (page) => page.NetworkAcls),
    reader.pages('ec2 describe-instances', ec2.paginateDescribeInstances(at, inVpc), (page) =>
      page.Reservations?.flatMap((reservation) => reservation.Instances ?? []),
    ),
    reader.pages(
      'ec2 describe-vpc-endpoints',
      ec2.paginateDescribeVpcEndpoints(at, inVpc),
      (page) => page.VpcEndpoints,
    ),
    readPrefixLists(client, reader),
    reader.pages(
      'ec2 describe-instance-connect-endpoints',
      ec2.paginateDescribeInstanceConnectEndpoints(at, inVpc),
      (page) => page.InstanceConnectEndpoints,
    ),
  ]);
  return {
    ...{ Vpcs, Subnets, RouteTables, InternetGateways, EgressOnlyInternetGateways, NatGateways, Addresses },
    ...{
      NetworkInterfaces,
      SecurityGroups,
      NetworkAcls,
      Instances,
      VpcEndpoints,
      PrefixLists,
      InstanceConnectEndpoints,
    },
  };
}

/** AWS's lists come with their entries; those of customers need a call each. */
async function readPrefixLists(client: ec2.EC2Client, reader: Reader): Promise<ec2.PrefixList[]> {
  const at = { client };
  const [managed, customers] = await Promise.all([
    reader.pages('ec2 describe-prefix-lists', ec2.paginateDescribePrefixLists(at, {}), (page) => page.PrefixLists),
    reader.pages(
      'ec2 describe-managed-prefix-lists',
      ec2.paginateDescribeManagedPrefixLists(at, {}),
      (page) => page.PrefixLists,
    ),
  ]);
  const known = new Set(managed.map((list) => list.PrefixListId));
  const others = customers.filter((list) => list.OwnerId !== 'AWS' && !known.has(list.PrefixListId));
  const entries = await Promise.all(
    others.map(async ({ PrefixListId, PrefixListName }) => {
      const pages = ec2.paginateGetManagedPrefixListEntries(at, { PrefixListId });
      const list = await reader.pages('ec2 get-managed-prefix-list-entries', pages, (page) => page.Entries);
      return { PrefixListId, PrefixListName, Cidrs: list.flatMap((entry) => entry.Cidr ?? []) };
    }),
  );
  return [...managed, ...entries];
}
