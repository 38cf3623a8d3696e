import { describe, expect, test } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2();
const Type = 'ipsec.1';

describe('customer gateways', () => {
  test('are made with an address and an ASN, and described', async () => {
    const { ec2 } = local;
    const { CustomerGateway } = await ec2.createCustomerGateway({
      Type,
      IpAddress: '198.51.100.7',
      BgpAsn: 65_010,
      DeviceName: 'office',
      TagSpecifications: [{ ResourceType: 'customer-gateway', Tags: [{ Key: 'site', Value: 'seoul' }] }],
    });
    const id = CustomerGateway?.CustomerGatewayId ?? '';
    expect(id).toMatch(/^cgw-[0-9a-f]{17}$/);
    const Filters = [
      { Name: 'bgp-asn', Values: ['65010'] },
      { Name: 'tag:site', Values: ['seoul'] },
    ];
    const { CustomerGateways } = await ec2.describeCustomerGateways({ CustomerGatewayIds: [id], Filters });
    expect(CustomerGateways).toMatchObject([
      { State: 'available', IpAddress: '198.51.100.7', BgpAsn: '65010', DeviceName: 'office', Type },
    ]);
  });

  test('have ASN 65000 unless another is given, of four bytes by its own parameter', async () => {
    const { ec2 } = local;
    const one = await ec2.createCustomerGateway({ Type, IpAddress: '198.51.100.8' });
    expect(one.CustomerGateway).toMatchObject({ BgpAsn: '65000' });
    const other = await ec2.createCustomerGateway({ Type, IpAddress: '198.51.100.8', BgpAsnExtended: 4_200_000_000 });
    expect(other.CustomerGateway).toMatchObject({ BgpAsnExtended: '4200000000' });
    expect(other.CustomerGateway?.BgpAsn).toBeUndefined();
  });

  test('are not made twice: the same request answers the one that is there', async () => {
    const { ec2 } = local;
    const wanted = { Type, IpAddress: '198.51.100.9' } as const;
    const [one, same] = [await ec2.createCustomerGateway(wanted), await ec2.createCustomerGateway(wanted)];
    expect(same.CustomerGateway?.CustomerGatewayId).toBe(one.CustomerGateway?.CustomerGatewayId);
  });

  test('stay in sight after they are deleted, and cannot be used', async () => {
    const { ec2 } = local;
    const { CustomerGateway } = await ec2.createCustomerGateway({ Type, IpAddress: '198.51.100.10' });
    const { CustomerGatewayId } = CustomerGateway ?? {};
    await ec2.deleteCustomerGateway({ CustomerGatewayId });
    const { CustomerGateways } = await ec2.describeCustomerGateways({ CustomerGatewayIds: [CustomerGatewayId ?? ''] });
    expect(CustomerGateways).toMatchObject([{ State: 'deleted' }]);
    await refusal(ec2.deleteCustomerGateway({ CustomerGatewayId }), 'InvalidCustomerGatewayID.NotFound');
  });

  test.each([
    ['another type', { Type: 'ipsec.2' as 'ipsec.1', IpAddress: '198.51.100.7' }, 'InvalidParameterValue'],
    ['no address', { Type }, 'MissingParameter'],
    ['no type', { Type: undefined, IpAddress: '198.51.100.7' }, 'MissingParameter'],
    ['an address that is none', { Type, IpAddress: '198.51.100.700' }, 'InvalidParameterValue'],
    ['ASN 0', { Type, IpAddress: '198.51.100.7', BgpAsn: 0 }, 'InvalidParameterValue'],
    ['a small ASN of four bytes', { Type, IpAddress: '198.51.100.7', BgpAsnExtended: 65_000 }, 'InvalidParameterValue'],
    [
      'two ASNs',
      { Type, IpAddress: '198.51.100.7', BgpAsn: 1, BgpAsnExtended: 4_200_000_000 },
      'InvalidParameterCombination',
    ],
  ] as const)('are refused with %s', async (_, input, code) => {
    await refusal(local.ec2.createCustomerGateway(input), code);
  });

  test('that are not there are not found', async () => {
    const id = 'cgw-0123456789abcdef0';
    await refusal(
      local.ec2.describeCustomerGateways({ CustomerGatewayIds: [id] }),
      'InvalidCustomerGatewayID.NotFound',
      `The customerGateway ID '${id}' does not exist`,
    );
  });
});
