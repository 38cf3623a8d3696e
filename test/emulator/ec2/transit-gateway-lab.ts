import type { CreateTransitGatewayRequest, EC2, TransitGateway } from '@aws-sdk/client-ec2';
import { subnetOf, vpcOf } from './local-ec2.ts';

/** A new transit gateway, as DescribeTransitGateways answers it. */
export async function transitGatewayOf(
  ec2: EC2,
  Options: CreateTransitGatewayRequest['Options'] = {},
): Promise<TransitGateway & { id: string; table: string }> {
  const made = await ec2.createTransitGateway({ Options });
  const id = made.TransitGateway?.TransitGatewayId ?? '';
  const { TransitGateways } = await ec2.describeTransitGateways({ TransitGatewayIds: [id] });
  const gateway = TransitGateways?.[0] ?? {};
  return { ...gateway, id, table: gateway.Options?.AssociationDefaultRouteTableId ?? '' };
}

/** A gateway that gives its attachments no table: what is associated and propagated is said one by one. */
export const bareGatewayOf = (ec2: EC2) =>
  transitGatewayOf(ec2, { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' });

/** A VPC `10.n.0.0/16` with subnets in two zones. */
export async function spokeOf(ec2: EC2, n: number): Promise<{ vpcId: string; a: string; b: string }> {
  const vpcId = await vpcOf(ec2, `10.${n}.0.0/16`);
  const region = await ec2.config.region();
  return {
    vpcId,
    a: await subnetOf(ec2, vpcId, `10.${n}.0.0/24`, `${region}a`),
    b: await subnetOf(ec2, vpcId, `10.${n}.1.0/24`, `${region}b`),
  };
}

export async function attach(ec2: EC2, TransitGatewayId: string, VpcId: string, ...SubnetIds: string[]) {
  const made = await ec2.createTransitGatewayVpcAttachment({ TransitGatewayId, VpcId, SubnetIds });
  return made.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '';
}

export async function transitTableOf(ec2: EC2, TransitGatewayId: string): Promise<string> {
  const { TransitGatewayRouteTable } = await ec2.createTransitGatewayRouteTable({ TransitGatewayId });
  return TransitGatewayRouteTable?.TransitGatewayRouteTableId ?? '';
}

/** The routes of a table as `destination type state -> resource`, those that the filters let through. */
export async function searched(ec2: EC2, table: string, filters: Record<string, string> = {}): Promise<string[]> {
  const named = Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] }));
  const { Routes } = await ec2.searchTransitGatewayRoutes({
    TransitGatewayRouteTableId: table,
    Filters: [...named, { Name: 'state', Values: ['active', 'blackhole'] }],
  });
  return (Routes ?? []).map(({ DestinationCidrBlock, Type, State, TransitGatewayAttachments = [] }) =>
    `${DestinationCidrBlock} ${Type} ${State} ${TransitGatewayAttachments.map((each) => each.ResourceId).join()}`.trim(),
  );
}

export const attachmentIs = (id: string) => ({ TransitGatewayAttachmentIds: [id] });
