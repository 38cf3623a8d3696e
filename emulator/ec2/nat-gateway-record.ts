import type { Address, NatGateway, NatGatewayAddress, NetworkInterface, Subnet, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { associateAddress } from './address-association.ts';
import { internetGatewayOf } from './internet-gateway.ts';
import { find } from './kind.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';

interface ZonalRequest {
  subnetId: string;
  connectivity: 'public' | 'private';
  /** Elastic IP addresses, the primary one first; none for a private gateway. */
  allocationIds: readonly string[];
  privateIpAddress?: string | undefined;
  secondaryPrivateIpAddresses?: readonly string[] | undefined;
  secondaryPrivateIpAddressCount?: number | undefined;
  tags: Tag[];
}

/** Makes a NAT gateway in one subnet: `available`, or `failed` when it is public and its VPC has no internet gateway. */
export function createZonalGateway(region: Region, request: ZonalRequest): NatGateway {
  const subnet = find(region, 'subnets', request.subnetId);
  const elastic = request.allocationIds.map((id) => freeAddress(region, id));
  const id = newId('nat');
  const made = createInterface(region, {
    ...request,
    groups: [],
    description: `Interface for NAT Gateway ${id}`,
    interfaceType: 'nat_gateway',
    requesterManaged: true,
    secondaryPrivateIpAddressCount:
      request.secondaryPrivateIpAddressCount ?? extraAddressesFor(elastic, request.secondaryPrivateIpAddresses),
    tags: [],
  });
  const isCutOff = request.connectivity === 'public' && !internetGatewayOf(region, subnet.VpcId);
  const facts = { ...commonFacts(id, subnet.VpcId, request), SubnetId: subnet.SubnetId };
  if (isCutOff) return putFailed(region, facts, made);
  return region.natGateways.put(id, {
    ...facts,
    State: 'available',
    NatGatewayAddresses: (made.PrivateIpAddresses ?? []).map((each, index) =>
      addressOf(region, made, each.PrivateIpAddress, elastic[index], subnet),
    ),
  });
}

const commonFacts = (id: string, VpcId: string | undefined, { connectivity, tags }: ZonalRequest): NatGateway => ({
  NatGatewayId: id,
  VpcId,
  ConnectivityType: connectivity,
  AvailabilityMode: 'zonal',
  CreateTime: new Date(),
  Tags: tags,
});

/** Each further Elastic IP address needs a private address of its own, given or taken. */
const extraAddressesFor = (elastic: readonly Address[], given: readonly string[] = []) =>
  Math.max(0, elastic.length - 1 - given.length);

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-failed */
function putFailed(region: Region, facts: NatGateway, made: NetworkInterface): NatGateway {
  deleteInterface(region, made.NetworkInterfaceId!);
  return region.natGateways.put(facts.NatGatewayId!, {
    ...facts,
    State: 'failed',
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: `Network ${facts.VpcId} has no Internet gateway attached`,
    DeleteTime: new Date(),
    NatGatewayAddresses: [
      {
        NetworkInterfaceId: made.NetworkInterfaceId,
        PrivateIp: made.PrivateIpAddress,
        IsPrimary: true,
        Status: 'failed',
      },
    ],
  });
}

/** The Elastic IP address, which nothing may hold yet. */
export function freeAddress(region: Region, allocationId: string): Address {
  const address = find(region, 'addresses', allocationId);
  if (!address.AssociationId) return address;
  throw new AwsError('Resource.AlreadyAssociated', `Elastic IP address [${allocationId}] is already associated`);
}

/** One address of a gateway: a private address of its interface, with the Elastic IP address that answers for it. */
export function addressOf(
  region: Region,
  { NetworkInterfaceId = '' }: NetworkInterface,
  PrivateIp: string | undefined,
  elastic: Address | undefined,
  { AvailabilityZone, AvailabilityZoneId }: Subnet,
): NatGatewayAddress {
  const held = find(region, 'networkInterfaces', NetworkInterfaceId);
  return {
    NetworkInterfaceId,
    PrivateIp,
    IsPrimary: PrivateIp === held.PrivateIpAddress,
    Status: 'succeeded',
    AvailabilityZone,
    AvailabilityZoneId,
    ...(elastic && {
      AllocationId: elastic.AllocationId,
      PublicIp: elastic.PublicIp,
      AssociationId: associateAddress(region, elastic, held, PrivateIp),
    }),
  };
}

/** Ends a gateway: its interface goes, its Elastic IP addresses are free again, its record says `deleted`. */
export function endGateway(region: Region, id: string): void {
  const gateway = find(region, 'natGateways', id);
  for (const { NetworkInterfaceId } of gateway.NatGatewayAddresses ?? []) {
    if (NetworkInterfaceId) deleteInterface(region, NetworkInterfaceId);
  }
  region.natGateways.update(id, (draft) => {
    draft.State = 'deleted';
    draft.DeleteTime = new Date();
    delete draft.RouteTableId;
  });
}
