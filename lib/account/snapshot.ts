import * as ec2 from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Clients } from '../clients.ts';
import { emptyAccount } from './empty.ts';
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
  return {
    ...emptyAccount(AccountId, clients.connection.region),
    ...network,
    ...loadBalancing,
    gaps: reader.gaps,
  };
}

type Within = (filter: string) => { Filters?: ec2.Filter[] };

async function readNetwork({ ec2: client }: Clients, reader: Reader, within: Within, vpcIds: Scope['vpcIds']) {
  const list = <Input, Page, Item>(
    command: string,
    paginate: (at: { client: ec2.EC2Client }, input: Input) => AsyncIterable<Page>,
    input: Input,
    itemsOf: (page: Page) => Item[] | undefined,
  ) => reader.pages(`ec2 ${command}`, paginate({ client }, input), itemsOf);
  // Paginators write the next token into the input that they are given, so each needs one of its own.
  const inVpc = () => within('vpc-id');
  const attached = within('attachment.vpc-id');
  const natGateways = vpcIds ? { Filter: inVpc().Filters } : {};
  const network = await allOf({
    Vpcs: list('describe-vpcs', ec2.paginateDescribeVpcs, inVpc(), (page) => page.Vpcs),
    Subnets: list('describe-subnets', ec2.paginateDescribeSubnets, inVpc(), (page) => page.Subnets),
    RouteTables: list('describe-route-tables', ec2.paginateDescribeRouteTables, inVpc(), (page) => page.RouteTables),
    InternetGateways: list(
      'describe-internet-gateways',
      ec2.paginateDescribeInternetGateways,
      attached,
      (page) => page.InternetGateways,
    ),
    EgressOnlyInternetGateways: list(
      'describe-egress-only-internet-gateways',
      ec2.paginateDescribeEgressOnlyInternetGateways,
      {},
      (page) => page.EgressOnlyInternetGateways,
    ),
    NatGateways: list(
      'describe-nat-gateways',
      ec2.paginateDescribeNatGateways,
      natGateways,
      (page) => page.NatGateways,
    ),
    Addresses: reader.once(
      'ec2 describe-addresses',
      async () => (await client.send(new ec2.DescribeAddressesCommand({}))).Addresses,
    ),
    NetworkInterfaces: list(
      'describe-network-interfaces',
      ec2.paginateDescribeNetworkInterfaces,
      inVpc(),
      (page) => page.NetworkInterfaces,
    ),
    SecurityGroups: list(
      'describe-security-groups',
      ec2.paginateDescribeSecurityGroups,
      inVpc(),
      (page) => page.SecurityGroups,
    ),
    NetworkAcls: list('describe-network-acls', ec2.paginateDescribeNetworkAcls, inVpc(), (page) => page.NetworkAcls),
    Instances: list('describe-instances', ec2.paginateDescribeInstances, inVpc(), (page) =>
      page.Reservations?.flatMap((reservation) => reservation.Instances ?? []),
    ),
    VpcEndpoints: list(
      'describe-vpc-endpoints',
      ec2.paginateDescribeVpcEndpoints,
      inVpc(),
      (page) => page.VpcEndpoints,
    ),
    InstanceConnectEndpoints: list(
      'describe-instance-connect-endpoints',
      ec2.paginateDescribeInstanceConnectEndpoints,
      inVpc(),
      (page) => page.InstanceConnectEndpoints,
    ),
  });
  const named = listsIn(network.SecurityGroups, network.RouteTables);
  return { ...network, PrefixLists: await readPrefixLists(client, reader, named) };
}

/** What the promises of an object come to, by their names. */
async function allOf<Reads extends Record<string, Promise<unknown>>>(
  reads: Reads,
): Promise<{ [Name in keyof Reads]: Awaited<Reads[Name]> }> {
  const read = await Promise.all(Object.entries(reads).map(async ([name, promise]) => [name, await promise] as const));
  return Object.fromEntries(read) as { [Name in keyof Reads]: Awaited<Reads[Name]> };
}

/** The prefix lists that rules and routes name. */
function listsIn(groups: readonly ec2.SecurityGroup[], tables: readonly ec2.RouteTable[]): ReadonlySet<string> {
  const permissions = groups.flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
    ...IpPermissions,
    ...IpPermissionsEgress,
  ]);
  const inRules = permissions.flatMap(({ PrefixListIds = [] }) => PrefixListIds.map((list) => list.PrefixListId));
  const inRoutes = tables.flatMap(({ Routes = [] }) => Routes.map((route) => route.DestinationPrefixListId));
  return new Set([...inRules, ...inRoutes].filter((id) => id !== undefined));
}

/** The lists of AWS's gateway endpoints come with their entries; the others need a call each. One that cannot be read has no `Cidrs`. */
async function readPrefixLists(
  client: ec2.EC2Client,
  reader: Reader,
  named: ReadonlySet<string>,
): Promise<ec2.PrefixList[]> {
  const at = { client };
  const own = ec2.paginateDescribePrefixLists(at, {});
  const known = await reader.pages('ec2 describe-prefix-lists', own, (page) => page.PrefixLists);
  const others = [...named].filter((id) => !known.some(({ PrefixListId }) => PrefixListId === id));
  const read = others.map(async (PrefixListId) => {
    const pages = ec2.paginateGetManagedPrefixListEntries(at, { PrefixListId });
    const command = `ec2 get-managed-prefix-list-entries --prefix-list-id ${PrefixListId}`;
    const entries = await reader.pages(command, pages, (page) => page.Entries);
    const refused = reader.gaps.some((gap) => gap.command === command);
    return { PrefixListId, ...(!refused && { Cidrs: entries.flatMap(({ Cidr }) => Cidr ?? []) }) };
  });
  return [...known, ...(await Promise.all(read))];
}
