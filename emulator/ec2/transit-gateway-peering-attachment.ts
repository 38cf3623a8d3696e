import type {
  CreateTransitGatewayPeeringAttachmentRequest,
  Tag,
  TransitGatewayAttachmentState,
  TransitGatewayPeeringAttachment,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { TransitGatewayAttachmentRecord } from '../records.ts';
import { isRegion } from '../regions.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import {
  endAttachment,
  invalidState,
  isLive,
  joinDefaultTables,
  liveAttachment,
  refuseMoreAttachments,
} from './transit-gateway-attachment-record.ts';
import { choice, liveGateway } from './transit-gateway-record.ts';

/** The attachment as its own Describe operation answers it. */
const asPeeringAttachment = (record: TransitGatewayAttachmentRecord): TransitGatewayPeeringAttachment => ({
  TransitGatewayAttachmentId: record.TransitGatewayAttachmentId,
  AccepterTransitGatewayAttachmentId: record.ofPeering?.AccepterTransitGatewayAttachmentId,
  RequesterTgwInfo: record.ofPeering?.RequesterTgwInfo,
  AccepterTgwInfo: record.ofPeering?.AccepterTgwInfo,
  Options: record.ofPeering?.Options,
  Status: record.ofPeering?.Status,
  State: record.State,
  CreationTime: record.CreationTime,
  Tags: record.Tags,
});

interface Ends {
  own: { TransitGatewayId: string; OwnerId: string; Region: string };
  peer: { TransitGatewayId: string; OwnerId: string; Region: string };
}

function endsOf(region: Region, input: CreateTransitGatewayPeeringAttachmentRequest): Ends {
  const { TransitGatewayId = '' } = liveGateway(region, input.TransitGatewayId);
  const PeerRegion = required(input.PeerRegion, 'PeerRegion');
  if (!isRegion(PeerRegion)) {
    throw invalid(`Value (${PeerRegion}) for parameter PeerRegion is invalid.`);
  }
  const peerId = required(input.PeerTransitGatewayId, 'PeerTransitGatewayId');
  if (peerId === TransitGatewayId) throw invalid(`${peerId} cannot be peered with itself.`);
  return {
    own: { TransitGatewayId, OwnerId: region.accountId, Region: region.name },
    peer: { TransitGatewayId: peerId, OwnerId: required(input.PeerAccountId, 'PeerAccountId'), Region: PeerRegion },
  };
}

/** There is one peering between two gateways. https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-quotas.html */
function refuseSecond(region: Region, { own, peer }: Ends): void {
  const same = region.transitGatewayAttachments.find(
    (each) =>
      !!each.ofPeering &&
      isLive(each) &&
      each.TransitGatewayId === own.TransitGatewayId &&
      each.ResourceId === peer.TransitGatewayId,
  );
  if (!same) return;
  throw new AwsError(
    'DuplicateTransitGatewayAttachment',
    `${own.TransitGatewayId} has non-deleted Transit Gateway Peering Attachments with same peer: ${same.TransitGatewayAttachmentId}.`,
  );
}

function refuseMorePeerings(region: Region, transitGatewayId: string | undefined): void {
  const live = region.transitGatewayAttachments.filter(
    (each) => isLive(each) && !!each.ofPeering && each.TransitGatewayId === transitGatewayId,
  );
  refuseBeyond(region, 'peerings-per-transit-gateway', live.length + 1, transitGatewayId);
  refuseMoreAttachments(region, transitGatewayId);
}

/** Both sides have an attachment: of one id in two Regions, of two ids in the same one. */
function create(region: Region, input: CreateTransitGatewayPeeringAttachmentRequest): TransitGatewayAttachmentRecord {
  const ends = endsOf(region, input);
  refuseSecond(region, ends);
  const { own, peer } = ends;
  refuseMorePeerings(region, own.TransitGatewayId);
  const id = newId('tgw-attach');
  const otherId = peer.Region === region.name ? newId('tgw-attach') : id;
  const ofPeering = {
    AccepterTransitGatewayAttachmentId: otherId,
    RequesterTgwInfo: own,
    AccepterTgwInfo: peer,
    Options: { DynamicRouting: choice(input.Options?.DynamicRouting, 'DynamicRouting', 'disable') },
  };
  const common = { ResourceType: 'peering', State: 'pendingAcceptance', CreationTime: new Date() } as const;
  const requester = region.transitGatewayAttachments.put(id, {
    ...common,
    TransitGatewayAttachmentId: id,
    TransitGatewayId: own.TransitGatewayId,
    TransitGatewayOwnerId: own.OwnerId,
    ResourceOwnerId: peer.OwnerId,
    ResourceId: peer.TransitGatewayId,
    Tags: tagsFor(input.TagSpecifications, 'transit-gateway-attachment'),
    ofPeering,
  });
  const otherRegion = region.elsewhere(peer.Region);
  const gateway = otherRegion.transitGateways.get(peer.TransitGatewayId);
  if (peer.OwnerId !== region.accountId || !gateway || gateway.endedAt) return fail(region, id);
  otherRegion.transitGatewayAttachments.put(otherId, {
    ...common,
    TransitGatewayAttachmentId: otherId,
    TransitGatewayId: peer.TransitGatewayId,
    TransitGatewayOwnerId: peer.OwnerId,
    ResourceOwnerId: own.OwnerId,
    ResourceId: own.TransitGatewayId,
    Tags: [],
    ofPeering: { ...ofPeering, other: { region: region.name, id } },
  });
  region.transitGatewayAttachments.update(id, (draft) => {
    if (draft.ofPeering) draft.ofPeering.other = { region: peer.Region, id: otherId };
  });
  return requester;
}

