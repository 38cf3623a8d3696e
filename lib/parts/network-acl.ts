import type { Stack } from 'aws-cdk-lib';
import {
  CfnNetworkAcl,
  CfnNetworkAclEntry,
  type CfnSubnet,
  CfnSubnetNetworkAclAssociation,
  type CfnVPC,
} from 'aws-cdk-lib/aws-ec2';
import { ANYWHERE } from './vpc.ts';

/** One numbered entry for TCP to or from every address; the ports are destination ports. */
export interface Entry {
  readonly number: number;
  readonly direction: 'inbound' | 'outbound';
  readonly action: 'allow' | 'deny';
  readonly ports: readonly [first: number, last: number];
}

const TCP = 6;

/** A network ACL that stands around one subnet; it denies what no entry allows. */
export function networkAcl(
  stack: Stack,
  id: string,
  { vpc, subnet, entries }: { vpc: CfnVPC; subnet: CfnSubnet; entries: readonly Entry[] },
): CfnNetworkAcl {
  const acl = new CfnNetworkAcl(stack, id, { vpcId: vpc.ref });
  for (const { number, direction, action, ports } of entries) {
    new CfnNetworkAclEntry(stack, `${id}${direction === 'inbound' ? 'In' : 'Out'}${number}`, {
      networkAclId: acl.ref,
      ruleNumber: number,
      egress: direction === 'outbound',
      ruleAction: action,
      protocol: TCP,
      cidrBlock: ANYWHERE,
      portRange: { from: ports[0], to: ports[1] },
    });
  }
  new CfnSubnetNetworkAclAssociation(stack, `${id}Association`, { subnetId: subnet.ref, networkAclId: acl.ref });
  return acl;
}
