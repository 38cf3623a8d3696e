import type {
  PeeringConnectionOptionsRequest,
  VpcPeeringConnection,
  VpcPeeringConnectionVpcInfo,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { PeeringRecord } from '../records.ts';
import { isRegion } from '../regions.ts';
import type { Region } from '../state.ts';
import { blocksOf, overlaps } from './cidr.ts';
import { describe, type FilterValues } from './describe.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { tagsFor } from './tags.ts';
import {
  blocksOfVpc,
  isActive,
  isAlive,
  joins,
  keep,
  type Side,
  shown,
  shownConnection,
  statusOf,
  viewOf,
} from './vpc-peering-record.ts';

const WEEK = 7 * 24 * 3_600_000;

const NO_OPTIONS = {
  AllowDnsResolutionFromRemoteVpc: false,
  AllowEgressFromLocalClassicLinkToRemoteVpc: false,
  AllowEgressFromLocalVpcToRemoteClassicLink: false,
};

const notPermitted = (message: string) => new AwsError('OperationNotPermitted', message);

const sideFilters = (
  name: 'accepter' | 'requester',
  side: Side,
): Record<string, FilterValues<VpcPeeringConnection>> => ({
  [`${name}-vpc-info.cidr-block`]: (connection) => [connection[side]?.CidrBlock],
  [`${name}-vpc-info.owner-id`]: (connection) => [connection[side]?.OwnerId],
  [`${name}-vpc-info.vpc-id`]: (connection) => [connection[side]?.VpcId],
});

/** Whether AWS finds, too late to refuse the request, that the VPCs cannot be connected. */
function cannotConnect(region: Region, { RequesterVpcInfo = {}, AccepterVpcInfo = {} }: PeeringRecord): boolean {
  if (AccepterVpcInfo.OwnerId !== region.accountId) return false;
  const [own, others] = [RequesterVpcInfo, AccepterVpcInfo].map((side) => {
    const { CidrBlockSet = [], Ipv6CidrBlockSet = [] } = blocksOfVpc(region, side);
    return blocksOf([
      ...CidrBlockSet.map((each) => each.CidrBlock),
      ...Ipv6CidrBlockSet.map((each) => each.Ipv6CidrBlock),
    ]);
  });
  return !others?.length || others.some((theirs) => own?.some((ours) => overlaps(ours, theirs)));
}

const FAILED = {
  Code: 'failed',
  Message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
} as const;

/** Of the Regions and accounts of a connection, only the accepter's may take it or turn it down. */
function checkAccepter(
  region: Region,
  { VpcPeeringConnectionId: id, AccepterVpcInfo }: PeeringRecord,
  verb: string,
): void {
  if (AccepterVpcInfo?.OwnerId !== region.accountId) {
    throw notPermitted(`User ${region.accountId} cannot ${verb} peering ${id}`);
  }
  if (AccepterVpcInfo.Region !== region.name) {
    throw notPermitted(
      `Incorrect region (${region.name}) specified for this request. VPC peering connection ${id} must be ${verb}ed in region ${AccepterVpcInfo.Region}`,
    );
  }
}

function refuseMorePeerings(region: Region, { VpcId, Region: name = region.name }: VpcPeeringConnectionVpcInfo = {}) {
  const active = region.elsewhere(name).vpcPeeringConnections.filter((each) => isActive(each) && joins(each, VpcId));
  refuseBeyond(region, 'active-peerings-per-vpc', active.length + 1, VpcId);
}

/** Takes the connection to its next state; AWS's error when there is no way there from its state. */
function advance(
  region: Region,
  record: PeeringRecord,
  attempted: string,
  from: readonly string[],
  change: Partial<PeeringRecord>,
) {
  const { Code = '' } = statusOf(record);
  if (!from.includes(Code)) {
    throw new AwsError(
      'InvalidStateTransition',
      `Invalid state transition for ${record.VpcPeeringConnectionId}, attempted to transition from ${Code} to ${attempted}`,
    );
  }
  return keep(region, { ...record, ...change });
}

/** The options of one side, which only its owner may set, in its own Region. */
function changeOptions(
  region: Region,
  record: PeeringRecord,
  side: Side,
  options: PeeringConnectionOptionsRequest | undefined,
): PeeringRecord {
  const info = record[side];
  if (!options) return record;
  if (info?.OwnerId !== region.accountId || info.Region !== region.name) {
    const which = side === 'AccepterVpcInfo' ? 'accepter' : 'requester';
    throw notPermitted(
      `User ${region.accountId} cannot modify ${which} options of peering ${record.VpcPeeringConnectionId} in region ${region.name}`,
    );
  }
  return { ...record, [side]: { ...info, PeeringOptions: { ...NO_OPTIONS, ...info.PeeringOptions, ...options } } };
}

export const operations = {
  CreateVpcPeeringConnection(region, input) {
    const VpcId = required(input.VpcId, 'vpcId');
    find(region, 'vpcs', VpcId);
    const peerId = required(input.PeerVpcId, 'peerVpcId');
    const peerRegion = input.PeerRegion ?? region.name;
    if (!isRegion(peerRegion)) {
      throw invalid(`You cannot create a VPC peering connection between the ${region.name} and ${peerRegion} regions.`);
    }
    const twin = region.vpcPeeringConnections.find(
      (each) => VpcId !== peerId && isAlive(each) && joins(each, VpcId) && joins(each, peerId),
    );
    if (twin) {
      throw new AwsError(
        'VpcPeeringConnectionAlreadyExists',
        `A VPC peering connection between ${VpcId} and ${peerId} already exists: ${twin.VpcPeeringConnectionId}`,
      );
    }
    const outstanding = region.vpcPeeringConnections.filter(
      (each) => statusOf(each).Code === 'pending-acceptance' && each.RequesterVpcInfo?.Region === region.name,
    );
    refuseBeyond(region, 'outstanding-peerings', outstanding.length + 1);
    const accepter = input.PeerOwnerId ?? region.accountId;
    const request: PeeringRecord = {
      VpcPeeringConnectionId: newId('pcx'),
      RequesterVpcInfo: { VpcId, OwnerId: region.accountId, Region: region.name, PeeringOptions: NO_OPTIONS },
      AccepterVpcInfo: { VpcId: peerId, OwnerId: accepter, Region: peerRegion },
      ExpirationTime: new Date(Date.now() + WEEK),
      Status: { Code: 'pending-acceptance', Message: `Pending Acceptance by ${accepter}` },
      Tags: tagsFor(input.TagSpecifications, 'vpc-peering-connection'),
    };
    if (cannotConnect(region, request)) {
      const failed = { ...request, Status: FAILED, endTime: new Date() };
      region.vpcPeeringConnections.put(request.VpcPeeringConnectionId ?? '', failed);
    } else keep(region, request);
    const Status = { Code: 'initiating-request', Message: `Initiating Request to ${accepter}` } as const;
    return { VpcPeeringConnection: { ...viewOf(region, request), Status } };
  },

  AcceptVpcPeeringConnection(region, input) {
    const record = shownConnection(region, input.VpcPeeringConnectionId);
    checkAccepter(region, record, 'accept');
    for (const side of [record.RequesterVpcInfo, record.AccepterVpcInfo]) refuseMorePeerings(region, side);
    const { ExpirationTime: _, ...rest } = advance(region, record, 'active', ['pending-acceptance'], {});
    const accepted = keep(region, {
      ...rest,
      AccepterVpcInfo: { ...record.AccepterVpcInfo, PeeringOptions: NO_OPTIONS },
      Status: { Code: 'active', Message: 'Active' },
    });
    const Status = { Code: 'provisioning', Message: 'Provisioning' } as const;
    return { VpcPeeringConnection: { ...viewOf(region, accepted), Status } };
  },

  RejectVpcPeeringConnection(region, input) {
    const record = shownConnection(region, input.VpcPeeringConnectionId);
    checkAccepter(region, record, 'reject');
    advance(region, record, 'rejected', ['pending-acceptance'], {
      Status: { Code: 'rejected', Message: `Rejected by ${region.accountId}` },
      endTime: new Date(),
    });
    return { Return: true };
  },

  DeleteVpcPeeringConnection(region, input) {
    const record = shownConnection(region, input.VpcPeeringConnectionId);
    advance(region, record, 'deleting', ['pending-acceptance', 'active'], {
      Status: { Code: 'deleted', Message: `Deleted by ${region.accountId}` },
      endTime: new Date(),
    });
    return { Return: true };
  },

  ModifyVpcPeeringConnectionOptions(region, input) {
    const id = input.VpcPeeringConnectionId;
    const record = shownConnection(region, id);
    const { AccepterPeeringConnectionOptions: accepter, RequesterPeeringConnectionOptions: requester } = input;
    if (!accepter && !requester) {
      throw new AwsError(
        'MissingParameter',
        'The request must contain peering connection options of a side to modify.',
      );
    }
    if (!isActive(record)) {
      throw notPermitted(`Peering ${id} is not active. Peering options can be added only to active peerings.`);
    }
    const changed = changeOptions(region, record, 'AccepterVpcInfo', accepter);
    const { AccepterVpcInfo, RequesterVpcInfo } = keep(
      region,
      changeOptions(region, changed, 'RequesterVpcInfo', requester),
    );
    return {
      AccepterPeeringConnectionOptions: accepter && AccepterVpcInfo?.PeeringOptions,
      RequesterPeeringConnectionOptions: requester && RequesterVpcInfo?.PeeringOptions,
    };
  },

  DescribeVpcPeeringConnections(region, input) {
    const { page, NextToken } = describe(shown(region), input, {
      ...KINDS.vpcPeeringConnections,
      ids: input.VpcPeeringConnectionIds,
      idOf: (connection) => connection.VpcPeeringConnectionId ?? '',
      filters: {
        ...sideFilters('accepter', 'AccepterVpcInfo'),
        ...sideFilters('requester', 'RequesterVpcInfo'),
        'expiration-time': (connection) => [connection.ExpirationTime?.toISOString()],
        'status-code': (connection) => [connection.Status?.Code],
        'status-message': (connection) => [connection.Status?.Message],
        'vpc-peering-connection-id': (connection) => [connection.VpcPeeringConnectionId],
      },
      pageSize: [5, 1000],
    });
    return { VpcPeeringConnections: page, NextToken };
  },
} satisfies Ec2Operations;
