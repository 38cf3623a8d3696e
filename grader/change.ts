import type { Account } from '../lib/account/types.ts';
import { namedResources } from '../lib/place.ts';

/** One resource that is not as it was: what it says now and did not, and what it said and does not any more. */
export interface Change {
  /** As AWS calls it: `security group`, `route table`. */
  readonly type: string;
  readonly id: string;
  /** The Name tag, else the id. */
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** The account as it would be had this not been changed. */
  readonly undone: (account: Account) => Account;
}

type List = { [Name in keyof Account]: Account[Name] extends readonly object[] ? Name : never }[keyof Account];

/** What matters of a resource, in AWS's own words: two states of it are the same when they say the same. */
interface Type<Name extends List> {
  readonly type: string;
  readonly list: Name;
  readonly idOf: (resource: Account[Name][number]) => string | undefined;
  readonly says: (resource: Account[Name][number]) => readonly (string | undefined)[];
  /** Whether it is still there: AWS shows some resources for a while after they are gone. */
  readonly lives?: (resource: Account[Name][number]) => boolean;
  /** The network interfaces that are a part of it, and change with it. */
  readonly has?: (resource: Account[Name][number], nic: Account['NetworkInterfaces'][number]) => boolean;
}

const type = <Name extends List>(of: Type<Name>) => of as unknown as Type<List>;

const GONE = /^(deleted|deleting|terminated|shutting-down|failed|rejected|expired)$/;
const alive = (state: string | undefined) => !GONE.test(state ?? '');
const ports = (from: number | undefined, to: number | undefined) =>
  from === undefined || from === -1 ? '' : from === to ? `/${from}` : `/${from}-${to}`;
const protocol = (name: string | undefined) =>
  name === '-1' ? 'all' : name === '6' ? 'tcp' : name === '17' ? 'udp' : (name ?? '');

