import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, blockOfVpc, nameTag, type Peering, type Printed, REGION, type Vpc } from '../plan.ts';

const MESSAGES: Readonly<Record<Peering['status'], string>> = {
  active: 'Active',
  'pending-acceptance': `Pending Acceptance by ${ACCOUNT}`,
  deleted: `Deleted by ${ACCOUNT}`,
};

export const peeringFacts = ({ id, requester, accepter, status }: Peering): Printed<ec2.VpcPeeringConnection> => ({
  AccepterVpcInfo: side(accepter),
  RequesterVpcInfo: side(requester),
  Status: { Code: status, Message: MESSAGES[status] },
  Tags: nameTag(`${requester.name}-${accepter.name}`),
  VpcPeeringConnectionId: id,
});

const side = (vpc: Vpc): Printed<ec2.VpcPeeringConnectionVpcInfo> => ({
  CidrBlock: blockOfVpc(vpc),
  ...(vpc.ipv6 && { Ipv6CidrBlockSet: [{ Ipv6CidrBlock: `${vpc.ipv6}00::/56` }] }),
  CidrBlockSet: [{ CidrBlock: blockOfVpc(vpc) }],
  OwnerId: ACCOUNT,
  PeeringOptions: {
    AllowDnsResolutionFromRemoteVpc: true,
    AllowEgressFromLocalClassicLinkToRemoteVpc: false,
    AllowEgressFromLocalVpcToRemoteClassicLink: false,
  },
  VpcId: vpc.id,
  Region: REGION,
});
