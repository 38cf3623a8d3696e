import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { Allocation } from './allocation.ts';
import { refuseMembers } from './dependency.ts';
import { find, invalid, required } from './kind.ts';
import { refuseServiceManaged } from './network-interface-attachment.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignIpv6Addresses.html: addresses, or how many of them. */
  AssignIpv6Addresses(region, input) {
    refuseMembers('AssignIpv6Addresses', input, ['Ipv6Prefixes', 'Ipv6PrefixCount']);
    const { Ipv6Addresses, Ipv6AddressCount } = input;
    if (Ipv6Addresses?.length && Ipv6AddressCount !== undefined) {
      throw new AwsError('InvalidParameterCombination', 'ipv6AddressCount cannot be specified with ipv6Addresses.');
    }
    const record = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    refuseServiceManaged(record);
    const wanted = Ipv6Addresses?.length ? Ipv6Addresses : required(Ipv6AddressCount, 'ipv6AddressCount');
    const { NetworkInterfaceId } = record;
    return { NetworkInterfaceId, AssignedIpv6Addresses: assign(region, NetworkInterfaceId, record.SubnetId, wanted) };
  },

  UnassignIpv6Addresses(region, input) {
    refuseMembers('UnassignIpv6Addresses', input, ['Ipv6Prefixes']);
    const { NetworkInterfaceId = '', ...record } = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    refuseServiceManaged(record);
    const gone = required(input.Ipv6Addresses, 'ipv6Addresses');
    const has = (address: string) => record.Ipv6Addresses?.some(({ Ipv6Address }) => Ipv6Address === address);
    const strange = gone.filter((address) => !has(address));
    if (strange.length > 0) {
      throw invalid(`Some of [${strange.join(', ')}] are not assigned to interface ${NetworkInterfaceId}`);
    }
    region.networkInterfaces.update(NetworkInterfaceId, (draft) => {
      draft.Ipv6Addresses = draft.Ipv6Addresses?.filter(({ Ipv6Address = '' }) => !gone.includes(Ipv6Address));
    });
    return { NetworkInterfaceId, UnassignedIpv6Addresses: gone };
  },
} satisfies Ec2Operations;

function assign(
  region: Region,
  id: string | undefined,
  subnetId: string | undefined,
  wanted: readonly string[] | number,
): string[] {
  const allocation = new Allocation(region, find(region, 'subnets', subnetId));
  const each = typeof wanted === 'number' ? Array<undefined>(wanted).fill(undefined) : wanted;
  const taken = each.map((address) => allocation.takeIpv6(address));
  region.networkInterfaces.update(id ?? '', (draft) => {
    draft.Ipv6Addresses = [...(draft.Ipv6Addresses ?? []), ...taken.map((Ipv6Address) => ({ Ipv6Address }))];
  });
  return taken;
}
