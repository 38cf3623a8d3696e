import type { VpcPeeringConnection, VpcPeeringConnectionStateReasonCode } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';

export interface PeeringSketch {
  requester: string;
  accepter: string;
  status?: VpcPeeringConnectionStateReasonCode;
  /** The Region of the accepter, where it is another one. */
  region?: string;
  /** The blocks of an accepter in an account that is not read. */
  blocks?: string;
}

/**
 * The blocks of the two VPCs are told only while the connection is active.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html
 */
export function peeringFacts(
  VpcPeeringConnectionId: string,
  { requester, accepter, status: Code = 'active', region, blocks }: PeeringSketch,
  vpcs: Readonly<Record<string, string>>,
  { AccountId: OwnerId, Region }: Account,
): VpcPeeringConnection {
  const infoOf = (VpcId: string) => {
    const all = (vpcs[VpcId] ?? blocks ?? '').split(' ');
    const [four, six] = [all.filter((block) => !block.includes(':')), all.filter((block) => block.includes(':'))];
    return {
      VpcId,
      OwnerId,
      Region: VpcId === accepter ? (region ?? Region) : Region,
      ...(Code === 'active' && {
        CidrBlock: four[0],
        CidrBlockSet: four.map((CidrBlock) => ({ CidrBlock })),
        Ipv6CidrBlockSet: six.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
      }),
    };
  };
  return {
    VpcPeeringConnectionId,
    RequesterVpcInfo: infoOf(requester),
    AccepterVpcInfo: infoOf(accepter),
    Status: { Code },
  };
}
