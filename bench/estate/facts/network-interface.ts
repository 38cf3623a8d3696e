import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, dotted, type Nic, nameTag, type Printed, type PublicAddress } from '../plan.ts';

/** As DescribeNetworkInterfaces answers: unlike the SDK's list, it calls a NAT gateway's type `nat_gateway`. */
export type Interface = Omit<Printed<ec2.NetworkInterface>, 'InterfaceType'> & { readonly InterfaceType: string };

export function networkInterface(nic: Nic): Interface {
  const { owner, subnet } = nic;
  const service = owner.kind === 'service' ? owner.service : undefined;
  const primary = nic.addresses[0] ?? 0;
  return {
    ...(nic.public && { Association: association(nic.public) }),
    ...(owner.kind !== 'nobody' && { Attachment: attachment(nic) }),
    AvailabilityZone: subnet.zone.name,
    Description: owner.kind === 'service' ? owner.description : descriptionOf(nic),
    Groups: groupsOf(nic),
    InterfaceType: service?.type ?? 'interface',
    Ipv6Addresses: ipv6Of(nic),
    MacAddress: mac(nic),
    NetworkInterfaceId: nic.id,
    OwnerId: ACCOUNT,
    PrivateDnsName: privateName(primary),
    PrivateIpAddress: dotted(primary),
    PrivateIpAddresses: privateAddresses(nic, association),
    ...(service && { RequesterId: service.requester }),
    RequesterManaged: service?.managed ?? false,
    SourceDestCheck: service?.sourceDestCheck ?? true,
    Status: owner.kind === 'nobody' ? 'available' : 'in-use',
    SubnetId: subnet.id,
    TagSet: tagsOf(nic),
    VpcId: subnet.vpc.id,
    Operator: { Managed: false },
    AvailabilityZoneId: subnet.zone.id,
  };
}

const descriptionOf = ({ owner, id }: Nic): string =>
  owner.kind === 'instance' && owner.device > 0 ? `aws-K8S-${owner.instance.id}` : owner.kind === 'nobody' ? id : '';

function tagsOf({ owner, subnet }: Nic): { Key: string; Value: string }[] {
  if (owner.kind === 'nobody') return nameTag('spare');
  if (owner.kind !== 'instance' || owner.device === 0) return [];
  return [
    { Key: 'cluster.k8s.amazonaws.com/name', Value: subnet.vpc.name },
    { Key: 'node.k8s.amazonaws.com/instance_id', Value: owner.instance.id },
  ];
}

function attachment({ owner, attachmentId, attachTime }: Nic): Printed<ec2.NetworkInterfaceAttachment> {
  if (owner.kind === 'instance') {
    return {
      AttachTime: attachTime,
      AttachmentId: attachmentId,
      DeleteOnTermination: true,
      DeviceIndex: owner.device,
      NetworkCardIndex: 0,
      InstanceId: owner.instance.id,
      InstanceOwnerId: ACCOUNT,
      Status: 'attached',
    };
  }
  const service = owner.kind === 'service' ? owner.service : undefined;
  return {
    ...(service?.attachment === 'eni-attach' && { AttachTime: attachTime }),
    AttachmentId: attachmentId,
    DeleteOnTermination: false,
    DeviceIndex: 1,
    NetworkCardIndex: 0,
    InstanceOwnerId: service?.attachedBy,
    Status: 'attached',
  };
}

export const groupsOf = ({ groups }: Pick<Nic, 'groups'>) =>
  groups.map((group) => ({ GroupId: group.id, GroupName: group.name }));

export const ipv6Of = ({ ipv6 }: Nic) => (ipv6 ? [{ IsPrimaryIpv6: false, Ipv6Address: ipv6 }] : []);

export const mac = ({ id }: Nic): string => `02:${id.slice(-10).match(/../g)?.join(':')}`;

export const privateName = (address: number): string => `ip-${dotted(address).replaceAll('.', '-')}.ec2.internal`;

/** Each private address; the public one, told in a way of the caller's, belongs to the first. */
export function privateAddresses<Told>(nic: Nic, tell: (address: PublicAddress) => Told) {
  return nic.addresses.map((address, i) => ({
    ...(i === 0 && nic.public && { Association: tell(nic.public) }),
    Primary: i === 0,
    PrivateDnsName: privateName(address),
    PrivateIpAddress: dotted(address),
  }));
}

export const publicName = (ip: string): string => `ec2-${ip.replaceAll('.', '-')}.compute-1.amazonaws.com`;

export const association = ({ ip, elastic }: PublicAddress): Printed<ec2.NetworkInterfaceAssociation> => ({
  ...(elastic && { AllocationId: elastic.allocationId, AssociationId: elastic.associationId }),
  IpOwnerId: elastic ? ACCOUNT : 'amazon',
  PublicDnsName: publicName(ip),
  PublicIp: ip,
});
