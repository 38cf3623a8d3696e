import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { startStacks } from '../stack.ts';

let aws: LocalAws;
let ec2: EC2;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const StackName = 'block-public-access';

async function drift(): Promise<string[]> {
  await cloudformation.detectStackDrift({ StackName });
  const { StackResourceDrifts = [] } = await cloudformation.describeStackResourceDrifts({ StackName });
  return StackResourceDrifts.map((each) => {
    const paths = each.PropertyDifferences?.map(({ PropertyPath }) => PropertyPath) ?? [];
    return [each.LogicalResourceId, each.StackResourceDriftStatus, ...paths].join(' ');
  }).sort();
}

test('drift detection tells of a changed mode and of exclusions changed or deleted', async () => {
  const mode = (InternetGatewayExclusionMode: string) => ({ InternetGatewayExclusionMode });
  const type = (name: string, Properties: object) => ({ Type: `AWS::EC2::${name}`, Properties });
  const Resources = {
    Vpc: type('VPC', { CidrBlock: '10.0.0.0/16' }),
    Subnet: type('Subnet', { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' }),
    Options: type('VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }),
    OfVpc: type('VPCBlockPublicAccessExclusion', { VpcId: { Ref: 'Vpc' }, ...mode('allow-egress') }),
    OfSubnet: type('VPCBlockPublicAccessExclusion', { SubnetId: { Ref: 'Subnet' }, ...mode('allow-egress') }),
  };
  await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify({ Resources }) });
  const same = ['OfSubnet', 'OfVpc', 'Options', 'Subnet', 'Vpc'].map((id) => `${id} IN_SYNC`);
  expect(await drift()).toEqual(same);
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName });
  const idOf = (id: string) => StackResources.find((each) => each.LogicalResourceId === id)?.PhysicalResourceId;
  await ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode: 'off' });
  await ec2.modifyVpcBlockPublicAccessExclusion({
    ExclusionId: idOf('OfVpc'),
    InternetGatewayExclusionMode: 'allow-bidirectional',
  });
  await ec2.deleteVpcBlockPublicAccessExclusion({ ExclusionId: idOf('OfSubnet') });
  expect(await drift()).toEqual([
    'OfSubnet DELETED',
    'OfVpc MODIFIED /InternetGatewayExclusionMode',
    'Options MODIFIED /InternetGatewayBlockMode',
    'Subnet IN_SYNC',
    'Vpc IN_SYNC',
  ]);
});
