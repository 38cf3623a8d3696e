import type { CreateCustomerGatewayRequest, CustomerGateway, Tag } from '@aws-sdk/client-ec2';
import { parseAddress } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { find, invalid, KINDS, notFound } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { vpnTypeOf } from './vpn-type.ts';

/** The ASNs of two bytes and those of four, each with the parameter that takes them. */
const ASNS = {
  BgpAsn: [1, 2_147_483_647],
  BgpAsnExtended: [2_147_483_648, 4_294_967_295],
} as const;

const LONGEST_NAME = 255;

/** The customer gateway; AWS's error when there is none or it is deleted. */
export function liveCustomerGateway(region: Region, id: string | undefined): CustomerGateway {
  const gateway = find(region, 'customerGateways', id);
  if (gateway.endedAt) throw notFound('customerGateways', id);
  return gateway;
}

function asnOf(input: CreateCustomerGatewayRequest): Pick<CustomerGateway, 'BgpAsn' | 'BgpAsnExtended'> {
  if (input.BgpAsn !== undefined && input.BgpAsnExtended !== undefined) {
    throw new AwsError('InvalidParameterCombination', 'You cannot specify both BgpAsn and BgpAsnExtended.');
  }
  const name = input.BgpAsnExtended === undefined ? 'BgpAsn' : 'BgpAsnExtended';
  const asn = input[name] ?? 65_000;
  const [first, last] = ASNS[name];
  if (asn < first || asn > last) throw invalid(`Value (${asn}) for parameter ${name} is invalid.`);
  return { [name]: String(asn) };
}

/** Of the gateway's description what it is told apart by. */
function requested(input: CreateCustomerGatewayRequest): CustomerGateway {
  const Type = vpnTypeOf(input);
  const IpAddress = input.IpAddress ?? input.PublicIp;
  if (!IpAddress && !input.CertificateArn) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter IpAddress or CertificateArn');
  }
  if (IpAddress && !parseAddress(IpAddress)) {
    throw invalid(`Value (${IpAddress}) for parameter ipAddress is invalid. Invalid IP address.`);
  }
  if ((input.DeviceName?.length ?? 0) > LONGEST_NAME) throw invalid('Device name exceeds 255 characters.');
  return { Type, ...asnOf(input), IpAddress, CertificateArn: input.CertificateArn };
}

export const operations = {
  /** One that is the same in all that tells gateways apart is answered as it is, and none is made. */
  CreateCustomerGateway(region, input) {
    const wanted = requested(input);
    const alike = region.customerGateways.find(
      (each) =>
        !each.endedAt &&
        (['Type', 'BgpAsn', 'BgpAsnExtended', 'IpAddress', 'CertificateArn'] as const).every(
          (member) => each[member] === wanted[member],
        ),
    );
    if (alike) return { CustomerGateway: alike };
    refuseBeyond(region, 'customer-gateways', region.customerGateways.filter((each) => !each.endedAt).length + 1);
    const id = newId('cgw');
    const CustomerGateway = region.customerGateways.put(id, {
      ...wanted,
      CustomerGatewayId: id,
      DeviceName: input.DeviceName,
      State: 'available',
      Tags: tagsFor(input.TagSpecifications, 'customer-gateway'),
    });
    return { CustomerGateway };
  },

  DescribeCustomerGateways(region, input) {
    const { page } = describe(region.customerGateways.filter(isVisible), input, {
      ...KINDS.customerGateways,
      ids: input.CustomerGatewayIds,
      idOf: (gateway) => gateway.CustomerGatewayId!,
      filters: {
        'bgp-asn': (gateway) => [gateway.BgpAsn ?? gateway.BgpAsnExtended],
        'customer-gateway-id': (gateway) => [gateway.CustomerGatewayId],
        'ip-address': (gateway) => [gateway.IpAddress],
        state: (gateway) => [gateway.State],
        type: (gateway) => [gateway.Type],
      },
    });
    return { CustomerGateways: page };
  },

  DeleteCustomerGateway(region, input) {
    const { CustomerGatewayId = '' } = liveCustomerGateway(region, input.CustomerGatewayId);
    const user = region.vpnConnections.find((each) => !each.endedAt && each.CustomerGatewayId === CustomerGatewayId);
    if (user) throw new AwsError('IncorrectState', 'The customer gateway is in use.');
    region.customerGateways.update(CustomerGatewayId, (draft) => {
      draft.State = 'deleted';
      draft.endedAt = new Date();
    });
    return {};
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::CustomerGateway': resourceType<CreateCustomerGatewayRequest & { Tags?: Tag[] }>({
    create(region, { Tags, ...properties }) {
      const TagSpecifications = specificationOf('customer-gateway', Tags);
      return operations.CreateCustomerGateway(region, { ...properties, TagSpecifications }).CustomerGateway
        .CustomerGatewayId!;
    },
    update: (region, id, properties, previous) => retag(region.customerGateways, id, properties.Tags, previous.Tags),
    delete(region, id) {
      const gateway = region.customerGateways.get(id);
      if (gateway && !gateway.endedAt) operations.DeleteCustomerGateway(region, { CustomerGatewayId: id });
    },
    attributes: (_region, id) => ({ CustomerGatewayId: id }),
    read: reading(
      'customerGateways',
      ['Type', 'IpAddress', 'CertificateArn', 'DeviceName', 'Tags'],
      ({ BgpAsn, BgpAsnExtended }) => ({
        ...(BgpAsn && { BgpAsn: Number(BgpAsn) }),
        ...(BgpAsnExtended && { BgpAsnExtended: Number(BgpAsnExtended) }),
      }),
    ),
  }),
};
