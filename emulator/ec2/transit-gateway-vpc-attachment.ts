import type {
  CreateTransitGatewayVpcAttachmentRequest,
  Tag,
  TransitGatewayVpcAttachment,
  TransitGatewayVpcAttachmentOptions,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { TransitGatewayAttachmentRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import { createInterface, deleteInterface } from './network-interface-record.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import {
  attachmentTo,
  endAttachment,
  invalidState,
  isLive,
  joinDefaultTables,
  liveAttachment,
  refuseMoreAttachments,
} from './transit-gateway-attachment-record.ts';
import { choice, liveGateway } from './transit-gateway-record.ts';
import { without } from './without.ts';

type Options = Pick<
  TransitGatewayVpcAttachmentOptions,
  'ApplianceModeSupport' | 'DnsSupport' | 'Ipv6Support' | 'SecurityGroupReferencingSupport'
>;

const STANDARD = {
  ApplianceModeSupport: 'disable',
  DnsSupport: 'enable',
  Ipv6Support: 'disable',
  SecurityGroupReferencingSupport: 'enable',
} as const satisfies Options;

function optionsFrom(asked: Options = {}, now: Options = STANDARD): TransitGatewayVpcAttachmentOptions {
  const names = Object.keys(STANDARD) as (keyof typeof STANDARD)[];
  return Object.fromEntries(names.map((name) => [name, choice(asked[name], name, now[name] ?? STANDARD[name])]));
}

/** The attachment as its own Describe operation answers it. */
const asVpcAttachment = (record: TransitGatewayAttachmentRecord): TransitGatewayVpcAttachment => ({
  TransitGatewayAttachmentId: record.TransitGatewayAttachmentId,
  TransitGatewayId: record.TransitGatewayId,
  VpcId: record.ResourceId,
  VpcOwnerId: record.ResourceOwnerId,
  State: record.State,
  SubnetIds: record.ofVpc?.SubnetIds,
  CreationTime: record.CreationTime,
  Options: record.ofVpc?.Options,
  Tags: record.Tags,
});

/** One subnet a zone, all of the VPC. https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
function checkSubnets(region: Region, vpcId: string, subnetIds: readonly string[]): void {
  const zones = subnetIds.map((id) => {
    const subnet = region.subnets.get(id);
    if (subnet?.VpcId === vpcId) return subnet.AvailabilityZone;
    throw new AwsError('InvalidSubnetID.NotFound', `Subnet ${id} was deleted or does not exist.`);
  });
  if (new Set(zones).size === zones.length) return;
  throw new AwsError('DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ');
}

function addInterface(region: Region, attachmentId: string, subnetId: string): void {
  createInterface(region, {
    subnetId,
    groups: [],
    description: `Network Interface for Transit Gateway Attachment ${attachmentId}`,
    interfaceType: 'transit_gateway',
    requesterManaged: true,
  });
}

/** Removes the attachment's interfaces, in all subnets or in some. */
function removeInterfaces(region: Region, attachmentId: string, subnetIds?: readonly string[]): void {
  const own = region.networkInterfaces.filter(
    (each) => each.InterfaceType === 'transit_gateway' && each.Description?.endsWith(` ${attachmentId}`) === true,
  );
  for (const { NetworkInterfaceId = '', SubnetId = '' } of own) {
    if (!subnetIds || subnetIds.includes(SubnetId)) deleteInterface(region, NetworkInterfaceId);
  }
}

function create(region: Region, input: CreateTransitGatewayVpcAttachmentRequest): TransitGatewayAttachmentRecord {
  const transitGatewayId = required(input.TransitGatewayId, 'TransitGatewayId');
  const gateway = liveGateway(region, transitGatewayId);
  const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
  const SubnetIds = required(input.SubnetIds?.length ? input.SubnetIds : undefined, 'SubnetIds');
  if (attachmentTo(region, transitGatewayId, VpcId)) {
    throw new AwsError(
      'DuplicateTransitGatewayAttachment',
      `${transitGatewayId} has non-deleted Transit Gateway Attachments with same VPC ID.`,
    );
  }
  checkSubnets(region, VpcId, SubnetIds);
  const its = region.transitGatewayAttachments.filter(
    (each) => isLive(each) && !!each.ofVpc && each.ResourceId === VpcId,
  );
  refuseBeyond(region, 'transit-gateways-per-vpc', its.length + 1, VpcId);
  refuseMoreAttachments(region, transitGatewayId);
  const id = newId('tgw-attach');
  const attachment = region.transitGatewayAttachments.put(id, {
    TransitGatewayAttachmentId: id,
    TransitGatewayId: transitGatewayId,
    TransitGatewayOwnerId: gateway.OwnerId,
    ResourceOwnerId: region.accountId,
    ResourceType: 'vpc',
    ResourceId: VpcId,
    State: 'available',
    CreationTime: new Date(),
    Tags: tagsFor(input.TagSpecifications, 'transit-gateway-attachment'),
    ofVpc: { SubnetIds: [...SubnetIds], Options: optionsFrom(input.Options) },
  });
  for (const subnetId of SubnetIds) addInterface(region, id, subnetId);
  joinDefaultTables(region, attachment);
  return attachment;
}

function changeSubnets(
  region: Region,
  { TransitGatewayAttachmentId: id = '', ResourceId: vpcId = '', ofVpc }: TransitGatewayAttachmentRecord,
  added: readonly string[],
  removed: readonly string[],
): string[] {
  const now = ofVpc?.SubnetIds ?? [];
  const unknown = removed.find((each) => !now.includes(each));
  if (unknown) throw new AwsError('InvalidSubnetID.NotFound', `Subnet ${unknown} is not attached to ${id}.`);
  const wanted = [...now.filter((each) => !removed.includes(each)), ...added];
  if (wanted.length === 0) throw invalid(`${id} must have at least one subnet.`);
  checkSubnets(region, vpcId, wanted);
  removeInterfaces(region, id, removed);
  for (const subnetId of added) addInterface(region, id, subnetId);
  return wanted;
}

/** VPCs of the gateway's own account are attached without being asked: none waits to be accepted. */
function refuseToDecide(region: Region, id: string | undefined): never {
  throw invalidState(liveAttachment(region, id, 'vpc').TransitGatewayAttachmentId);
}

export const operations = {
  CreateTransitGatewayVpcAttachment(region, input) {
    return { TransitGatewayVpcAttachment: { ...asVpcAttachment(create(region, input)), State: 'pending' } };
  },

  DescribeTransitGatewayVpcAttachments(region, input) {
    const records = region.transitGatewayAttachments.filter((each) => !!each.ofVpc && isVisible(each));
    const { page, NextToken } = describe(records.map(asVpcAttachment), input, {
      ...KINDS.transitGatewayAttachments,
      ids: input.TransitGatewayAttachmentIds,
      idOf: (attachment) => attachment.TransitGatewayAttachmentId!,
      filters: {
        state: (attachment) => [attachment.State],
        'transit-gateway-attachment-id': (attachment) => [attachment.TransitGatewayAttachmentId],
        'transit-gateway-id': (attachment) => [attachment.TransitGatewayId],
        'vpc-id': (attachment) => [attachment.VpcId],
      },
    });
    return { TransitGatewayVpcAttachments: page, NextToken };
  },

  ModifyTransitGatewayVpcAttachment(region, input) {
    const attachment = liveAttachment(
      region,
      required(input.TransitGatewayAttachmentId, 'TransitGatewayAttachmentId'),
      'vpc',
    );
    const Options = optionsFrom(input.Options, attachment.ofVpc?.Options);
    const SubnetIds = changeSubnets(region, attachment, input.AddSubnetIds ?? [], input.RemoveSubnetIds ?? []);
    const modified = region.transitGatewayAttachments.update(attachment.TransitGatewayAttachmentId!, (draft) => {
      draft.ofVpc = { SubnetIds, Options };
    });
    return { TransitGatewayVpcAttachment: { ...asVpcAttachment(modified), State: 'modifying' } };
  },

  DeleteTransitGatewayVpcAttachment(region, input) {
    const attachment = liveAttachment(
      region,
      required(input.TransitGatewayAttachmentId, 'TransitGatewayAttachmentId'),
      'vpc',
    );
    const { TransitGatewayAttachmentId: id = '' } = attachment;
    removeInterfaces(region, id);
    endAttachment(region, id, 'deleted');
    return { TransitGatewayVpcAttachment: { ...asVpcAttachment(attachment), State: 'deleting' } };
  },

  AcceptTransitGatewayVpcAttachment: (region, input) => refuseToDecide(region, input.TransitGatewayAttachmentId),

  RejectTransitGatewayVpcAttachment: (region, input) => refuseToDecide(region, input.TransitGatewayAttachmentId),
} satisfies Ec2Operations;

interface AttachmentProperties {
  TransitGatewayId: string;
  VpcId: string;
  SubnetIds: string[];
  AddSubnetIds?: string[];
  RemoveSubnetIds?: string[];
  Options?: Options;
  Tags?: Tag[];
}

/** The subnets that a template asks for. */
const subnetsOf = ({ SubnetIds, AddSubnetIds = [], RemoveSubnetIds = [] }: AttachmentProperties): string[] =>
  without([...new Set([...SubnetIds, ...AddSubnetIds])], RemoveSubnetIds);

/** AWS has two types for the same thing. */
const vpcAttachment = resourceType<AttachmentProperties>({
  create(region, properties) {
    const { TransitGatewayVpcAttachment } = operations.CreateTransitGatewayVpcAttachment(region, {
      TransitGatewayId: properties.TransitGatewayId,
      VpcId: properties.VpcId,
      SubnetIds: subnetsOf(properties),
      Options: properties.Options,
      TagSpecifications: specificationOf('transit-gateway-attachment', properties.Tags),
    });
    return TransitGatewayVpcAttachment.TransitGatewayAttachmentId!;
  },
  update(region, id, wanted, previous) {
    const now = liveAttachment(region, id, 'vpc').ofVpc?.SubnetIds;
    operations.ModifyTransitGatewayVpcAttachment(region, {
      TransitGatewayAttachmentId: id,
      AddSubnetIds: without(subnetsOf(wanted), now),
      RemoveSubnetIds: without(now, subnetsOf(wanted)),
      Options: { ...STANDARD, ...wanted.Options },
    });
    retag(region.transitGatewayAttachments, id, wanted.Tags, previous.Tags);
  },
  delete(region, id) {
    const attachment = region.transitGatewayAttachments.get(id);
    if (attachment && isLive(attachment)) {
      operations.DeleteTransitGatewayVpcAttachment(region, { TransitGatewayAttachmentId: id });
    }
  },
  attributes: (_region, id) => ({ Id: id }),
});

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayAttachment': vpcAttachment,
  'AWS::EC2::TransitGatewayVpcAttachment': vpcAttachment,
};
