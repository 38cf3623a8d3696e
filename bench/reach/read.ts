import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { emptyAccount } from '../../lib/account/empty.ts';
import type { Account } from '../../lib/account/types.ts';
import { ACCOUNT, REGION } from '../estate/plan.ts';

/** Reads an estate's folder as `breakfix trace --account` does, or, where that cannot be done yet, by JSON.parse alone. */
export async function readEstate(folder: string): Promise<Account> {
  const dump = new URL('../../lib/account/dump.ts', import.meta.url);
  if (!existsSync(dump)) return parseEstate(folder);
  const { readDump }: { readDump(folder: string): Promise<Account[]> } = await import(dump.href);
  const [account] = await readDump(folder);
  if (!account) throw new Error(`${folder} holds no account`);
  return account;
}

/** Lists that go by the same name in an answer and in an account. */
const LISTS: readonly (keyof Account)[] = [
  ...(['Vpcs', 'Subnets', 'RouteTables', 'NetworkAcls', 'SecurityGroups', 'InternetGateways'] as const),
  ...(['EgressOnlyInternetGateways', 'NatGateways', 'Addresses', 'NetworkInterfaces', 'VpcEndpoints'] as const),
  ...(['VpcPeeringConnections', 'VpnGateways', 'TransitGateways', 'TransitGatewayAttachments'] as const),
  ...(['TransitGatewayVpcAttachments', 'TransitGatewayPeeringAttachments', 'TransitGatewayRouteTables'] as const),
  ...(['LoadBalancers', 'TargetGroups', 'InstanceConnectEndpoints'] as const),
];

interface Found {
  readonly Reservations?: readonly ec2.Reservation[];
  readonly PrefixLists?: readonly ec2.PrefixList[];
  readonly Entries?: readonly ec2.PrefixListEntry[];
  readonly Routes?: readonly ec2.TransitGatewayRoute[];
  readonly Listeners?: readonly elbv2.Listener[];
  readonly Rules?: readonly elbv2.Rule[];
  readonly TargetHealthDescriptions?: readonly elbv2.TargetHealthDescription[];
  readonly Attributes?: readonly elbv2.LoadBalancerAttribute[];
}

function parseEstate(folder: string): Account {
  const files = readdirSync(folder).map((name) => {
    const [command = '', of = ''] = name.replace(/\.json$/, '').split('.');
    return { command, of, found: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Found & Partial<Account> };
  });
  const of = (command: string) => files.filter((file) => file.command === command);
  const all = <T>(command: string, pick: (found: Found) => readonly T[] | undefined): T[] =>
    of(command).flatMap(({ found }) => pick(found) ?? []);
  const lists = files.flatMap(({ found }) => LISTS.flatMap((list) => (list in found ? [[list, found[list]]] : [])));
  const managed = of('get-managed-prefix-list-entries').map(({ of, found }) => ({
    PrefixListId: of,
    Cidrs: found.Entries?.flatMap(({ Cidr }) => Cidr ?? []),
  }));
  const account: Account = {
    ...emptyAccount(ACCOUNT, REGION),
    ...Object.fromEntries(lists),
    Instances: all('describe-instances', (found) => found.Reservations?.flatMap(({ Instances = [] }) => Instances)),
    PrefixLists: [...all('describe-prefix-lists', (found) => found.PrefixLists), ...managed],
    TransitGatewayRoutes: Object.fromEntries(
      of('search-transit-gateway-routes').map(({ of, found }) => [of, found.Routes ?? []]),
    ),
    Listeners: all('describe-listeners', (found) => found.Listeners),
    Rules: all('describe-rules', (found) => found.Rules).map((rule) => ({ ...rule, ListenerArn: listenerOf(rule) })),
  };
  const groupArns = new Map(account.TargetGroups.map((each) => [each.TargetGroupName, each.TargetGroupArn ?? '']));
  const arns = new Map([
    ...groupArns,
    ...account.LoadBalancers.map((each) => [each.LoadBalancerName, each.LoadBalancerArn ?? ''] as const),
  ]);
  const attributes = [...of('describe-load-balancer-attributes'), ...of('describe-target-group-attributes')];
  return {
    ...account,
    TargetHealth: Object.fromEntries(
      of('describe-target-health').map(({ of, found }) => [groupArns.get(of), found.TargetHealthDescriptions ?? []]),
    ),
    Attributes: Object.fromEntries(
      attributes.map(({ of, found }) => [
        arns.get(of),
        Object.fromEntries((found.Attributes ?? []).map(({ Key, Value }) => [Key, Value])),
      ]),
    ),
  };
}

/** `…:listener-rule/app/name/id/listener/rule` belongs to `…:listener/app/name/id/listener`. */
const listenerOf = ({ RuleArn = '' }: elbv2.Rule): string =>
  RuleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');
