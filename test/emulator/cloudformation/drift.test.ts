import type { CloudFormation, StackResourceDrift } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { refusal } from '../ec2/local-ec2.ts';
import { startStacks } from '../stack.ts';
import { everyType } from './every-type.ts';

let aws: LocalAws;
let cloudformation: CloudFormation;
let ec2: EC2;
let ids: Record<string, string>;
const StackName = 'lab';

beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const NETWORK = ['Vpc', 'Gateway', 'Attachment', 'Group', 'In', 'Acl', 'Entry', 'Public', 'Partners', 'Handle'];

beforeEach(async () => {
  aws.state.reset();
  const Resources = Object.fromEntries(Object.entries(everyType()).filter(([id]) => NETWORK.includes(id)));
  await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify({ Resources }) });
  const { StackResources = [] } = await cloudformation.describeStackResources({ StackName });
  ids = Object.fromEntries(StackResources.map((each) => [each.LogicalResourceId, each.PhysicalResourceId ?? '']));
});

const detect = async (LogicalResourceId: string): Promise<StackResourceDrift | undefined> =>
  (await cloudformation.detectStackResourceDrift({ StackName, LogicalResourceId })).StackResourceDrift;

const differences = async (id: string) => (await detect(id))?.PropertyDifferences ?? [];

test('a detection counts what has drifted, and everything tells of it', async () => {
  await ec2.deleteNetworkAclEntry({ NetworkAclId: ids.Acl, RuleNumber: 100, Egress: false });
  await ec2.modifyVpcAttribute({ VpcId: ids.Vpc, EnableDnsHostnames: { Value: false } });
  const { StackDriftDetectionId } = await cloudformation.detectStackDrift({ StackName });
  const { StackId = '' } = (await cloudformation.describeStacks({ StackName })).Stacks?.[0] ?? {};
  expect(await cloudformation.describeStackDriftDetectionStatus({ StackDriftDetectionId })).toMatchObject({
    StackId,
    StackDriftDetectionId,
    DetectionStatus: 'DETECTION_COMPLETE',
    StackDriftStatus: 'DRIFTED',
    DriftedStackResourceCount: 2,
    Timestamp: expect.any(Date),
  });
  const drifted = { StackDriftStatus: 'DRIFTED', LastCheckTimestamp: expect.any(Date) };
  expect((await cloudformation.describeStacks({ StackName })).Stacks?.[0]?.DriftInformation).toEqual(drifted);
  expect((await cloudformation.listStacks({})).StackSummaries?.[0]?.DriftInformation).toEqual(drifted);
  const { StackResources } = await cloudformation.describeStackResources({ StackName });
  const statusOf = (id: string) =>
    StackResources?.find((each) => each.LogicalResourceId === id)?.DriftInformation?.StackResourceDriftStatus;
  expect(['Entry', 'Vpc', 'Acl', 'Handle'].map(statusOf)).toEqual(['DELETED', 'MODIFIED', 'IN_SYNC', 'NOT_CHECKED']);
});

test('drifts are listed by status and in pages, without what was not checked', async () => {
  const none = await cloudformation.describeStackResourceDrifts({ StackName });
  expect(none.StackResourceDrifts).toEqual([]);
  await ec2.deleteNetworkAclEntry({ NetworkAclId: ids.Acl, RuleNumber: 100, Egress: false });
  await cloudformation.detectStackDrift({ StackName });
  const { StackResourceDrifts: all = [] } = await cloudformation.describeStackResourceDrifts({ StackName });
  expect(all.map((each) => each.LogicalResourceId).sort()).toEqual(NETWORK.filter((id) => id !== 'Handle').sort());
  const deleted = await cloudformation.describeStackResourceDrifts({
    StackName,
    StackResourceDriftStatusFilters: ['DELETED', 'MODIFIED'],
  });
  expect(deleted.StackResourceDrifts).toHaveLength(1);
  expect(deleted.StackResourceDrifts?.[0]).toMatchObject({
    LogicalResourceId: 'Entry',
    ResourceType: 'AWS::EC2::NetworkAclEntry',
  });
  expect(deleted.StackResourceDrifts?.[0]?.ActualProperties).toBeUndefined();
  const first = await cloudformation.describeStackResourceDrifts({ StackName, MaxResults: 6 });
  const rest = await cloudformation.describeStackResourceDrifts({ StackName, NextToken: first.NextToken });
  expect([...(first.StackResourceDrifts ?? []), ...(rest.StackResourceDrifts ?? [])]).toEqual(all);
  await refusal(
    cloudformation.describeStackResourceDrifts({ StackName, MaxResults: 101 }),
    'ValidationError',
    /maxResults/,
  );
});

