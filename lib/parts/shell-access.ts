import type { Stack } from 'aws-cdk-lib';
import { CfnInstanceConnectEndpoint, type CfnSecurityGroup, type CfnSubnet, type CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { securityGroup } from './security-group.ts';

/**
 * An EC2 Instance Connect Endpoint: a shell on hosts without a public address, free of charge. Hosts admit port 22 from
 * its security group.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/connect-with-ec2-instance-connect-endpoint.html
 */
export function shellAccess(
  stack: Stack,
  { vpc, subnet }: { vpc: CfnVPC; subnet: CfnSubnet },
): { endpoint: CfnInstanceConnectEndpoint; securityGroup: CfnSecurityGroup } {
  const group = securityGroup(stack, 'ShellAccessSecurityGroup', {
    vpc,
    description: 'EC2 Instance Connect Endpoint',
    egress: [{ port: 22, peer: vpc.cidrBlock! }],
  });
  const endpoint = new CfnInstanceConnectEndpoint(stack, 'ShellAccess', {
    subnetId: subnet.ref,
    securityGroupIds: [group.attrGroupId],
    preserveClientIp: false,
  });
  return { endpoint, securityGroup: group };
}
