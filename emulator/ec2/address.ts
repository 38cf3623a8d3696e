import type { Address, DomainType, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as associations } from './address-association.ts';
import { newPublicIp } from './allocation.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** Takes an address out of Amazon's pool; `serviceManaged` names the AWS service that does so for itself. */
export function allocateAddress(
  region: Region,
  options: { tags?: Tag[]; serviceManaged?: Address['ServiceManaged'] } = {},
): Address {
  const id = newId('eipalloc');
  return region.addresses.put(id, {
    AllocationId: id,
    PublicIp: newPublicIp(region),
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: region.name,
    Tags: options.tags ?? [],
    ...(options.serviceManaged ? { ServiceManaged: options.serviceManaged } : {}),
  });
}

/** The address as AWS answers it: the instance is the one that its network interface is attached to now. */
function view(region: Region, address: Address): Address {
  const InstanceId = region.networkInterfaces.get(address.NetworkInterfaceId)?.Attachment?.InstanceId;
  return InstanceId ? { ...address, InstanceId } : address;
}

export const addressWithIp = (region: Region, ip: string | undefined): Address | undefined =>
  region.addresses.find((address) => address.PublicIp === ip);

function checkPublicIps(region: Region, ips: readonly string[]): void {
  const missing = ips.filter((ip) => !addressWithIp(region, ip));
  if (missing.length > 0) throw new AwsError('InvalidAddress.NotFound', `Address '${missing[0]}' not found.`);
}

const FILTERS = {
  'allocation-id': (address: Address) => [address.AllocationId],
  'association-id': (address: Address) => [address.AssociationId],
  domain: (address: Address) => [address.Domain],
  'instance-id': (address: Address) => [address.InstanceId],
  'network-border-group': (address: Address) => [address.NetworkBorderGroup],
  'network-interface-id': (address: Address) => [address.NetworkInterfaceId],
  'network-interface-owner-id': (address: Address) => [address.NetworkInterfaceOwnerId],
  'private-ip-address': (address: Address) => [address.PrivateIpAddress],
  'public-ip': (address: Address) => [address.PublicIp],
};

/** There is no pool but Amazon's own. */
function checkPool(pool: string | undefined): void {
  if (!pool || pool === 'amazon') return;
  throw new AwsError('InvalidPublicIpv4PoolID.NotFound', `The pool ID '${pool}' does not exist`);
}

export const operations = {
  AllocateAddress(region, input) {
    refuseMembers('AllocateAddress', input, ['Address', 'CustomerOwnedIpv4Pool', 'IpamPoolId']);
    checkPool(input.PublicIpv4Pool);
    const { Domain = 'vpc', NetworkBorderGroup: group = region.name } = input;
    if (Domain !== 'vpc') throw invalid(`Invalid value '${Domain}' for domain. Must be 'vpc'.`);
    if (group !== region.name) throw invalid(`The network border group '${group}' is not valid.`);
    const own = region.addresses.filter((each) => !each.ServiceManaged);
    refuseBeyond(region, 'elastic-ips', own.length + 1);
    const { Tags: _, ...address } = allocateAddress(region, { tags: tagsFor(input.TagSpecifications, 'elastic-ip') });
    return address;
  },

  DescribeAddresses(region, input) {
    const { PublicIps = [] } = input;
    checkPublicIps(region, PublicIps);
    const addresses = region.addresses
      .filter((address) => PublicIps.length === 0 || PublicIps.includes(address.PublicIp ?? ''))
      .map((address) => view(region, address));
    const { page } = describe(
      addresses,
      { Filters: input.Filters },
      {
        ...KINDS.addresses,
        ids: input.AllocationIds,
        idOf: (address) => address.AllocationId!,
        filters: FILTERS,
      },
    );
    return { Addresses: page };
  },

  ReleaseAddress(region, input) {
    if (!input.AllocationId && !input.PublicIp) {
      throw new AwsError('MissingParameter', 'Either public IP or allocation id must be specified');
    }
    if (input.PublicIp) checkPublicIps(region, [input.PublicIp]);
    const address = input.AllocationId
      ? find(region, 'addresses', input.AllocationId)
      : addressWithIp(region, input.PublicIp)!;
    if (address.ServiceManaged) {
      throw new AwsError('OperationNotPermitted', `Address ${address.PublicIp} is managed by an AWS service.`);
    }
    if (address.AssociationId) throw new AwsError('InvalidIPAddress.InUse', `Address ${address.PublicIp} is in use.`);
    region.addresses.delete(address.AllocationId!);
    return {};
  },

  DescribeAddressesAttribute(region, input) {
    if (input.Attribute && input.Attribute !== 'domain-name') {
      throw invalid(`Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`);
    }
    const { page, NextToken } = describe(region.addresses.values(), input, {
      ...KINDS.addresses,
      ids: input.AllocationIds,
      idOf: (address) => address.AllocationId!,
      filters: {},
      pageSize: [1, 1000],
    });
    return { Addresses: page.map(({ PublicIp, AllocationId }) => ({ PublicIp, AllocationId })), NextToken };
  },
} satisfies Ec2Operations;

interface EipProperties {
  Domain?: DomainType;
  InstanceId?: string;
  PublicIpv4Pool?: string;
  Address?: string;
  IpamPoolId?: string;
  Tags?: Tag[];
}

/** A template's address is known by its IP. */
const allocationOf = (region: Region, ip: string) => addressWithIp(region, ip)?.AllocationId;

function place(region: Region, ip: string, instanceId: string | undefined, previous?: string): void {
  if (instanceId === previous) return;
  const address = addressWithIp(region, ip);
  if (instanceId) {
    associations.AssociateAddress(region, { AllocationId: address?.AllocationId, InstanceId: instanceId });
  } else if (address?.AssociationId) {
    associations.DisassociateAddress(region, { AssociationId: address.AssociationId });
  }
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::EIP': resourceType<EipProperties>({
    notEmulated: ['Address', 'IpamPoolId', 'TransferAddress'],
    create(region, { Tags, InstanceId, ...properties }) {
      const TagSpecifications = specificationOf('elastic-ip', Tags);
      const { PublicIp = '' } = operations.AllocateAddress(region, { ...properties, TagSpecifications });
      place(region, PublicIp, InstanceId);
      return PublicIp;
    },
    update(region, ip, properties, previous) {
      checkPool(properties.PublicIpv4Pool);
      place(region, ip, properties.InstanceId, previous.InstanceId);
      const id = allocationOf(region, ip);
      if (id) retag(region.addresses, id, properties.Tags, previous.Tags);
    },
    delete(region, ip) {
      const address = addressWithIp(region, ip);
      if (!address) return;
      if (address.AssociationId) {
        associations.DisassociateAddress(region, { AssociationId: address.AssociationId });
      }
      operations.ReleaseAddress(region, { AllocationId: address.AllocationId });
    },
    attributes: (region, ip) => ({ AllocationId: allocationOf(region, ip), PublicIp: ip }),
    read(region, ip) {
      const address = addressWithIp(region, ip);
      return address && picked(view(region, address), ['Domain', 'InstanceId', 'Tags']);
    },
  }),
};
