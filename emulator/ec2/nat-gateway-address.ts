import type { NatGateway, NatGatewayAddress } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { disassociateAddress } from './address-association.ts';
import { find, invalid, notFound, required } from './kind.ts';
import { addressOf, freeAddress } from './nat-gateway-record.ts';
import { assignAddresses, removeAddresses } from './network-interface-address.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-gateways */
const QUOTA = { public: 'elastic-ips-per-nat-gateway', private: 'private-ips-per-nat-gateway' } as const;

type Connectivity = keyof typeof QUOTA;

/** The zonal gateway of one kind that has its interface; AWS's error for any other. */
function gatewayNamed(region: Region, id: string | undefined, kind: Connectivity): NatGateway {
  const gateway = find(region, 'natGateways', id);
  if (gateway.State === 'deleted') throw notFound('natGateways', id);
  if (gateway.State !== 'available')
    throw new AwsError('IncorrectState', `NatGateway ${id} is in state ${gateway.State}`);
  if (gateway.AvailabilityMode === 'regional') {
    throw new AwsError(
      'UnsupportedOperation',
      'The local AWS does not emulate addresses of regional NAT gateways one by one.',
    );
  }
  if (gateway.ConnectivityType !== kind) throw invalid(`NatGateway ${id} is not a ${kind} NAT gateway.`);
  return gateway;
}

const addressesOf = ({ NatGatewayAddresses = [] }: NatGateway) => NatGatewayAddresses;
const interfaceOf = (gateway: NatGateway) => addressesOf(gateway)[0]?.NetworkInterfaceId;

function checkCount(region: Region, gateway: NatGateway, more: number, kind: Connectivity): void {
  refuseBeyond(region, QUOTA[kind], addressesOf(gateway).length + more, gateway.NatGatewayId);
}

function add(
  region: Region,
  gateway: NatGateway,
  privateIps: readonly string[],
  allocationIds: readonly string[] = [],
) {
  const nic = find(region, 'networkInterfaces', interfaceOf(gateway));
  const subnet = find(region, 'subnets', gateway.SubnetId);
  const elastic = allocationIds.map((id) => freeAddress(region, id));
  const added = privateIps.map((ip, i) => addressOf(region, nic, ip, elastic[i], subnet));
  region.natGateways.update(gateway.NatGatewayId!, (draft) => {
    draft.NatGatewayAddresses = [...addressesOf(draft), ...added];
  });
  return added;
}

function take(region: Region, gateway: NatGateway, gone: readonly NatGatewayAddress[]): void {
  const ips = gone.flatMap(({ PrivateIp }) => PrivateIp ?? []);
  for (const { AllocationId } of gone) if (AllocationId) disassociateAddress(region, { AllocationId });
  removeAddresses(region, interfaceOf(gateway), ips);
  region.natGateways.update(gateway.NatGatewayId!, (draft) => {
    draft.NatGatewayAddresses = addressesOf(draft).filter(({ PrivateIp }) => !ips.includes(PrivateIp ?? ''));
  });
}

function refusePrimary(gateway: NatGateway, address: NatGatewayAddress): void {
  if (address.IsPrimary) throw invalid(`The primary address of NatGateway ${gateway.NatGatewayId} cannot be removed.`);
}

const withStatus = (addresses: readonly NatGatewayAddress[], Status: NatGatewayAddress['Status']) =>
  addresses.map((each) => ({ ...each, Status }));

