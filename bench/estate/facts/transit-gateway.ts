import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, blockOfVpc, type Estate, nameTag, type Printed, REGION, type Vpc } from '../plan.ts';

const SINCE = '2022-03-01T09:00:00+00:00';

export const transitGateway = (estate: Estate): Printed<ec2.TransitGateway> => ({
  TransitGatewayId: estate.transitGatewayId,
  TransitGatewayArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:transit-gateway/${estate.transitGatewayId}`,
  State: 'available',
  OwnerId: ACCOUNT,
  Description: 'hub',
  CreationTime: SINCE,
  Options: {
    AmazonSideAsn: 64512,
    AutoAcceptSharedAttachments: 'disable',
    DefaultRouteTableAssociation: 'enable',
    AssociationDefaultRouteTableId: estate.transitRouteTableId,
    DefaultRouteTablePropagation: 'enable',
    PropagationDefaultRouteTableId: estate.transitRouteTableId,
    VpnEcmpSupport: 'enable',
    DnsSupport: 'enable',
    SecurityGroupReferencingSupport: 'disable',
    MulticastSupport: 'disable',
  },
  Tags: nameTag('hub'),
});

export const transitRouteTable = (estate: Estate): Printed<ec2.TransitGatewayRouteTable> => ({
  TransitGatewayRouteTableId: estate.transitRouteTableId,
  TransitGatewayId: estate.transitGatewayId,
  State: 'available',
  DefaultAssociationRouteTable: true,
  DefaultPropagationRouteTable: true,
  CreationTime: SINCE,
  Tags: nameTag('hub-default'),
});

const attached = ({ vpcs }: Estate) =>
  vpcs.flatMap((vpc) => (vpc.attachment ? [{ vpc, attachment: vpc.attachment }] : []));

export const attachments = (estate: Estate): Printed<ec2.TransitGatewayAttachment>[] =>
  attached(estate).map(({ vpc, attachment }) => ({
    TransitGatewayAttachmentId: attachment.id,
    TransitGatewayId: estate.transitGatewayId,
    TransitGatewayOwnerId: ACCOUNT,
    ResourceOwnerId: ACCOUNT,
    ResourceType: 'vpc',
    ResourceId: vpc.id,
    State: 'available',
    Association: { TransitGatewayRouteTableId: estate.transitRouteTableId, State: 'associated' },
    CreationTime: SINCE,
    Tags: nameTag(vpc.name),
  }));

export const vpcAttachments = (estate: Estate): Printed<ec2.TransitGatewayVpcAttachment>[] =>
  attached(estate).map(({ vpc, attachment }) => ({
    TransitGatewayAttachmentId: attachment.id,
    TransitGatewayId: estate.transitGatewayId,
    VpcId: vpc.id,
    VpcOwnerId: ACCOUNT,
    State: 'available',
    SubnetIds: attachment.subnets.map(({ id }) => id),
    CreationTime: SINCE,
    Options: {
      DnsSupport: 'enable',
      SecurityGroupReferencingSupport: 'disable',
      Ipv6Support: vpc.ipv6 ? 'enable' : 'disable',
      ApplianceModeSupport: 'disable',
    },
    Tags: nameTag(vpc.name),
  }));

/** A route for every attached VPC that propagates, the default to the VPC with the way out, and two that lead into nothing. */
export function transitRoutes(estate: Estate): Printed<ec2.TransitGatewayRoute>[] {
  const [egress] = estate.vpcs;
  const propagated = attached(estate).map(({ vpc }) => routeTo(vpc, blockOfVpc(vpc), 'propagated'));
  const lost = ['192.168.0.0/16', '172.16.0.0/12'].map(
    (DestinationCidrBlock): Printed<ec2.TransitGatewayRoute> => ({
      DestinationCidrBlock,
      Type: 'static',
      State: 'blackhole',
    }),
  );
  return [...(egress ? [routeTo(egress, '0.0.0.0/0', 'static')] : []), ...propagated, ...lost];
}

function routeTo(
  vpc: Vpc,
  DestinationCidrBlock: string,
  Type: ec2.TransitGatewayRouteType,
): Printed<ec2.TransitGatewayRoute> {
  const TransitGatewayAttachments = [
    { ResourceId: vpc.id, TransitGatewayAttachmentId: vpc.attachment?.id, ResourceType: 'vpc' as const },
  ];
  return { DestinationCidrBlock, TransitGatewayAttachments, Type, State: 'active' };
}

export const propagations = (estate: Estate): Printed<ec2.TransitGatewayRouteTablePropagation>[] =>
  attached(estate).map(({ vpc, attachment }) => ({
    TransitGatewayAttachmentId: attachment.id,
    ResourceId: vpc.id,
    ResourceType: 'vpc',
    State: 'enabled',
  }));