/** A request to a gateway that cannot be found is taken, and fails. */
function fail(region: Region, id: string): TransitGatewayAttachmentRecord {
  const failed = endAttachment(region, id, 'failed');
  return region.transitGatewayAttachments.update(id, (draft) => {
    const Message = `Transit Gateway ${failed.ResourceId} was deleted or does not exist.`;
    if (draft.ofPeering) draft.ofPeering.Status = { Code: KINDS.transitGateways.notFound, Message };
  });
}

/** The Regions and ids of both attachments of a peering, the given one first. */
function sidesOf(region: Region, { TransitGatewayAttachmentId: id = '', ofPeering }: TransitGatewayAttachmentRecord) {
  const { other } = ofPeering ?? {};
  return [{ region, id }, ...(other ? [{ region: region.elsewhere(other.region), id: other.id }] : [])];
}

/** The attachment that its owner is asked to accept; AWS's error when it is the one that asks, or is decided. */
function pendingAttachment(region: Region, id: string | undefined, verb: string): TransitGatewayAttachmentRecord {
  const attachment = liveAttachment(region, required(id, 'TransitGatewayAttachmentId'), 'peering');
  if (attachment.TransitGatewayId === attachment.ofPeering?.RequesterTgwInfo?.TransitGatewayId) {
    throw invalid(`Cannot ${verb} ${id} as the source of the peering request.`);
  }
  if (attachment.State !== 'pendingAcceptance') throw invalidState(id);
  return attachment;
}

function endBoth(region: Region, attachment: TransitGatewayAttachmentRecord, state: 'deleted' | 'rejected'): void {
  for (const side of sidesOf(region, attachment)) endAttachment(side.region, side.id, state);
}

const answer = (attachment: TransitGatewayAttachmentRecord, State: TransitGatewayAttachmentState) => ({
  TransitGatewayPeeringAttachment: { ...asPeeringAttachment(attachment), State },
});

export const operations = {
  CreateTransitGatewayPeeringAttachment: (region, input) => answer(create(region, input), 'initiatingRequest'),

  DescribeTransitGatewayPeeringAttachments(region, input) {
    const records = region.transitGatewayAttachments.filter((each) => !!each.ofPeering && isVisible(each));
    const gatewayOf = new Map(records.map((each) => [each.TransitGatewayAttachmentId, each]));
    const { page, NextToken } = describe(records.map(asPeeringAttachment), input, {
      ...KINDS.transitGatewayAttachments,
      ids: input.TransitGatewayAttachmentIds,
      idOf: (attachment) => attachment.TransitGatewayAttachmentId!,
      filters: {
        'local-owner-id': (each) => [gatewayOf.get(each.TransitGatewayAttachmentId)?.TransitGatewayOwnerId],
        'remote-owner-id': (each) => [gatewayOf.get(each.TransitGatewayAttachmentId)?.ResourceOwnerId],
        state: (each) => [each.State],
        'transit-gateway-attachment-id': (each) => [each.TransitGatewayAttachmentId],
        'transit-gateway-id': (each) => [gatewayOf.get(each.TransitGatewayAttachmentId)?.TransitGatewayId],
      },
    });
    return { TransitGatewayPeeringAttachments: page, NextToken };
  },

  AcceptTransitGatewayPeeringAttachment(region, input) {
    const attachment = pendingAttachment(region, input.TransitGatewayAttachmentId, 'accept');
    for (const side of sidesOf(region, attachment)) {
      const accepted = side.region.transitGatewayAttachments.update(side.id, (draft) => {
        draft.State = 'available';
      });
      joinDefaultTables(side.region, accepted);
    }
    return answer(attachment, 'pending');
  },

  RejectTransitGatewayPeeringAttachment(region, input) {
    const attachment = pendingAttachment(region, input.TransitGatewayAttachmentId, 'reject');
    endBoth(region, attachment, 'rejected');
    return answer(attachment, 'rejecting');
  },

  DeleteTransitGatewayPeeringAttachment(region, input) {
    const id = required(input.TransitGatewayAttachmentId, 'TransitGatewayAttachmentId');
    const attachment = liveAttachment(region, id, 'peering');
    endBoth(region, attachment, 'deleted');
    return answer(attachment, 'deleting');
  },
} satisfies Ec2Operations;

interface PeeringProperties {
  TransitGatewayId: string;
  PeerTransitGatewayId: string;
  PeerAccountId: string;
  PeerRegion: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::TransitGatewayPeeringAttachment': resourceType<PeeringProperties>({
    create(region, { Tags, ...properties }) {
      const { TransitGatewayPeeringAttachment: made } = operations.CreateTransitGatewayPeeringAttachment(region, {
        ...properties,
        TagSpecifications: specificationOf('transit-gateway-attachment', Tags),
      });
      const id = made.TransitGatewayAttachmentId!;
      const { State, ofPeering } = find(region, 'transitGatewayAttachments', id);
      if (State !== 'failed') return id;
      throw new AwsError('NotStabilized', `${id} is in state failed: ${ofPeering?.Status?.Message}`);
    },
    update: (region, id, properties, previous) =>
      retag(region.transitGatewayAttachments, id, properties.Tags, previous.Tags),
    delete(region, id) {
      const attachment = region.transitGatewayAttachments.get(id);
      if (!attachment || !isLive(attachment)) return;
      operations.DeleteTransitGatewayPeeringAttachment(region, { TransitGatewayAttachmentId: id });
    },
    attributes(region, id) {
      const { State, CreationTime, ofPeering } = find(region, 'transitGatewayAttachments', id);
      return {
        TransitGatewayAttachmentId: id,
        State,
        CreationTime: CreationTime?.toISOString(),
        Status: ofPeering?.Status,
        'Status.Code': ofPeering?.Status?.Code,
        'Status.Message': ofPeering?.Status?.Message,
      };
    },
  }),
};