export const operations = {
  /** Further Elastic IP addresses of a public gateway, each with a private address of its own. */
  AssociateNatGatewayAddress(region, input) {
    const gateway = gatewayNamed(region, input.NatGatewayId, 'public');
    const allocationIds = required(input.AllocationIds, 'AllocationIds');
    const { PrivateIpAddresses } = input;
    if (PrivateIpAddresses && PrivateIpAddresses.length !== allocationIds.length) {
      throw new AwsError('InvalidParameterCombination', 'As many private addresses as AllocationIds must be given.');
    }
    checkCount(region, gateway, allocationIds.length, 'public');
    for (const id of allocationIds) freeAddress(region, id);
    const ips = assignAddresses(region, interfaceOf(gateway), PrivateIpAddresses ?? allocationIds.length);
    const added = add(region, gateway, ips, allocationIds);
    return { NatGatewayId: gateway.NatGatewayId, NatGatewayAddresses: withStatus(added, 'associating') };
  },

  DisassociateNatGatewayAddress(region, input) {
    const gateway = gatewayNamed(region, input.NatGatewayId, 'public');
    const gone = required(input.AssociationIds, 'AssociationIds').map((id) => {
      const address = addressesOf(gateway).find(({ AssociationId }) => AssociationId === id);
      if (!address) throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
      refusePrimary(gateway, address);
      return address;
    });
    take(region, gateway, gone);
    return { NatGatewayId: gateway.NatGatewayId, NatGatewayAddresses: withStatus(gone, 'disassociating') };
  },

  AssignPrivateNatGatewayAddress(region, input) {
    const gateway = gatewayNamed(region, input.NatGatewayId, 'private');
    const { PrivateIpAddresses, PrivateIpAddressCount } = input;
    if (PrivateIpAddresses && PrivateIpAddressCount !== undefined) {
      throw new AwsError('InvalidParameterCombination', 'Private addresses and their count may not be used together.');
    }
    const wanted = PrivateIpAddresses ?? required(PrivateIpAddressCount, 'PrivateIpAddressCount');
    checkCount(region, gateway, typeof wanted === 'number' ? wanted : wanted.length, 'private');
    const added = add(region, gateway, assignAddresses(region, interfaceOf(gateway), wanted));
    return { NatGatewayId: gateway.NatGatewayId, NatGatewayAddresses: withStatus(added, 'assigning') };
  },

  UnassignPrivateNatGatewayAddress(region, input) {
    const gateway = gatewayNamed(region, input.NatGatewayId, 'private');
    const gone = required(input.PrivateIpAddresses, 'PrivateIpAddresses').map((ip) => {
      const address = addressesOf(gateway).find(({ PrivateIp }) => PrivateIp === ip);
      if (!address) throw invalid(`Some of [${ip}] are not assigned to NatGateway ${gateway.NatGatewayId}`);
      refusePrimary(gateway, address);
      return address;
    });
    take(region, gateway, gone);
    return { NatGatewayId: gateway.NatGatewayId, NatGatewayAddresses: withStatus(gone, 'unassigning') };
  },
} satisfies Ec2Operations;

/** What a template says of a gateway's further addresses. */
export interface SecondaryAddresses {
  SecondaryAllocationIds?: string[];
  SecondaryPrivateIpAddresses?: string[];
  SecondaryPrivateIpAddressCount?: number;
}

/** Brings the further addresses of a gateway to what a template says now. */
export function setSecondaryAddresses(
  region: Region,
  NatGatewayId: string,
  wanted: SecondaryAddresses,
  previous: SecondaryAddresses,
): void {
  if (JSON.stringify(secondary(wanted)) === JSON.stringify(secondary(previous))) return;
  const gateway = find(region, 'natGateways', NatGatewayId);
  const others = addressesOf(gateway).filter(({ IsPrimary }) => !IsPrimary);
  const AllocationIds = wanted.SecondaryAllocationIds ?? [];
  if (gateway.ConnectivityType === 'public') {
    take(
      region,
      gateway,
      others.filter(({ AllocationId = '' }) => !AllocationIds.includes(AllocationId)),
    );
    const held = others.map(({ AllocationId }) => AllocationId);
    const missing = AllocationIds.filter((id) => !held.includes(id));
    if (missing.length > 0) operations.AssociateNatGatewayAddress(region, { NatGatewayId, AllocationIds: missing });
    return;
  }
  take(region, gateway, others);
  const { SecondaryPrivateIpAddresses: ips, SecondaryPrivateIpAddressCount: count } = wanted;
  if (ips?.length) operations.AssignPrivateNatGatewayAddress(region, { NatGatewayId, PrivateIpAddresses: ips });
  else if (count) operations.AssignPrivateNatGatewayAddress(region, { NatGatewayId, PrivateIpAddressCount: count });
}

const secondary = ({
  SecondaryAllocationIds = [],
  SecondaryPrivateIpAddresses = [],
  SecondaryPrivateIpAddressCount = 0,
}: SecondaryAddresses) => [SecondaryAllocationIds, SecondaryPrivateIpAddresses, SecondaryPrivateIpAddressCount];
