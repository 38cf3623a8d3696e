import { isDeepStrictEqual } from 'node:util';
import type { CreateNatGatewayRequest, NatGateway, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { choicesIn } from './choices.ts';
import { describe } from './describe.ts';
import { isShown } from './ended.ts';
import { find, KINDS, required } from './kind.ts';
import { setSecondaryAddresses } from './nat-gateway-address.ts';
import { createZonalGateway, endGateway } from './nat-gateway-record.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { createRegionalGateway, releaseRegional } from './regional-nat-gateway.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

const combination = (message: string) => new AwsError('InvalidParameterCombination', message);

function createZonal(region: Region, input: CreateNatGatewayRequest): NatGateway {
  const connectivity = input.ConnectivityType ?? 'public';
  if (input.VpcId || input.AvailabilityZoneAddresses?.length) {
    throw combination('VpcId and AvailabilityZoneAddresses are supported only for regional NAT gateways.');
  }
  const subnetId = required(input.SubnetId, 'subnetId');
  if (connectivity === 'private' && (input.AllocationId || input.SecondaryAllocationIds?.length)) {
    throw combination('The AllocationId is not supported for private NAT gateways.');
  }
  const primary = connectivity === 'public' ? [required(input.AllocationId, 'allocationId')] : [];
  refuseMoreInZone(region, find(region, 'subnets', subnetId).AvailabilityZone);
  return createZonalGateway(region, {
    subnetId,
    connectivity,
    allocationIds: [...primary, ...(input.SecondaryAllocationIds ?? [])],
    privateIpAddress: input.PrivateIpAddress,
    secondaryPrivateIpAddresses: input.SecondaryPrivateIpAddresses,
    secondaryPrivateIpAddressCount: input.SecondaryPrivateIpAddressCount,
    tags: tagsFor(input.TagSpecifications, 'natgateway'),
  });
}

/** Those that have failed or are gone do not count. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-gateways */
function refuseMoreInZone(region: Region, zone: string | undefined): void {
  const siblings = region.natGateways.filter(
    ({ State, SubnetId }) => State === 'available' && region.subnets.get(SubnetId)?.AvailabilityZone === zone,
  );
  refuseBeyond(region, 'nat-gateways-per-zone', siblings.length + 1, zone);
}

function createRegional(region: Region, input: CreateNatGatewayRequest): NatGateway {
  if (input.ConnectivityType === 'private') throw combination('A regional NAT gateway must be public.');
  if (input.SubnetId || input.AllocationId) {
    throw combination('SubnetId and AllocationId are not supported for regional NAT gateways.');
  }
  return createRegionalGateway(region, {
    vpcId: required(input.VpcId, 'vpcId'),
    zoneAddresses: input.AvailabilityZoneAddresses ?? [],
    tags: tagsFor(input.TagSpecifications, 'natgateway'),
  });
}

/** As the creation answers it, before AWS has done its work. */
const pending = ({
  FailureCode: _,
  FailureMessage: __,
  DeleteTime: ___,
  RouteTableId: ____,
  ...gateway
}: NatGateway) => ({
  ...gateway,
  State: 'pending' as const,
  NatGatewayAddresses: gateway.NatGatewayAddresses?.map(({ AllocationId, IsPrimary }) => ({
    AllocationId,
    IsPrimary,
    Status: 'associating' as const,
  })),
});

export const operations = {
  CreateNatGateway(region, input) {
    choicesIn(input, { AvailabilityMode: ['zonal', 'regional'] });
    const create = input.AvailabilityMode === 'regional' ? createRegional : createZonal;
    return { NatGateway: pending(create(region, input)), ClientToken: input.ClientToken };
  },

  DescribeNatGateways(region, input) {
    const { Filter, MaxResults, NextToken: token } = input;
    const { page, NextToken } = describe(
      region.natGateways.filter(({ DeleteTime }) => isShown(DeleteTime)),
      { Filters: Filter, MaxResults, NextToken: token },
      {
        ...KINDS.natGateways,
        ids: input.NatGatewayIds,
        idOf: (gateway) => gateway.NatGatewayId!,
        filters: {
          'nat-gateway-id': (gateway) => [gateway.NatGatewayId],
          state: (gateway) => [gateway.State],
          'subnet-id': (gateway) => [gateway.SubnetId],
          'vpc-id': (gateway) => [gateway.VpcId],
        },
      },
    );
    return { NatGateways: page, NextToken };
  },

  DeleteNatGateway(region, input) {
    const gateway = find(region, 'natGateways', input.NatGatewayId);
    const { NatGatewayId = '', State } = gateway;
    if (State === 'available') {
      if (gateway.AvailabilityMode === 'regional') releaseRegional(region, gateway);
      endGateway(region, NatGatewayId);
    }
    return { NatGatewayId };
  },
} satisfies Ec2Operations;

type NatGatewayProperties = Omit<CreateNatGatewayRequest, 'TagSpecifications' | 'DryRun' | 'ClientToken'> & {
  Tags?: Tag[];
};

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::NatGateway': resourceType<NatGatewayProperties>({
    create(region, { Tags, ...properties }) {
      const { NatGateway } = operations.CreateNatGateway(region, {
        ...properties,
        TagSpecifications: specificationOf('natgateway', Tags),
      });
      const id = NatGateway.NatGatewayId!;
      const { State, FailureMessage } = find(region, 'natGateways', id);
      if (State !== 'failed') return id;
      throw new AwsError(
        'NotStabilized',
        `NatGateway ${id} is in state failed and hence failed to stabilize. Detailed failure message: ${FailureMessage}`,
      );
    },
    update(region, id, properties, previous) {
      if (!isDeepStrictEqual(properties.AvailabilityZoneAddresses, previous.AvailabilityZoneAddresses)) {
        throw new AwsError(
          'UnsupportedOperation',
          'The local AWS does not emulate AvailabilityZoneAddresses that change.',
        );
      }
      setSecondaryAddresses(region, id, properties, previous);
      retag(region.natGateways, id, properties.Tags, previous.Tags);
    },
    delete(region, id) {
      if (region.natGateways.get(id)) operations.DeleteNatGateway(region, { NatGatewayId: id });
    },
    attributes(region, id) {
      const { NatGatewayAddresses = [], RouteTableId } = find(region, 'natGateways', id);
      return { NatGatewayId: id, EniId: NatGatewayAddresses[0]?.NetworkInterfaceId, RouteTableId };
    },
    read: reading('natGateways', ['SubnetId', 'ConnectivityType', 'Tags'], ({ NatGatewayAddresses = [] }) => {
      const primary = NatGatewayAddresses.find((each) => each.IsPrimary) ?? NatGatewayAddresses[0];
      const others = NatGatewayAddresses.filter((each) => each !== primary);
      return {
        AllocationId: primary?.AllocationId,
        PrivateIpAddress: primary?.PrivateIp,
        SecondaryAllocationIds: others.flatMap(({ AllocationId }) => AllocationId ?? []),
        SecondaryPrivateIpAddresses: others.map(({ PrivateIp }) => PrivateIp),
      };
    }),
  }),
};
