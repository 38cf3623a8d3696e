import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2';
import type { PeeringRecord } from '../records.ts';
import type { Region } from '../state.ts';

export type Side = 'AccepterVpcInfo' | 'RequesterVpcInfo';
const SIDES = ['RequesterVpcInfo', 'AccepterVpcInfo'] as const satisfies readonly Side[];

const HOUR = 3_600_000;

/**
 * How long a connection that has ended is still shown to each side: one that has failed never to the accepter, a deleted one longer
 * to the side that did not delete it. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
 */
function shownFor({ endedIn, ...record }: PeeringRecord, side: Side): number {
  const { Code } = statusOf(record);
  if (Code === 'failed') return side === 'RequesterVpcInfo' ? 2 * HOUR : 0;
  if (Code === 'rejected') return side === 'RequesterVpcInfo' ? 48 * HOUR : 2 * HOUR;
  return Code === 'deleted' && record[side]?.Region === endedIn ? 2 * HOUR : 48 * HOUR;
}

/** The state as of now: a request that nobody has accepted in time has expired. */
export function statusOf({ Status, ExpirationTime }: PeeringRecord): NonNullable<VpcPeeringConnection['Status']> {
  const late = ExpirationTime && ExpirationTime.getTime() <= Date.now();
  if (Status?.Code === 'pending-acceptance' && late) return { Code: 'expired', Message: 'Expired' };
  return Status ?? {};
}

/** Whether it is shown in a Region: to whom owns both sides there, as long as to either. */
function isShown(record: PeeringRecord, region: string): boolean {
  const end = statusOf(record).Code === 'expired' ? record.ExpirationTime : record.endTime;
  const sides = SIDES.filter((side) => record[side]?.Region === region);
  return !end || sides.some((side) => Date.now() - end.getTime() < shownFor(record, side));
}

export const isActive = (record: PeeringRecord | undefined): boolean =>
  record !== undefined && statusOf(record).Code === 'active';

/** Whether it connects two VPCs or may come to. */
export const isAlive = (record: PeeringRecord): boolean =>
  ['pending-acceptance', 'active'].includes(statusOf(record).Code ?? '');

export const joins = (record: PeeringRecord, vpcId: string | undefined): boolean =>
  SIDES.some((side) => record[side]?.VpcId === vpcId);

/** The active connection between two VPCs of a Region. */
export const activeBetween = (region: Region, a: string | undefined, b: string | undefined) =>
  region.vpcPeeringConnections.find(
    (each) =>
      isActive(each) && joins(each, a) && joins(each, b) && SIDES.every((side) => each[side]?.Region === region.name),
  );

/** The blocks of a VPC as a connection tells them. */
export function blocksOfVpc(
  region: Region,
  { VpcId, Region: name }: VpcPeeringConnectionVpcInfo,
): Pick<VpcPeeringConnectionVpcInfo, 'CidrBlock' | 'CidrBlockSet' | 'Ipv6CidrBlockSet'> {
  const vpc = region.elsewhere(name ?? region.name).vpcs.get(VpcId);
  const ipv6 = vpc?.Ipv6CidrBlockAssociationSet?.map(({ Ipv6CidrBlock }) => ({ Ipv6CidrBlock })) ?? [];
  if (!vpc) return {};
  return {
    CidrBlock: vpc.CidrBlock,
    CidrBlockSet: vpc.CidrBlockAssociationSet?.map(({ CidrBlock }) => ({ CidrBlock })) ?? [],
    ...(ipv6.length > 0 ? { Ipv6CidrBlockSet: ipv6 } : {}),
  };
}

/** As Describe answers it: the accepter's blocks show only while the connection is active. */
export function viewOf(region: Region, record: PeeringRecord): VpcPeeringConnection {
  const { endTime: _, endedIn: __, ExpirationTime, ...connection } = record;
  const Status = statusOf(record);
  const active = Status.Code === 'active';
  const { RequesterVpcInfo: requester, AccepterVpcInfo: accepter } = record;
  return {
    ...connection,
    Status,
    RequesterVpcInfo: { ...requester, ...blocksOfVpc(region, requester ?? {}) },
    AccepterVpcInfo: { ...accepter, ...(active ? blocksOfVpc(region, accepter ?? {}) : {}) },
    ...(active ? {} : { ExpirationTime }),
  };
}

export const shown = (region: Region): VpcPeeringConnection[] =>
  region.vpcPeeringConnections.filter((each) => isShown(each, region.name)).map((each) => viewOf(region, each));

/** Keeps the connection in both of its Regions: each side sees the same. */
export function keep(region: Region, record: PeeringRecord): PeeringRecord {
  for (const side of SIDES) {
    const { OwnerId, Region: name = region.name } = record[side] ?? {};
    if (OwnerId !== region.accountId) continue;
    const collection = region.elsewhere(name).vpcPeeringConnections;
    const own = collection.get(record.VpcPeeringConnectionId);
    collection.put(record.VpcPeeringConnectionId ?? '', {
      ...record,
      Tags: own?.Tags ?? (side === 'RequesterVpcInfo' ? record.Tags : []),
    });
  }
  return record;
}
