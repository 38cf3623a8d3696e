import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2';
import type { PeeringRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { isShown } from './ended.ts';
import { find, notFound } from './kind.ts';

export type Side = 'AccepterVpcInfo' | 'RequesterVpcInfo';
const SIDES = ['RequesterVpcInfo', 'AccepterVpcInfo'] as const satisfies readonly Side[];

/**
 * For how many hours a connection that has ended is still shown, on both sides: they are of one account, or the other side's account
 * is none of ours. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
 */
const HOURS: Record<string, number> = { failed: 2, deleted: 2, rejected: 2, expired: 48 };

/** The state as of now: a request that nobody has accepted in time has expired. */
export function statusOf({ Status, ExpirationTime }: PeeringRecord): NonNullable<VpcPeeringConnection['Status']> {
  const late = ExpirationTime && ExpirationTime.getTime() <= Date.now();
  if (Status?.Code === 'pending-acceptance' && late) return { Code: 'expired', Message: 'Expired' };
  return Status ?? {};
}

function isVisible(record: PeeringRecord): boolean {
  const { Code = '' } = statusOf(record);
  return isShown(Code === 'expired' ? record.ExpirationTime : record.endTime, HOURS[Code]);
}

/** The connection; AWS's error when there is none, or none any more. */
export function shownConnection(region: Region, id: string | undefined): PeeringRecord {
  const record = find(region, 'vpcPeeringConnections', id);
  if (!isVisible(record)) throw notFound('vpcPeeringConnections', id);
  return record;
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
  const { endTime: _, ExpirationTime, ...connection } = record;
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
  region.vpcPeeringConnections.filter(isVisible).map((each) => viewOf(region, each));

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
