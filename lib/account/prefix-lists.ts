import type * as ec2 from '@aws-sdk/client-ec2';
import type { Reader } from './reader.ts';

/**
 * The lists of AWS's gateway endpoints come with their entries; the others that rules and routes name need a command each. One that
 * cannot be read has no `Cidrs`.
 */
export async function readPrefixLists(reader: Reader, named: ReadonlySet<string>): Promise<ec2.PrefixList[]> {
  const known = (await reader.ask('ec2 describe-prefix-lists'))?.PrefixLists ?? [];
  const others = [...named].filter((id) => !known.some(({ PrefixListId }) => PrefixListId === id));
  const answers = await reader.askEach(
    'ec2 get-managed-prefix-list-entries',
    others.map((id) => [id]),
  );
  const read = others.map((PrefixListId, i) => {
    const answer = answers[i];
    return { PrefixListId, ...(answer && { Cidrs: (answer.Entries ?? []).flatMap(({ Cidr }) => Cidr ?? []) }) };
  });
  return [...known, ...read];
}

/** The prefix lists that rules and routes name. */
export function prefixListsIn(
  groups: readonly ec2.SecurityGroup[],
  tables: readonly ec2.RouteTable[],
  transitRoutes: readonly ec2.TransitGatewayRoute[],
): ReadonlySet<string> {
  const permissions = groups.flatMap(({ IpPermissions = [], IpPermissionsEgress = [] }) => [
    ...IpPermissions,
    ...IpPermissionsEgress,
  ]);
  const inRules = permissions.flatMap(({ PrefixListIds = [] }) => PrefixListIds.map((list) => list.PrefixListId));
  const inRoutes = tables.flatMap(({ Routes = [] }) => Routes.map((route) => route.DestinationPrefixListId));
  const inTransit = transitRoutes.map((route) => route.PrefixListId);
  return new Set([...inRules, ...inRoutes, ...inTransit].filter((id) => id !== undefined));
}
