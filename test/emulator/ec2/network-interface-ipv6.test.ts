import { beforeAll, describe, expect, test } from 'vitest';
import { localEc2, refusal, vpcOf } from './local-ec2.ts';

const local = localEc2();

let subnet: string;
/** The subnet's block without its length: `2600:1f18:…:`. */
let block: string;

beforeAll(async () => {
  const VpcId = await vpcOf(local.ec2);
  await local.ec2.associateVpcCidrBlock({ VpcId, AmazonProvidedIpv6CidrBlock: true });
  const { Vpcs } = await local.ec2.describeVpcs({ VpcIds: [VpcId] });
  const Ipv6CidrBlock = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock?.replace('/56', '/64');
  const { Subnet } = await local.ec2.createSubnet({ VpcId, CidrBlock: '10.0.0.0/24', Ipv6CidrBlock });
  subnet = Subnet?.SubnetId ?? '';
  block = Ipv6CidrBlock?.replace('::/64', '::') ?? '';
});

const newInterface = async (rest: object = {}) => {
  const { NetworkInterface } = await local.ec2.createNetworkInterface({ SubnetId: subnet, ...rest });
  return NetworkInterface?.NetworkInterfaceId ?? '';
};

const addressesOf = async (id: string) => {
  const { NetworkInterfaces } = await local.ec2.describeNetworkInterfaces({ NetworkInterfaceIds: [id] });
  return NetworkInterfaces?.[0]?.Ipv6Addresses?.map(({ Ipv6Address }) => Ipv6Address);
};

describe('AssignIpv6Addresses', () => {
  test('gives an interface the addresses that are named, or so many that are free', async () => {
    const NetworkInterfaceId = await newInterface();
    const named = await local.ec2.assignIpv6Addresses({ NetworkInterfaceId, Ipv6Addresses: [`${block}77`] });
    expect(named).toMatchObject({ NetworkInterfaceId, AssignedIpv6Addresses: [`${block}77`] });
    const { AssignedIpv6Addresses: free = [] } = await local.ec2.assignIpv6Addresses({
      NetworkInterfaceId,
      Ipv6AddressCount: 2,
    });
    expect(free).toHaveLength(2);
    expect(await addressesOf(NetworkInterfaceId)).toEqual([`${block}77`, ...free]);
  });

  test('refuses addresses that are taken or lie elsewhere, both ways at once, and neither', async () => {
    const { ec2 } = local;
    const NetworkInterfaceId = await newInterface({ Ipv6Addresses: [{ Ipv6Address: `${block}99` }] });
    const assign = (rest: object) => ec2.assignIpv6Addresses({ NetworkInterfaceId, ...rest });
    await refusal(assign({ Ipv6Addresses: [`${block}99`] }), 'InvalidIPAddress.InUse', `${block}99`);
    await refusal(assign({ Ipv6Addresses: ['2001:db8::1'] }), 'InvalidParameterValue', '2001:db8::1');
    await refusal(assign({ Ipv6Addresses: [`${block}5`], Ipv6AddressCount: 1 }), 'InvalidParameterCombination', '');
    await refusal(assign({}), 'MissingParameter', 'The request must contain the parameter ipv6AddressCount');
    await refusal(assign({ Ipv6PrefixCount: 1 }), 'UnsupportedOperation', 'Ipv6PrefixCount');
    expect(await addressesOf(NetworkInterfaceId)).toEqual([`${block}99`]);
  });
});

describe('UnassignIpv6Addresses', () => {
  test('takes addresses away, so that others can have them', async () => {
    const { ec2 } = local;
    const NetworkInterfaceId = await newInterface({ Ipv6Addresses: [{ Ipv6Address: `${block}20` }] });
    const gone = await ec2.unassignIpv6Addresses({ NetworkInterfaceId, Ipv6Addresses: [`${block}20`] });
    expect(gone).toMatchObject({ NetworkInterfaceId, UnassignedIpv6Addresses: [`${block}20`] });
    expect(await addressesOf(NetworkInterfaceId)).toEqual([]);
    const other = await newInterface({ Ipv6Addresses: [{ Ipv6Address: `${block}20` }] });
    expect(await addressesOf(other)).toEqual([`${block}20`]);
  });

  test('refuses what the interface does not have', async () => {
    const NetworkInterfaceId = await newInterface();
    const Ipv6Addresses = [`${block}21`];
    await refusal(
      local.ec2.unassignIpv6Addresses({ NetworkInterfaceId, Ipv6Addresses }),
      'InvalidParameterValue',
      `Some of [${block}21] are not assigned to interface ${NetworkInterfaceId}`,
    );
  });
});
