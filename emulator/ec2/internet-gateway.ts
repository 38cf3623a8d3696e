import type { InternetGateway, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseWhileInUse } from './dependency.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { removeAssociations } from './route-table-record.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** The internet gateway that is attached to a VPC. */
export function internetGatewayOf(region: Region, vpcId: string | undefined): InternetGateway | undefined {
  return region.internetGateways.find((gateway) => isAttached(gateway, vpcId));
}

export const isAttached = (gateway: InternetGateway, vpcId: string | undefined) =>
  gateway.Attachments?.some((each) => each.VpcId === vpcId) ?? false;

/** AWS's refusal of what needs the internet in a VPC that has no way there. */
export function needInternetGateway(region: Region, vpcId: string | undefined): void {
  if (internetGatewayOf(region, vpcId)) return;
  throw new AwsError('Gateway.NotAttached', `Network ${vpcId} is not attached to any internet gateway`);
}

function hasPublicAddresses(region: Region, vpcId: string): boolean {
  const mapped = region.networkInterfaces.find(
    (each) => each.VpcId === vpcId && !!each.PrivateIpAddresses?.some(({ Association }) => Association?.PublicIp),
  );
  const regional = region.natGateways.find(
    (each) => each.VpcId === vpcId && each.AvailabilityMode === 'regional' && each.State === 'available',
  );
  return mapped !== undefined || regional !== undefined;
}

export const operations = {
  CreateInternetGateway(region, input) {
    refuseBeyond(region, 'internet-gateways', region.internetGateways.size + 1);
    const id = newId('igw');
    const InternetGateway = region.internetGateways.put(id, {
      InternetGatewayId: id,
      OwnerId: region.accountId,
      Attachments: [],
      Tags: tagsFor(input.TagSpecifications, 'internet-gateway'),
    });
    return { InternetGateway };
  },

  DescribeInternetGateways(region, input) {
    const { page, NextToken } = describe(region.internetGateways.values(), input, {
      ...KINDS.internetGateways,
      ids: input.InternetGatewayIds,
      idOf: (gateway) => gateway.InternetGatewayId!,
      filters: {
        'attachment.state': (gateway) => (gateway.Attachments ?? []).map((each) => each.State),
        'attachment.vpc-id': (gateway) => (gateway.Attachments ?? []).map((each) => each.VpcId),
        'internet-gateway-id': (gateway) => [gateway.InternetGatewayId],
        'owner-id': (gateway) => [gateway.OwnerId],
      },
    });
    return { InternetGateways: page, NextToken };
  },

  AttachInternetGateway(region, input) {
    const gateway = find(region, 'internetGateways', input.InternetGatewayId);
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    const [attachment] = gateway.Attachments ?? [];
    if (attachment) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `resource ${gateway.InternetGatewayId} is already attached to network ${attachment.VpcId}`,
      );
    }
    if (internetGatewayOf(region, VpcId)) throw invalid(`Network ${VpcId} already has an internet gateway attached`);
    region.internetGateways.update(gateway.InternetGatewayId!, (draft) => {
      draft.Attachments = [{ State: 'available' as 'attached', VpcId }];
    });
    return {};
  },

  DetachInternetGateway(region, input) {
    const gateway = find(region, 'internetGateways', input.InternetGatewayId);
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    if (!isAttached(gateway, VpcId)) {
      throw new AwsError(
        'Gateway.NotAttached',
        `resource ${gateway.InternetGatewayId} is not attached to network ${VpcId}`,
      );
    }
    if (hasPublicAddresses(region, VpcId)) {
      throw new AwsError(
        'DependencyViolation',
        `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      );
    }
    removeAssociations(region, (each) => each.GatewayId === gateway.InternetGatewayId);
    region.internetGateways.update(gateway.InternetGatewayId!, (draft) => {
      draft.Attachments = [];
    });
    return {};
  },

  DeleteInternetGateway(region, input) {
    const gateway = find(region, 'internetGateways', input.InternetGatewayId);
    refuseWhileInUse(!!gateway.Attachments?.length, 'internetGateway', gateway.InternetGatewayId!);
    region.internetGateways.delete(gateway.InternetGatewayId!);
    return {};
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::InternetGateway': resourceType<{ Tags?: Tag[] }>({
    create(region, { Tags }) {
      const TagSpecifications = specificationOf('internet-gateway', Tags);
      return operations.CreateInternetGateway(region, { TagSpecifications }).InternetGateway.InternetGatewayId!;
    },
    update: (region, id, properties, previous) => retag(region.internetGateways, id, properties.Tags, previous.Tags),
    delete(region, id) {
      if (region.internetGateways.get(id)) operations.DeleteInternetGateway(region, { InternetGatewayId: id });
    },
    attributes: (_region, id) => ({ InternetGatewayId: id }),
    read: reading('internetGateways', ['Tags']),
  }),
};