test('a changed value is NOT_EQUAL, with both values', async () => {
  await ec2.modifySubnetAttribute({ SubnetId: ids.Public, MapPublicIpOnLaunch: { Value: false } });
  const drift = await detect('Public');
  expect(drift?.StackResourceDriftStatus).toBe('MODIFIED');
  expect(drift?.PropertyDifferences).toEqual([
    { PropertyPath: '/MapPublicIpOnLaunch', ExpectedValue: 'true', ActualValue: 'false', DifferenceType: 'NOT_EQUAL' },
  ]);
  expect(JSON.parse(drift?.ExpectedProperties ?? '')).toMatchObject({ MapPublicIpOnLaunch: true });
  expect(JSON.parse(drift?.ActualProperties ?? '')).toMatchObject({ MapPublicIpOnLaunch: false, VpcId: ids.Vpc });
});

test('rules of a group are compared without order, and those of other resources are not its own', async () => {
  const GroupId = ids.Group;
  const http = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [http] });
  const added = await differences('Group');
  expect(added).toEqual([
    {
      PropertyPath: '/SecurityGroupIngress/1',
      ExpectedValue: 'null',
      ActualValue: expect.stringContaining('"CidrIp":"0.0.0.0/0"'),
      DifferenceType: 'ADD',
    },
  ]);
  const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/16' }] };
  await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: [ssh, http] });
  expect(await differences('Group')).toMatchObject([
    { PropertyPath: '/SecurityGroupIngress/0', ActualValue: 'null', DifferenceType: 'REMOVE' },
  ]);
  await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [ssh] });
  expect((await detect('Group'))?.StackResourceDriftStatus).toBe('IN_SYNC');
  await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions: [http] });
  expect((await detect('Group'))?.StackResourceDriftStatus, 'the template says nothing of egress').toBe('IN_SYNC');
});

test('tags are told apart by key, and a detached gateway is gone', async () => {
  await ec2.createTags({
    Resources: [ids.Vpc ?? ''],
    Tags: [
      { Key: 'owner', Value: 'me' },
      { Key: 'new', Value: '1' },
    ],
  });
  const found = (await differences('Vpc')).map(
    ({ PropertyPath, DifferenceType }) => `${DifferenceType} ${PropertyPath}`,
  );
  expect(found).toEqual(['NOT_EQUAL /Tags/0/Value', 'ADD /Tags/1']);
  await ec2.detachInternetGateway({ InternetGatewayId: ids.Gateway, VpcId: ids.Vpc });
  expect((await detect('Attachment'))?.StackResourceDriftStatus).toBe('DELETED');
});

test('what cannot be checked is refused', async () => {
  await refusal(cloudformation.detectStackDrift({ StackName: 'none' }), 'ValidationError', /does not exist/);
  await refusal(cloudformation.describeStackDriftDetectionStatus({ StackDriftDetectionId: 'none' }), 'ValidationError');
  await refusal(detect('Handle'), 'ValidationError', /WaitConditionHandle/);
  await refusal(detect('Nobody'), 'ValidationError', /Resource Nobody does not exist/);
  const TemplateBody = JSON.stringify({
    Resources: { Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '300.0.0.0/8' } } },
  });
  await cloudformation.createStack({ StackName: 'failed', TemplateBody });
  await refusal(cloudformation.detectStackDrift({ StackName: 'failed' }), 'ValidationError', /ROLLBACK_COMPLETE/);
});
