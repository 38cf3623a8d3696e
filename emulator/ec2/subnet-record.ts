import type { Subnet, SubnetIpv6CidrBlockAssociation, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { VpcRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { availableAddressCount } from './allocation.ts';
import { blockModeOf } from './block-public-access.ts';
import { blocksOf, type Cidr, cidrOf, covers, formatCidr, overlaps } from './cidr.ts';
import { find } from './kind.ts';
import { associateWithDefaultAcl } from './network-acl.ts';
import { ipv4BlocksOf, ipv6BlocksOf } from './vpc-cidr.ts';
import type { Zone } from './zone.ts';

interface SubnetRequest {
  vpcId: string | undefined;
  zone: Zone;
  cidr: string | undefined;
  ipv6Cidr?: string | undefined;
  tags?: Tag[];
  defaultForAz?: boolean;
}

/** Makes a subnet in a VPC and associates it with the VPC's default network ACL. */
export function createSubnet(region: Region, request: SubnetRequest): Subnet {
  const vpc = find(region, 'vpcs', request.vpcId);
  const block = subnetBlock(region, vpc, request.cidr);
  const id = newId('subnet');
  const isDefault = request.defaultForAz ?? false;
  const subnet = region.subnets.put(id, {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${region.name}:${region.accountId}:subnet/${id}`,
    VpcId: vpc.VpcId,
    OwnerId: region.accountId,
    State: 'available',
    CidrBlock: formatCidr(block),
    Ipv6CidrBlockAssociationSet: request.ipv6Cidr ? [ipv6Association(region, vpc, request.ipv6Cidr)] : [],
    AvailabilityZone: request.zone.name,
    AvailabilityZoneId: request.zone.id,
    DefaultForAz: isDefault,
    MapPublicIpOnLaunch: isDefault,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    EnableDns64: false,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: request.tags ?? [],
  });
  associateWithDefaultAcl(region, subnet);
  return view(region, subnet);
}

/** The subnet as AWS answers it: how many addresses are left, and what is blocked, is found out when it is asked. */
export const view = (region: Region, subnet: Subnet): Subnet => ({
  ...subnet,
  AvailableIpAddressCount: availableAddressCount(region, subnet),
  BlockPublicAccessStates: { InternetGatewayBlockMode: blockModeOf(region, subnet.SubnetId, subnet.VpcId) },
});

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
function subnetBlock(region: Region, vpc: VpcRecord, text: string | undefined): Cidr {
  const block = cidrOf(text, 'cidrBlock', 4);
  const fits = block.length >= 16 && block.length <= 28 && ipv4BlocksOf(vpc).some((outer) => covers(outer, block));
  if (!fits) throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  refuseConflict(
    block,
    siblings(region, vpc).map((subnet) => subnet.CidrBlock),
  );
  return block;
}

/** An association with an IPv6 block of the subnet's VPC that no other subnet has. */
export function ipv6Association(region: Region, vpc: VpcRecord, text: string): SubnetIpv6CidrBlockAssociation {
  const block = cidrOf(text, 'ipv6CidrBlock', 6);
  const sized = block.length >= 44 && block.length <= 64 && block.length % 4 === 0;
  if (!sized || !ipv6BlocksOf(vpc).some((outer) => covers(outer, block))) {
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`);
  }
  refuseConflict(
    block,
    siblings(region, vpc).flatMap((each) => (each.Ipv6CidrBlockAssociationSet ?? []).map((set) => set.Ipv6CidrBlock)),
  );
  return {
    AssociationId: newId('subnet-cidr-assoc'),
    Ipv6CidrBlock: formatCidr(block),
    Ipv6CidrBlockState: { State: 'associated' },
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  };
}

const siblings = (region: Region, vpc: VpcRecord) => region.subnets.filter((subnet) => subnet.VpcId === vpc.VpcId);

function refuseConflict(block: Cidr, others: (string | undefined)[]): void {
  if (!blocksOf(others).some((other) => overlaps(other, block))) return;
  throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${formatCidr(block)}' conflicts with another subnet`);
}
