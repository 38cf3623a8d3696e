import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { AvailabilityZone, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { newPublicIp, publicDnsName } from '../ec2/allocation.ts';
import { associate, createInterface, deleteInterface } from '../ec2/network-interface-record.ts';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { pathOf } from './existing.ts';
import type { Place } from './placement.ts';

const REQUESTER = 'amazon-elb';

const descriptionOf = ({ LoadBalancerArn = '' }: LoadBalancer) => `ELB ${pathOf(LoadBalancerArn)}`;

/** The network interfaces of a load balancer's nodes, one in each of its subnets. */
function nodesOf(region: Region, loadBalancer: LoadBalancer): NetworkInterface[] {
  const description = descriptionOf(loadBalancer);
  return region.networkInterfaces.filter((each) => each.RequesterId === REQUESTER && each.Description === description);
}

/** Gives the load balancer a node in exactly these subnets; nodes that stand there already stay. Answers its zones. */
export function placeNodes(region: Region, loadBalancer: LoadBalancer, places: readonly Place[]): AvailabilityZone[] {
  const nodes = nodesOf(region, loadBalancer);
  const wanted = new Set(places.map(({ subnet }) => subnet.SubnetId));
  for (const node of nodes) if (!wanted.has(node.SubnetId)) deleteInterface(region, node.NetworkInterfaceId!);
  return places.map((place) => {
    const zone = loadBalancer.AvailabilityZones?.find(({ SubnetId }) => SubnetId === place.subnet.SubnetId);
    const stands = zone && nodes.some((node) => node.SubnetId === place.subnet.SubnetId);
    return stands ? zone : createNode(region, loadBalancer, place);
  });
}

export function deleteNodes(region: Region, loadBalancer: LoadBalancer): void {
  for (const node of nodesOf(region, loadBalancer)) deleteInterface(region, node.NetworkInterfaceId!);
}

/** Says on each node which security groups the load balancer now has. */
export function regroupNodes(region: Region, loadBalancer: LoadBalancer): void {
  const Groups = (loadBalancer.SecurityGroups ?? []).map((GroupId) => ({
    GroupId,
    GroupName: region.securityGroups.get(GroupId)?.GroupName,
  }));
  for (const { NetworkInterfaceId } of nodesOf(region, loadBalancer)) {
    region.networkInterfaces.update(NetworkInterfaceId!, (draft) => {
      draft.Groups = Groups;
    });
  }
}

function createNode(region: Region, loadBalancer: LoadBalancer, { subnet, mapping }: Place): AvailabilityZone {
  const isNetwork = loadBalancer.Type === 'network';
  const { NetworkInterfaceId: id = '' } = createInterface(region, {
    subnetId: subnet.SubnetId!,
    groups: loadBalancer.SecurityGroups ?? [],
    description: descriptionOf(loadBalancer),
    interfaceType: isNetwork ? 'network_load_balancer' : 'interface',
    requesterManaged: true,
    requesterId: REQUESTER,
    ownerId: REQUESTER,
    privateIpAddress: mapping.PrivateIPv4Address,
    ipv6AddressCount: loadBalancer.IpAddressType === 'ipv4' ? 0 : 1,
    sourceDestCheck: !isNetwork,
  });
  exposeNode(region, loadBalancer, id, mapping.AllocationId);
  const { AllocationId, PrivateIPv4Address, IPv6Address } = mapping;
  const IpAddress = AllocationId ? region.addresses.get(AllocationId)?.PublicIp : undefined;
  const address = { IpAddress, AllocationId, PrivateIPv4Address, IPv6Address };
  return {
    ZoneName: subnet.AvailabilityZone,
    SubnetId: subnet.SubnetId,
    LoadBalancerAddresses: Object.values(address).some((value) => value !== undefined) ? [address] : [],
  };
}

/** Gives a node the public address that its load balancer's scheme calls for. */
function exposeNode(region: Region, loadBalancer: LoadBalancer, id: string, allocationId: string | undefined): void {
  if (loadBalancer.Scheme === 'internal') {
    if (loadBalancer.IpAddressType === 'ipv4') return;
    region.networkInterfaces.update(id, (draft) => {
      draft.DenyAllIgwTraffic = true;
    });
  } else if (allocationId) {
    associateElasticIp(region, id, allocationId);
  } else if (loadBalancer.IpAddressType !== 'dualstack-without-public-ipv4') {
    const PublicIp = newPublicIp(region);
    const PublicDnsName = publicDnsName(region.name, PublicIp);
    const IpOwnerId = loadBalancer.Type === 'network' ? 'amazon' : REQUESTER;
    associate(region, id, undefined, { IpOwnerId, PublicIp, PublicDnsName });
  }
}

function associateElasticIp(region: Region, id: string, allocationId: string): void {
  const address = region.addresses.get(allocationId);
  if (!address) throw new AwsError('AllocationIdNotFound', `Allocation ID '${allocationId}' not found`);
  if (address.AssociationId) {
    throw new AwsError('ResourceInUse', `The allocation IDs are already in use: '${allocationId}'`);
  }
  const AssociationId = newId('eipassoc');
  const { PrivateIpAddress } = associate(region, id, undefined, {
    AllocationId: allocationId,
    AssociationId,
    IpOwnerId: region.accountId,
    PublicIp: address.PublicIp,
    PublicDnsName: publicDnsName(region.name, address.PublicIp ?? ''),
  });
  region.addresses.put(allocationId, {
    ...address,
    AssociationId,
    NetworkInterfaceId: id,
    NetworkInterfaceOwnerId: REQUESTER,
    PrivateIpAddress,
  });
}