type Permissions = NonNullable<Account['SecurityGroups'][number]['IpPermissions']>;
const rules = (way: string, permissions: Permissions = []) =>
  permissions.flatMap(({ IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges, UserIdGroupPairs, PrefixListIds }) =>
    [
      ...(IpRanges ?? []).map(({ CidrIp }) => CidrIp),
      ...(Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
      ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
      ...(PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
    ].map((peer) => `${way} ${protocol(IpProtocol)}${ports(FromPort, ToPort)} ${peer}`),
  );

const TYPES = [
  type({
    type: 'security group',
    list: 'SecurityGroups',
    idOf: ({ GroupId }) => GroupId,
    says: (group) => [...rules('inbound', group.IpPermissions), ...rules('outbound', group.IpPermissionsEgress)],
  }),
  type({
    type: 'network ACL',
    list: 'NetworkAcls',
    idOf: ({ NetworkAclId }) => NetworkAclId,
    says: ({ Entries = [], Associations = [] }) => [
      ...Entries.map(
        (entry) =>
          `${entry.Egress ? 'outbound' : 'inbound'} ${entry.RuleNumber} ${entry.RuleAction} ${protocol(entry.Protocol)}${ports(entry.PortRange?.From, entry.PortRange?.To)} ${entry.CidrBlock ?? entry.Ipv6CidrBlock}`,
      ),
      ...Associations.map(({ SubnetId }) => `for ${SubnetId}`),
    ],
  }),
  type({
    type: 'route table',
    list: 'RouteTables',
    idOf: ({ RouteTableId }) => RouteTableId,
    says: ({ Routes = [], Associations = [] }) => [
      ...Routes.map((route) => {
        const to = route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId;
        const by =
          route.NatGatewayId ??
          route.NetworkInterfaceId ??
          route.VpcPeeringConnectionId ??
          route.TransitGatewayId ??
          route.GatewayId;
        return `${to} -> ${by}`;
      }),
      ...Associations.flatMap(({ SubnetId, GatewayId }) =>
        (SubnetId ?? GatewayId) ? `for ${SubnetId ?? GatewayId}` : [],
      ),
    ],
  }),
  type({
    type: 'internet gateway',
    list: 'InternetGateways',
    idOf: ({ InternetGatewayId }) => InternetGatewayId,
    says: ({ Attachments = [] }) => Attachments.map(({ VpcId }) => `attached to ${VpcId}`),
  }),
  type({
    type: 'egress-only internet gateway',
    list: 'EgressOnlyInternetGateways',
    idOf: ({ EgressOnlyInternetGatewayId }) => EgressOnlyInternetGatewayId,
    says: ({ Attachments = [] }) => Attachments.map(({ VpcId }) => `attached to ${VpcId}`),
  }),
  type({
    type: 'NAT gateway',
    list: 'NatGateways',
    idOf: ({ NatGatewayId }) => NatGatewayId,
    says: ({ SubnetId, ConnectivityType }) => [SubnetId && `in ${SubnetId}`, ConnectivityType],
    lives: ({ State }) => alive(State),
  }),
  type({
    type: 'VPC endpoint',
    list: 'VpcEndpoints',
    idOf: ({ VpcEndpointId }) => VpcEndpointId,
    says: (endpoint) => [
      endpoint.ServiceName,
      `private DNS ${endpoint.PrivateDnsEnabled ? 'on' : 'off'}`,
      endpoint.PolicyDocument && `policy ${endpoint.PolicyDocument.replaceAll(/\s+/g, ' ')}`,
      ...(endpoint.SubnetIds ?? []).map((id) => `in ${id}`),
      ...(endpoint.Groups ?? []).map(({ GroupId }) => `with ${GroupId}`),
    ],
    lives: ({ State }) => alive(State?.toLowerCase()),
    has: ({ NetworkInterfaceIds = [] }, nic) => NetworkInterfaceIds.includes(nic.NetworkInterfaceId ?? ''),
  }),
  type({
    type: 'peering connection',
    list: 'VpcPeeringConnections',
    idOf: ({ VpcPeeringConnectionId }) => VpcPeeringConnectionId,
    says: ({ Status }) => [Status?.Code],
    lives: ({ Status }) => alive(Status?.Code),
  }),
  type({
    type: 'transit gateway attachment',
    list: 'TransitGatewayVpcAttachments',
    idOf: ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId,
    says: ({ VpcId, SubnetIds = [] }) => [VpcId, ...SubnetIds.map((id) => `in ${id}`)],
    lives: ({ State }) => alive(State),
  }),
  type({
    type: 'instance',
    list: 'Instances',
    idOf: ({ InstanceId }) => InstanceId,
    says: ({ State, SubnetId, SecurityGroups = [], IamInstanceProfile, SourceDestCheck }) => [
      State?.Name,
      `in ${SubnetId}`,
      ...SecurityGroups.map(({ GroupId }) => `with ${GroupId}`),
      IamInstanceProfile && `profile ${IamInstanceProfile.Arn}`,
      `source/destination check ${SourceDestCheck ? 'on' : 'off'}`,
    ],
    lives: ({ State }) => alive(State?.Name),
    has: ({ InstanceId }, nic) => nic.Attachment?.InstanceId === InstanceId,
  }),
  type({
    type: 'Elastic IP address',
    list: 'Addresses',
    idOf: ({ AllocationId }) => AllocationId,
    says: ({ NetworkInterfaceId }) => [NetworkInterfaceId && `on ${NetworkInterfaceId}`],
  }),
  type({
    type: 'load balancer',
    list: 'LoadBalancers',
    idOf: ({ LoadBalancerArn }) => LoadBalancerArn,
    says: ({ Scheme, AvailabilityZones = [], SecurityGroups = [] }) => [
      Scheme,
      ...AvailabilityZones.map(({ SubnetId }) => `in ${SubnetId}`),
      ...SecurityGroups.map((id) => `with ${id}`),
    ],
    has: ({ LoadBalancerArn = '' }, nic) => nic.Description === `ELB ${LoadBalancerArn.split(':loadbalancer/')[1]}`,
  }),
  type({
    type: 'listener',
    list: 'Listeners',
    idOf: ({ ListenerArn }) => ListenerArn,
    says: ({ Protocol, Port, DefaultActions = [] }) => [`${Protocol} ${Port}`, ...DefaultActions.map(actionOf)],
  }),
  type({
    type: 'listener rule',
    list: 'Rules',
    idOf: ({ RuleArn }) => RuleArn,
    // The last rule of a listener is its default action.
    lives: ({ IsDefault }) => IsDefault !== true,
    says: ({ Priority, Conditions = [], Actions = [] }) => [
      `priority ${Priority}`,
      ...Conditions.map(({ Field, PathPatternConfig, HostHeaderConfig, HttpRequestMethodConfig, Values }) => {
        const values =
          PathPatternConfig?.Values ?? HostHeaderConfig?.Values ?? HttpRequestMethodConfig?.Values ?? Values ?? [];
        return `${Field} ${values.join(', ')}`;
      }),
      ...Actions.map(actionOf),
    ],
  }),
  type({
    type: 'target group',
    list: 'TargetGroups',
    idOf: ({ TargetGroupArn }) => TargetGroupArn,
    says: ({ Protocol, Port, HealthCheckPath, HealthCheckPort, Matcher, HealthCheckEnabled }) => [
      `${Protocol} ${Port}`,
      `health check ${HealthCheckEnabled === false ? 'off' : `${HealthCheckPath} on ${HealthCheckPort}, ${Matcher?.HttpCode}`}`,
    ],
  }),
];

type Action = NonNullable<Account['Rules'][number]['Actions']>[number];
function actionOf({ Type, TargetGroupArn, ForwardConfig }: Action): string {
  const groups = ForwardConfig?.TargetGroups?.map((each) => each.TargetGroupArn) ?? [TargetGroupArn];
  return `${Type} ${groups.map((arn) => arn?.split('/')[1] ?? '').join(', ')}`.trim();
}

/** What is another than before, resource by resource. What changes of itself, such as states of health, is left out. */
export function changesBetween(before: Account, after: Account): Change[] {
  const names = new Map([...namedResources(before), ...namedResources(after)].map(({ id, name }) => [id, name]));
  const lists = TYPES.flatMap((of) => changesIn(of, before, after, names));
  return [...lists, ...registrations(before, after, names)];
}

function changesIn(
  { type: what, list, idOf, says, lives = () => true, has = () => false }: Type<List>,
  before: Account,
  after: Account,
  names: ReadonlyMap<string, string>,
): Change[] {
  const living = (account: Account) =>
    new Map((account[list] as readonly never[]).filter(lives).map((each) => [idOf(each) ?? '', each as object]));
  const [were, are] = [living(before), living(after)];
  return [...new Set([...were.keys(), ...are.keys()])].flatMap((id) => {
    const [was, is] = [were.get(id), are.get(id)];
    const said = (resource: object | undefined) =>
      resource ? says(resource as never).filter((each): each is string => each !== undefined && each !== '') : [];
    const [gained, lost] = [without(said(is), said(was)), without(said(was), said(is))];
    if (was && is && gained.length + lost.length === 0) return [];
    const kind = was ? (is ? 'changed' : 'removed') : 'added';
    const undone = (account: Account): Account => {
      const others = (account[list] as readonly never[]).filter((each) => idOf(each) !== id);
      const parts = (of: object | undefined, from: Account) =>
        of ? from.NetworkInterfaces.filter((nic) => has(of as never, nic)) : [];
      const now = new Set(parts(is, account));
      const NetworkInterfaces = [...account.NetworkInterfaces.filter((nic) => !now.has(nic)), ...parts(was, before)];
      return { ...account, NetworkInterfaces, [list]: was ? [...others, was] : others };
    };
    return [{ type: what, id, name: names.get(id) ?? id, kind, gained, lost, undone } as const];
  });
}

/** The targets of a target group are not in its description. */
function registrations(before: Account, after: Account, names: ReadonlyMap<string, string>): Change[] {
  return Object.keys(after.TargetHealth).flatMap((arn) => {
    const was = before.TargetHealth[arn];
    if (!was) return [];
    const targets = (account: Account) =>
      (account.TargetHealth[arn] ?? []).map(
        ({ Target }) => `target ${names.get(Target?.Id ?? '') ?? Target?.Id}:${Target?.Port}`,
      );
    const [gained, lost] = [without(targets(after), targets(before)), without(targets(before), targets(after))];
    if (gained.length + lost.length === 0) return [];
    const undone = (account: Account): Account => ({
      ...account,
      TargetHealth: { ...account.TargetHealth, [arn]: was },
    });
    return [
      { type: 'target group', id: arn, name: names.get(arn) ?? arn, kind: 'changed', gained, lost, undone } as const,
    ];
  });
}

const without = (these: readonly string[], those: readonly string[]) => these.filter((each) => !those.includes(each));
