import { randomInt } from 'node:crypto';
import type { VpcIpv6CidrBlockAssociation } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { VpcRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { blocksOf, type Cidr, cidrOf, covers, formatCidr, overlaps, parseCidr } from './cidr.ts';
import { refuseMembers } from './dependency.ts';
import { find, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { addLocalRoute, removeLocalRoute } from './route-table-record.ts';

/** The IPv4 blocks that a VPC has now. */
export const ipv4BlocksOf = (vpc: VpcRecord): Cidr[] =>
  blocksOf((vpc.CidrBlockAssociationSet ?? []).map((each) => each.CidrBlock));

export const ipv6BlocksOf = (vpc: VpcRecord): Cidr[] =>
  blocksOf((vpc.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock));

/** The block that a VPC may have: between /16 and /28. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html */
export function vpcBlock(text: string | undefined): Cidr {
  const block = cidrOf(text, 'cidrBlock', 4);
  if (block.length < 16 || block.length > 28) throw invalidRange(`The CIDR '${text}' is invalid.`);
  return block;
}

const invalidRange = (message: string) => new AwsError('InvalidVpc.Range', message);

/** A /56 of Amazon's own for a VPC. */
export function newIpv6Association(region: Region): VpcIpv6CidrBlockAssociation {
  const inUse = new Set(region.vpcs.values().flatMap(ipv6BlocksOf).map(formatCidr));
  const hex = (from: number, to: number) => randomInt(from, to).toString(16);
  for (;;) {
    const cidr = formatCidr(cidrOf(`2600:1f${hex(0x10, 0x20)}:${hex(1, 0x10000)}:${hex(1, 0x100)}00::/56`, 'cidr', 6));
    if (inUse.has(cidr)) continue;
    return {
      AssociationId: newId('vpc-cidr-assoc'),
      Ipv6CidrBlock: cidr,
      Ipv6CidrBlockState: { State: 'associated' },
      NetworkBorderGroup: region.name,
      Ipv6Pool: 'Amazon',
      Ipv6AddressAttribute: 'public',
      IpSource: 'amazon',
    };
  }
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '198.19.0.0/16'];

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions */
function isRestricted(primary: Cidr, block: Cidr): boolean {
  const own = blocksOf(PRIVATE).find((range) => covers(range, primary));
  return blocksOf(PRIVATE).some((range) => overlaps(range, block) && (!own || !covers(own, block)));
}

function checkSecondary(region: Region, vpc: VpcRecord, block: Cidr): void {
  const text = formatCidr(block);
  const [primary, ...others] = ipv4BlocksOf(vpc);
  if (primary && isRestricted(primary, block)) {
    throw invalidRange(
      `The CIDR '${text}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, or use a publicly-routable CIDR. For additional restrictions, see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Subnets.html#VPC_Sizing`,
    );
  }
  if ([primary, ...others].some((each) => each && overlaps(each, block))) {
    throw new AwsError('CidrConflict', `The CIDR '${text}' conflicts with another CIDR block of vpc ${vpc.VpcId}.`);
  }
  refuseBeyond(region, 'ipv4-blocks-per-vpc', ipv4BlocksOf(vpc).length + 1, vpc.VpcId);
}

function associateIpv4(region: Region, vpc: VpcRecord, cidr: string) {
  const block = vpcBlock(cidr);
  checkSecondary(region, vpc, block);
  const association = {
    AssociationId: newId('vpc-cidr-assoc'),
    CidrBlock: formatCidr(block),
    CidrBlockState: { State: 'associated' as const },
  };
  region.vpcs.update(vpc.VpcId!, (draft) => draft.CidrBlockAssociationSet?.push(association));
  addLocalRoute(region, vpc.VpcId!, { DestinationCidrBlock: association.CidrBlock });
  return {
    VpcId: vpc.VpcId,
    CidrBlockAssociation: { ...association, CidrBlockState: { State: 'associating' as const } },
  };
}

function associateIpv6(region: Region, vpc: VpcRecord) {
  const association = newIpv6Association(region);
  region.vpcs.update(vpc.VpcId!, (draft) => {
    draft.Ipv6CidrBlockAssociationSet = [...(draft.Ipv6CidrBlockAssociationSet ?? []), association];
  });
  addLocalRoute(region, vpc.VpcId!, { DestinationIpv6CidrBlock: association.Ipv6CidrBlock });
  return {
    VpcId: vpc.VpcId,
    Ipv6CidrBlockAssociation: { ...association, Ipv6CidrBlockState: { State: 'associating' as const } },
  };
}

function refuseWhileSubnetsUse(region: Region, vpc: VpcRecord, block: Cidr): void {
  const inside = region.subnets
    .filter((subnet) => subnet.VpcId === vpc.VpcId)
    .flatMap((subnet) => [
      subnet.CidrBlock,
      ...(subnet.Ipv6CidrBlockAssociationSet ?? []).map((each) => each.Ipv6CidrBlock),
    ]);
  if (blocksOf(inside).some((each) => covers(block, each))) {
    throw new AwsError(
      'InvalidCidrBlock.InUse',
      `The vpc currently has a subnet within CIDR block ${formatCidr(block)}`,
    );
  }
}

function disassociate(region: Region, vpc: VpcRecord, id: string) {
  const ipv4 = vpc.CidrBlockAssociationSet?.find((each) => each.AssociationId === id);
  const ipv6 = vpc.Ipv6CidrBlockAssociationSet?.find((each) => each.AssociationId === id);
  const cidr = ipv4?.CidrBlock ?? ipv6?.Ipv6CidrBlock;
  const block = parseCidr(cidr);
  if (cidr === vpc.CidrBlock) {
    throw new AwsError(
      'OperationNotPermitted',
      `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
    );
  }
  if (block) refuseWhileSubnetsUse(region, vpc, block);
  region.vpcs.update(vpc.VpcId!, (draft) => {
    draft.CidrBlockAssociationSet = draft.CidrBlockAssociationSet?.filter((each) => each.AssociationId !== id);
    draft.Ipv6CidrBlockAssociationSet = draft.Ipv6CidrBlockAssociationSet?.filter((each) => each.AssociationId !== id);
  });
  removeLocalRoute(region, vpc.VpcId!, cidr!);
  const state = { State: 'disassociating' as const };
  return {
    VpcId: vpc.VpcId,
    CidrBlockAssociation: ipv4 && { ...ipv4, CidrBlockState: state },
    Ipv6CidrBlockAssociation: ipv6 && { ...ipv6, Ipv6CidrBlockState: state },
  };
}

const holder = (region: Region, id: string) =>
  region.vpcs.find((vpc) =>
    [...(vpc.CidrBlockAssociationSet ?? []), ...(vpc.Ipv6CidrBlockAssociationSet ?? [])].some(
      (each) => each.AssociationId === id,
    ),
  );

const NOT_EMULATED = [
  ...['Ipv4IpamPoolId', 'Ipv4NetmaskLength', 'Ipv6CidrBlock', 'Ipv6CidrBlockNetworkBorderGroup', 'Ipv6IpamPoolId'],
  ...['Ipv6NetmaskLength', 'Ipv6Pool'],
];

export const operations = {
  AssociateVpcCidrBlock(region, input) {
    refuseMembers('AssociateVpcCidrBlock', input, NOT_EMULATED);
    const vpc = find(region, 'vpcs', input.VpcId);
    if (input.AmazonProvidedIpv6CidrBlock) return associateIpv6(region, vpc);
    return associateIpv4(region, vpc, required(input.CidrBlock, 'cidrBlock'));
  },

  DisassociateVpcCidrBlock(region, input) {
    const id = required(input.AssociationId, 'associationId');
    const vpc = holder(region, id);
    if (vpc) return disassociate(region, vpc, id);
    throw new AwsError(
      'InvalidVpcCidrBlockAssociationID.NotFound',
      `The vpc CIDR block association ID '${id}' does not exist`,
    );
  },
} satisfies Ec2Operations;

interface VpcCidrBlockProperties {
  VpcId: string;
  CidrBlock?: string;
  AmazonProvidedIpv6CidrBlock?: boolean;
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPCCidrBlock': resourceType<VpcCidrBlockProperties>({
    notEmulated: NOT_EMULATED,
    create(region, properties) {
      const answer: { CidrBlockAssociation?: object; Ipv6CidrBlockAssociation?: object } =
        operations.AssociateVpcCidrBlock(region, properties);
      const association: { AssociationId?: string } =
        answer.CidrBlockAssociation ?? answer.Ipv6CidrBlockAssociation ?? {};
      return association.AssociationId!;
    },
    delete(region, id) {
      if (holder(region, id)) operations.DisassociateVpcCidrBlock(region, { AssociationId: id });
    },
    attributes: (_region, id) => ({ Id: id }),
    read(region, id) {
      const vpc = holder(region, id);
      const ipv4 = vpc?.CidrBlockAssociationSet?.find((each) => each.AssociationId === id);
      return vpc && { VpcId: vpc.VpcId, CidrBlock: ipv4?.CidrBlock, AmazonProvidedIpv6CidrBlock: !ipv4 };
    },
  }),
};
