import type { NetworkInterface, PrivateIpAddressSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { Allocation, privateDnsName } from './allocation.ts';
import { refuseMembers } from './dependency.ts';
import { figuresOf } from './instance-type-table.ts';
import { find, invalid, required } from './kind.ts';
import { refuseServiceManaged } from './network-interface-attachment.ts';
import type { Ec2Operations } from './operations.ts';

export const operations = {
  AssignPrivateIpAddresses(region, input) {
    refuseMembers('AssignPrivateIpAddresses', input, ['Ipv4Prefixes', 'Ipv4PrefixCount']);
    if (input.AllowReassignment) refuseMembers('AssignPrivateIpAddresses', input, ['AllowReassignment']);
    const record = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    refuseServiceManaged(record);
    const assigned = assign(region, record, input.PrivateIpAddresses, input.SecondaryPrivateIpAddressCount);
    return {
      NetworkInterfaceId: record.NetworkInterfaceId,
      AssignedPrivateIpAddresses: assigned.map((PrivateIpAddress) => ({ PrivateIpAddress })),
    };
  },

  UnassignPrivateIpAddresses(region, input) {
    const record = find(region, 'networkInterfaces', input.NetworkInterfaceId);
    refuseServiceManaged(record);
    const addresses = required(input.PrivateIpAddresses, 'privateIpAddress');
    for (const address of addresses) checkRemovable(record, address);
    removeAddresses(region, record.NetworkInterfaceId, addresses);
    return {};
  },
} satisfies Ec2Operations;

function assign(
  region: Region,
  record: NetworkInterface,
  requested: readonly string[] | undefined,
  count: number | undefined,
): string[] {
  if (requested?.length && count !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Invalid parameter combination. Secondary private IP address count and private IP addresses may not be used together.',
    );
  }
  const wanted = requested?.length ? requested : required(count, 'secondaryPrivateIpAddressCount');
  const { PrivateIpAddresses = [], Attachment } = record;
  const limit = figuresOf(region.instances.get(Attachment?.InstanceId)?.InstanceType)?.addressesPerInterface;
  const more = typeof wanted === 'number' ? wanted : wanted.length;
  if (limit !== undefined && PrivateIpAddresses.length + more > limit) {
    throw new AwsError('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.');
  }
  return assignAddresses(region, record.NetworkInterfaceId, wanted);
}

/** Gives an interface further private addresses: these, or so many that are free. */
export function assignAddresses(
  region: Region,
  interfaceId: string | undefined,
  wanted: readonly string[] | number,
): string[] {
  const { SubnetId = '', NetworkInterfaceId = '' } = find(region, 'networkInterfaces', interfaceId);
  const allocation = new Allocation(region, find(region, 'subnets', SubnetId));
  const each = typeof wanted === 'number' ? Array<undefined>(wanted).fill(undefined) : wanted;
  const taken = each.map((address) => allocation.take(address));
  region.networkInterfaces.update(NetworkInterfaceId, (draft) => {
    for (const PrivateIpAddress of taken) {
      const PrivateDnsName = privateDnsName(region.name, PrivateIpAddress);
      draft.PrivateIpAddresses?.push({ Primary: false, PrivateIpAddress, PrivateDnsName });
    }
  });
  return taken;
}

/** Takes private addresses away from an interface. */
export function removeAddresses(region: Region, interfaceId: string | undefined, addresses: readonly string[]): void {
  region.networkInterfaces.update(interfaceId ?? '', (draft) => {
    draft.PrivateIpAddresses = draft.PrivateIpAddresses?.filter(
      (each) => !addresses.includes(each.PrivateIpAddress ?? ''),
    );
  });
}

function checkRemovable({ PrivateIpAddresses, NetworkInterfaceId }: NetworkInterface, address: string): void {
  const found = PrivateIpAddresses?.find((each) => each.PrivateIpAddress === address);
  if (!found) throw invalid(`Some of [${address}] are not assigned to interface ${NetworkInterfaceId}`);
  if (found.Primary) throw invalid(`${address} is the primary address of interface ${NetworkInterfaceId}`);
  if (found.Association) throw invalid(`Address ${address} is associated with an Elastic IP address.`);
}

interface AddressRequest {
  PrivateIpAddress?: string | undefined;
  PrivateIpAddresses?: PrivateIpAddressSpecification[] | undefined;
  SecondaryPrivateIpAddressCount?: number | undefined;
}

/** The addresses that a request for an interface asks for, whichever of AWS's ways it uses. */
export function primaryAndSecondary(input: AddressRequest) {
  const listed = input.PrivateIpAddresses ?? [];
  const addressOf = ({ PrivateIpAddress }: PrivateIpAddressSpecification) =>
    required(PrivateIpAddress, 'privateIpAddress');
  const primary = listed.filter((each) => each.Primary).map(addressOf);
  if (input.PrivateIpAddress) primary.push(input.PrivateIpAddress);
  if (primary.length > 1) throw invalid('Only one primary private IP address can be specified.');
  return {
    privateIpAddress: primary[0],
    secondaryPrivateIpAddresses: listed.filter((each) => !each.Primary).map(addressOf),
    secondaryPrivateIpAddressCount: input.SecondaryPrivateIpAddressCount,
  };
}
