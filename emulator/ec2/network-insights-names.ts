import type { AnalysisComponent, Tag } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';

/** The resource types in ARNs by what the ids begin with. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
const TYPES: Readonly<Record<string, string>> = {
  acl: 'network-acl',
  eigw: 'egress-only-internet-gateway',
  eni: 'network-interface',
  i: 'instance',
  igw: 'internet-gateway',
  nat: 'natgateway',
  pcx: 'vpc-peering-connection',
  pl: 'prefix-list',
  rtb: 'route-table',
  sg: 'security-group',
  subnet: 'subnet',
  tgw: 'transit-gateway',
  'tgw-attach': 'transit-gateway-attachment',
  'tgw-rtb': 'transit-gateway-route-table',
  vgw: 'vpn-gateway',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  'vpce-svc': 'vpc-endpoint-service',
};

export const prefixOf = (id: string): string => id.slice(0, id.lastIndexOf('-'));

/** Undefined for an id of no kind that we know. */
export function arnOf({ AccountId, Region }: Pick<Account, 'AccountId' | 'Region'>, id: string): string | undefined {
  const type = TYPES[prefixOf(id)];
  return type && `arn:aws:ec2:${Region}:${AccountId}:${type}/${id}`;
}

/** The resources of an account by id or ARN, as an analysis names them. */
export interface Names {
  has(id: string): boolean;
  of(id: string): AnalysisComponent;
}

export function namesIn(account: Account): Names {
  const known = new Map([...ec2Names(account), ...balancerNames(account)]);
  return {
    has: (id) => known.has(id),
    of(id) {
      const Name = known.get(id);
      const named = Name === undefined ? {} : { Name };
      if (!id.startsWith('arn:')) return { Id: id, Arn: arnOf(account, id), ...named };
      return { Id: id.slice(id.indexOf('/') + 1), Arn: id, ...named };
    },
  };
}

type Known = readonly [id: string, name: string | undefined];

function ec2Names(account: Account): Known[] {
  return [
    ...named(account.Vpcs, ({ VpcId }) => VpcId),
    ...named(account.Subnets, ({ SubnetId }) => SubnetId),
    ...named(account.RouteTables, ({ RouteTableId }) => RouteTableId),
    ...named(account.InternetGateways, ({ InternetGatewayId }) => InternetGatewayId),
    ...named(account.EgressOnlyInternetGateways, ({ EgressOnlyInternetGatewayId }) => EgressOnlyInternetGatewayId),
    ...named(account.NatGateways, ({ NatGatewayId }) => NatGatewayId),
    ...named(account.NetworkInterfaces, ({ NetworkInterfaceId }) => NetworkInterfaceId),
    ...named(account.SecurityGroups, ({ GroupId }) => GroupId),
    ...named(account.NetworkAcls, ({ NetworkAclId }) => NetworkAclId),
    ...named(account.Instances, ({ InstanceId }) => InstanceId),
    ...named(account.VpcEndpoints, ({ VpcEndpointId }) => VpcEndpointId),
    ...named(account.VpcPeeringConnections, ({ VpcPeeringConnectionId }) => VpcPeeringConnectionId),
    ...named(account.VpnGateways, ({ VpnGatewayId }) => VpnGatewayId),
    ...named(account.TransitGateways, ({ TransitGatewayId }) => TransitGatewayId),
    ...named(account.TransitGatewayAttachments, ({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId),
    ...named(account.TransitGatewayRouteTables, ({ TransitGatewayRouteTableId }) => TransitGatewayRouteTableId),
  ];
}

const balancerNames = ({ LoadBalancers, TargetGroups }: Account): Known[] => [
  ...LoadBalancers.map((each): Known => [each.LoadBalancerArn ?? '', each.LoadBalancerName]),
  ...TargetGroups.map((each): Known => [each.TargetGroupArn ?? '', each.TargetGroupName]),
];

type Tagged = { readonly Tags?: Tag[] | undefined } | { readonly TagSet?: Tag[] | undefined };

const named = <T extends Tagged>(records: readonly T[], idOf: (record: T) => string | undefined): Known[] =>
  records.map((record) => [idOf(record) ?? '', tagsOf(record).find(({ Key }) => Key === 'Name')?.Value]);

const tagsOf = (record: Tagged): Tag[] =>
  ('Tags' in record ? record.Tags : 'TagSet' in record ? record.TagSet : undefined) ?? [];
