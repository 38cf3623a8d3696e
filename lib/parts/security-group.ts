import type { Stack } from 'aws-cdk-lib';
import { CfnSecurityGroup, type CfnVPC } from 'aws-cdk-lib/aws-ec2';

/** TCP on one port, with a CIDR block or the members of another security group. */
export interface Rule {
  readonly port: number;
  readonly peer: string | CfnSecurityGroup;
}

/**
 * CloudFormation adds a rule that allows everything when a group's list of egress rules is empty. This one matches no
 * packet and keeps it away, so that the group really lets nothing out.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
const NO_EGRESS = {
  ipProtocol: 'icmp',
  fromPort: 252,
  toPort: 86,
  cidrIp: '255.255.255.255/32',
  description: 'Disallow all traffic',
};

/** A security group. Without `egress` it keeps AWS's default, which lets everything out; an empty list lets nothing out. */
export function securityGroup(
  stack: Stack,
  id: string,
  props: { vpc: CfnVPC; description: string; ingress?: readonly Rule[]; egress?: readonly Rule[] },
): CfnSecurityGroup {
  const ingress = (props.ingress ?? []).map(({ port, peer }) =>
    typeof peer === 'string'
      ? { ...tcp(port), cidrIp: peer }
      : { ...tcp(port), sourceSecurityGroupId: peer.attrGroupId },
  );
  const egress = props.egress?.map(({ port, peer }) =>
    typeof peer === 'string'
      ? { ...tcp(port), cidrIp: peer }
      : { ...tcp(port), destinationSecurityGroupId: peer.attrGroupId },
  );
  return new CfnSecurityGroup(stack, id, {
    vpcId: props.vpc.ref,
    groupDescription: props.description,
    securityGroupIngress: ingress,
    ...(egress && { securityGroupEgress: egress.length > 0 ? egress : [NO_EGRESS] }),
  });
}

function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: 'tcp', fromPort: port, toPort: port };
}
