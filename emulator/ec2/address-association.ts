import type { Address, AssociateAddressRequest, NetworkInterface } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { publicDnsName } from './allocation.ts';
import { needInternetGateway } from './internet-gateway.ts';
import { find, required } from './kind.ts';
import { assignPublicIp, associate, forgetAssociation } from './network-interface-record.ts';
import type { Ec2Operations } from './operations.ts';
import { onlyInterface } from './route-target.ts';

/** Points an Elastic IP address at one private address of an interface, the primary one unless named. Returns the association's id. */
export function associateAddress(
  region: Region,
  address: Address,
  { NetworkInterfaceId = '', PrivateIpAddress: primary, OwnerId }: NetworkInterface,
  privateIp = primary,
): string {
  const AssociationId = newId('eipassoc');
  associate(region, NetworkInterfaceId, privateIp, {
    AllocationId: address.AllocationId,
    AssociationId,
    IpOwnerId: OwnerId,
    PublicIp: address.PublicIp,
    PublicDnsName: publicDnsName(region.name, address.PublicIp ?? ''),
  });
  region.addresses.update(address.AllocationId!, (draft) => {
    draft.AssociationId = AssociationId;
    draft.NetworkInterfaceId = NetworkInterfaceId;
    draft.NetworkInterfaceOwnerId = OwnerId;
    draft.PrivateIpAddress = privateIp;
  });
  return AssociationId;
}

/** Takes the address away from its interface; an instance that was launched with a public address gets a new one. */
export function disassociateAddress(region: Region, { AllocationId = '' }: Address): void {
  const { NetworkInterfaceId: id, PrivateIpAddress: privateIp } = find(region, 'addresses', AllocationId);
  forgetAssociation(region, AllocationId);
  const held = region.networkInterfaces.get(id);
  if (!held || !id) return;
  associate(region, id, privateIp, undefined);
  if (held.autoAssignPublicIp && held.PrivateIpAddress === privateIp) assignPublicIp(region, id);
}

function addressIn(region: Region, { AllocationId, PublicIp }: AssociateAddressRequest): Address {
  if (AllocationId) return find(region, 'addresses', AllocationId);
  const ip = required(PublicIp, 'allocationId');
  const address = region.addresses.find((each) => each.PublicIp === ip);
  if (address) return address;
  throw new AwsError('InvalidAddress.NotFound', `Address '${ip}' not found.`);
}

function interfaceIn(region: Region, input: AssociateAddressRequest): NetworkInterface {
  if (input.NetworkInterfaceId) return find(region, 'networkInterfaces', input.NetworkInterfaceId);
  return onlyInterface(region, required(input.InstanceId, 'instanceId'));
}

function privateAddressOf(target: NetworkInterface, wanted = target.PrivateIpAddress) {
  const address = target.PrivateIpAddresses?.find((each) => each.PrivateIpAddress === wanted);
  if (address) return address;
  throw new AwsError(
    'InvalidParameterValue',
    `The private IP address ${wanted} is not assigned to interface ${target.NetworkInterfaceId}`,
  );
}

function refuseManaged(region: Region, { NetworkInterfaceId }: Address): void {
  if (!region.networkInterfaces.get(NetworkInterfaceId)?.RequesterManaged) return;
  throw new AwsError('AuthFailure', 'You do not have permission to access the specified resource.', 403);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html: each can be said in one way only. */
function refuseBoth(input: AssociateAddressRequest, one: keyof AssociateAddressRequest, other: typeof one): void {
  if (input[one] === undefined || input[other] === undefined) return;
  throw new AwsError(
    'InvalidParameterCombination',
    `You may specify ${one} or ${other}, but not both in the same call`,
  );
}

export const operations = {
  AssociateAddress(region, input) {
    refuseBoth(input, 'AllocationId', 'PublicIp');
    refuseBoth(input, 'InstanceId', 'NetworkInterfaceId');
    const address = addressIn(region, input);
    const target = interfaceIn(region, input);
    needInternetGateway(region, target.VpcId);
    if (address.AssociationId) {
      if (input.AllowReassociation === false) {
        throw new AwsError(
          'Resource.AlreadyAssociated',
          `resource ${address.AllocationId} is already associated with associate-id ${address.AssociationId}`,
        );
      }
      refuseManaged(region, address);
      disassociateAddress(region, address);
    }
    const { PrivateIpAddress, Association } = privateAddressOf(target, input.PrivateIpAddress);
    if (Association?.AllocationId && region.addresses.get(Association.AllocationId)?.AssociationId) {
      forgetAssociation(region, Association.AllocationId);
    }
    return { AssociationId: associateAddress(region, address, target, PrivateIpAddress) };
  },

  DisassociateAddress(region, input) {
    const { AssociationId, PublicIp } = input;
    const id = PublicIp ?? required(AssociationId, 'associationId');
    const address = region.addresses.find(
      (each) => each.AssociationId !== undefined && [each.AssociationId, each.PublicIp].includes(id),
    );
    if (!address) {
      throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
    }
    refuseManaged(region, address);
    disassociateAddress(region, address);
    return {};
  },
} satisfies Ec2Operations;

interface EipAssociationProperties {
  AllocationId?: string;
  EIP?: string;
  InstanceId?: string;
  NetworkInterfaceId?: string;
  PrivateIpAddress?: string;
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::EIPAssociation': resourceType<EipAssociationProperties>({
    create: (region, { EIP, ...properties }) =>
      operations.AssociateAddress(region, { ...properties, PublicIp: EIP }).AssociationId,
    delete(region, id) {
      if (!region.addresses.find((each) => each.AssociationId === id)) return;
      operations.DisassociateAddress(region, { AssociationId: id });
    },
    attributes: (_region, id) => ({ Id: id }),
    read(region, id) {
      const address = region.addresses.find((each) => each.AssociationId === id);
      if (!address) return undefined;
      const { AllocationId, PublicIp, NetworkInterfaceId, PrivateIpAddress } = address;
      const { InstanceId } = region.networkInterfaces.get(NetworkInterfaceId)?.Attachment ?? {};
      return { AllocationId, EIP: PublicIp, InstanceId, NetworkInterfaceId, PrivateIpAddress };
    },
  }),
};
