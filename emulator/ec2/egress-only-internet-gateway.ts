import type { Tag } from '@aws-sdk/client-ec2';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { describe } from './describe.ts';
import { find, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

export const operations = {
  CreateEgressOnlyInternetGateway(region, input) {
    const { VpcId } = find(region, 'vpcs', input.VpcId);
    refuseBeyond(region, 'egress-only-internet-gateways', region.egressOnlyInternetGateways.size + 1);
    const id = newId('eigw');
    const EgressOnlyInternetGateway = region.egressOnlyInternetGateways.put(id, {
      EgressOnlyInternetGatewayId: id,
      Attachments: [{ State: 'attached', VpcId }],
      Tags: tagsFor(input.TagSpecifications, 'egress-only-internet-gateway'),
    });
    return { EgressOnlyInternetGateway, ClientToken: input.ClientToken };
  },

  DescribeEgressOnlyInternetGateways(region, input) {
    const { page, NextToken } = describe(region.egressOnlyInternetGateways.values(), input, {
      ...KINDS.egressOnlyInternetGateways,
      ids: input.EgressOnlyInternetGatewayIds,
      idOf: (gateway) => gateway.EgressOnlyInternetGatewayId!,
      filters: {},
      pageSize: [5, 255],
    });
    return { EgressOnlyInternetGateways: page, NextToken };
  },

  DeleteEgressOnlyInternetGateway(region, input) {
    const gateway = find(region, 'egressOnlyInternetGateways', input.EgressOnlyInternetGatewayId);
    region.egressOnlyInternetGateways.delete(gateway.EgressOnlyInternetGatewayId!);
    return { ReturnCode: true };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::EgressOnlyInternetGateway': resourceType<{ VpcId: string; Tags?: Tag[] }>({
    create(region, { VpcId, Tags }) {
      const { EgressOnlyInternetGateway: gateway } = operations.CreateEgressOnlyInternetGateway(region, {
        VpcId,
        TagSpecifications: specificationOf('egress-only-internet-gateway', Tags),
      });
      return gateway.EgressOnlyInternetGatewayId!;
    },
    update: (region, id, properties, previous) =>
      retag(region.egressOnlyInternetGateways, id, properties.Tags, previous.Tags),
    delete(region, id) {
      if (!region.egressOnlyInternetGateways.get(id)) return;
      operations.DeleteEgressOnlyInternetGateway(region, { EgressOnlyInternetGatewayId: id });
    },
    attributes: (_region, id) => ({ Id: id }),
    read: reading('egressOnlyInternetGateways', ['Tags'], ({ Attachments }) => ({ VpcId: Attachments?.[0]?.VpcId })),
  }),
};
