import type { VpcPeeringConnection, VpcPeeringConnectionStateReasonCode } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';

export interface PeeringSketch {
  requester: string;
  accepter: string;
  status?: VpcPeeringConnectionStateReasonCode;
}

/**
 * The blocks of the two VPCs are told only while the connection is active.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html
 */
export function peeringFacts(
  VpcPeeringConnectionId: string,
  { requester, accepter, status: Code = 'active' }: PeeringSketch,
  vpcs: Readonly<Record<string, string>>,
  { AccountId: OwnerId, Region }: Account,
): VpcPeeringConnection {
  const infoOf = (VpcId: string) => {
    const CidrBlock = vpcs[VpcId];
    return { VpcId, OwnerId, Region, ...(Code === 'active' && { CidrBlock, CidrBlockSet: [{ CidrBlock }] }) };
  };
  return {
    VpcPeeringConnectionId,
    RequesterVpcInfo: infoOf(requester),
    AccepterVpcInfo: infoOf(accepter),
    Status: { Code },
  };
}
