import type { CreateFlowLogsRequest, FlowLog } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ec2Lab, startEc2Lab } from './lab.ts';
import { interfaceOf, localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();
const ROLE = 'arn:aws:iam::123456789012:role/logs';
const BUCKET = 'arn:aws:s3:::flows';
const TO_S3 = { LogDestinationType: 's3', LogDestination: BUCKET, TrafficType: 'ALL' } as const;
const TO_LOGS = { LogGroupName: 'flows', DeliverLogsPermissionArn: ROLE, TrafficType: 'ALL' } as const;

const create = (request: Partial<CreateFlowLogsRequest>) =>
  local.ec2.createFlowLogs({ ResourceType: 'VPC', ResourceIds: undefined, ...request });

async function made(request: Partial<CreateFlowLogsRequest>): Promise<FlowLog> {
  const { FlowLogIds, Unsuccessful } = await create(request);
  expect(Unsuccessful ?? []).toEqual([]);
  return (await local.ec2.describeFlowLogs({ FlowLogIds })).FlowLogs?.[0] ?? {};
}

const codes = (items: { ResourceId?: string; Error?: { Code?: string } }[] | undefined) =>
  items?.map(({ ResourceId, Error: error }) => `${ResourceId} ${error?.Code}`);

describe('flow logs', () => {
  test('of a VPC go to a log group, in the default format', async () => {
    const VpcId = await vpcOf(local.ec2);
    const TagSpecifications = [{ ResourceType: 'vpc-flow-log' as const, Tags: [{ Key: 'Name', Value: 'all' }] }];
    const log = await made({ ...TO_LOGS, ResourceIds: [VpcId], TagSpecifications });
    expect(log.FlowLogId).toMatch(/^fl-[0-9a-f]{17}$/);
    expect(log.CreationTime).toBeInstanceOf(Date);
    expect(log).toMatchObject({
      ResourceId: VpcId,
      TrafficType: 'ALL',
      FlowLogStatus: 'ACTIVE',
      DeliverLogsStatus: 'SUCCESS',
      DeliverLogsPermissionArn: ROLE,
      LogDestinationType: 'cloud-watch-logs',
      LogGroupName: 'flows',
      MaxAggregationInterval: 600,
      LogFormat:
        '${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}',
      Tags: [{ Key: 'Name', Value: 'all' }],
    });
  });

  test('of a subnet go to a bucket, as it was asked', async () => {
    const SubnetId = await subnetOf(local.ec2, await vpcOf(local.ec2), '10.0.0.0/24');
    const log = await made({
      ...{ ...TO_S3, ResourceType: 'Subnet', ResourceIds: [SubnetId], TrafficType: 'REJECT' },
      ...{ LogFormat: '${srcaddr} ${dstaddr}', MaxAggregationInterval: 60 },
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: undefined, PerHourPartition: true },
    });
    expect(log).toMatchObject({
      ...{ ResourceId: SubnetId, TrafficType: 'REJECT', LogDestinationType: 's3', LogDestination: BUCKET },
      ...{ LogFormat: '${srcaddr} ${dstaddr}', MaxAggregationInterval: 60 },
      DestinationOptions: { FileFormat: 'parquet', HiveCompatiblePartitions: false, PerHourPartition: true },
    });
    expect(log.LogGroupName).toBeUndefined();
  });

  test('of a network interface go to a delivery stream, or to a group by its ARN', async () => {
    const SubnetId = await subnetOf(local.ec2, await vpcOf(local.ec2), '10.0.0.0/24');
    const ResourceIds = [await interfaceOf(local.ec2, SubnetId)];
    const of = { ResourceType: 'NetworkInterface', ResourceIds, TrafficType: 'ACCEPT' } as const;
    const LogDestination = 'arn:aws:firehose:us-east-1:123456789012:deliverystream:flows';
    const LogDestinationType = 'kinesis-data-firehose';
    expect(await made({ ...of, LogDestinationType, LogDestination })).toMatchObject({ LogDestination });
    const group = 'arn:aws:logs:us-east-1:123456789012:log-group:flows';
    const log = await made({ ...of, LogDestination: group, DeliverLogsPermissionArn: ROLE });
    expect(log).toMatchObject({ LogDestination: group, LogGroupName: 'flows' });
  });

  test('of a transit gateway and its attachment hold all fields, every minute', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const SubnetIds = [await subnetOf(ec2, VpcId, '10.0.0.0/24')];
    const TransitGatewayId = (await ec2.createTransitGateway({})).TransitGateway?.TransitGatewayId ?? '';
    const attached = await ec2.createTransitGatewayVpcAttachment({ TransitGatewayId, VpcId, SubnetIds });
    const attachment = attached.TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '';
    const { TrafficType: _, ...toS3 } = TO_S3;
    for (const [ResourceType, id] of [
      ['TransitGateway', TransitGatewayId],
      ['TransitGatewayAttachment', attachment],
    ] as const) {
      const of = { ...toS3, ResourceType, ResourceIds: [id] };
      const log = await made(of);
      expect(log).toMatchObject({ ResourceId: id, MaxAggregationInterval: 60 });
      expect(log.TrafficType).toBeUndefined();
      expect(log.LogFormat?.split(' ')).toHaveLength(36);
      await refusal(create({ ...of, TrafficType: 'ALL' }), 'InvalidParameter', 'TrafficType');
      await refusal(create({ ...of, MaxAggregationInterval: 600 }), 'InvalidParameter', 'Aggregation Interval');
      const ResourceIds = Array.from({ length: 26 }, (__, n) => `${id}${n}`);
      await refusal(create({ ...of, ResourceIds }), 'InvalidParameterValue');
    }
    await ec2.deleteTransitGatewayVpcAttachment({ TransitGatewayAttachmentId: attachment });
    await ec2.deleteTransitGateway({ TransitGatewayId });
    const gone = await create({ ...toS3, ResourceType: 'TransitGateway', ResourceIds: [TransitGatewayId] });
    expect(codes(gone.Unsuccessful)).toEqual([`${TransitGatewayId} InvalidTransitGatewayID.NotFound`]);
  });

  test('are made for those resources that are there and have none like it', async () => {
    const [first, second] = [await vpcOf(local.ec2), await vpcOf(local.ec2)];
    await made({ ...TO_S3, ResourceIds: [first] });
    const { FlowLogIds, Unsuccessful } = await create({ ...TO_S3, ResourceIds: [first, 'vpc-0', second] });
    expect(FlowLogIds).toHaveLength(1);
    expect(codes(Unsuccessful)).toEqual([`${first} FlowLogAlreadyExists`, 'vpc-0 InvalidVpcID.NotFound']);
    await made({ ...TO_S3, ResourceIds: [first], TrafficType: 'REJECT' });
    await made({ ...TO_S3, ResourceIds: [first], LogDestination: `${BUCKET}/other` });
    await made({ ...TO_S3, ResourceIds: [first], LogFormat: '${srcaddr}' });
    await made({ ...TO_LOGS, ResourceIds: [first] });
    const Filter = [{ Name: 'resource-id', Values: [first, second] }];
    expect((await local.ec2.describeFlowLogs({ Filter })).FlowLogs).toHaveLength(6);
  });

  test('are refused where the request does not fit together', async () => {
    const ResourceIds = [await vpcOf(local.ec2)];
    const of = { ResourceIds, TrafficType: 'ALL' } as const;
    const bad = async (code: string, request: object) => refusal(create({ ...of, ...request }), code);
    await bad('MissingParameter', { ...TO_S3, ResourceType: undefined });
    await bad('MissingParameter', { ...TO_S3, ResourceIds: [] });
    await bad('MissingParameter', { ...TO_S3, TrafficType: undefined });
    await bad('InvalidParameterValue', { ...TO_S3, TrafficType: 'SOME' });
    await bad('InvalidParameterValue', { ...TO_S3, ResourceType: 'Instance' });
    await bad('UnsupportedOperation', { ...TO_S3, ResourceType: 'CoreNetwork' });
    await bad('InvalidParameterValue', { ...TO_S3, LogDestinationType: 'sqs' });
    await bad('InvalidParameter', { ...TO_S3, MaxAggregationInterval: 30 });
    await bad('InvalidParameter', { ...TO_S3, LogFormat: 'srcaddr' });
    await bad('InvalidParameter', { ...TO_S3, LogDestination: `${BUCKET}/AWSLogs/` });
    await bad('InvalidParameter', { ...TO_S3, LogDestination: 'flows' });
    await bad('InvalidParameter', { ...TO_S3, LogDestination: undefined });
    await bad('InvalidParameter', { ...TO_S3, LogGroupName: 'flows' });
    await bad('InvalidParameter', { ...TO_LOGS, DeliverLogsPermissionArn: undefined });
    await bad('InvalidParameter', { ...TO_LOGS, DestinationOptions: { PerHourPartition: true } });
    await bad('InvalidParameter', {
      ...TO_LOGS,
      LogDestination: 'arn:aws:logs:us-east-1:123456789012:log-group:flows',
    });
    await bad('DryRunOperation', { ...TO_S3, DryRun: true });
    const Filter = [{ Name: 'resource-id', Values: ResourceIds }];
    expect((await local.ec2.describeFlowLogs({ Filter })).FlowLogs).toEqual([]);
  });

  test('are found by their filters, page by page', async () => {
    const { ec2 } = local;
    const VpcId = await vpcOf(ec2);
    const ids = [];
    for (const n of [0, 1, 2, 3, 4, 5]) {
      const LogDestination = `${BUCKET}/${n}`;
      ids.push((await made({ ...TO_S3, LogDestination, ResourceIds: [VpcId] })).FlowLogId ?? '');
    }
    const rejected = await made({ ...TO_LOGS, TrafficType: 'REJECT', ResourceIds: [VpcId] });
    await ec2.createTags({ Resources: [ids[2] ?? ''], Tags: [{ Key: 'owner', Value: 'a' }] });
    const ofVpc = { Name: 'resource-id', Values: [VpcId] };
    const found = async (Name: string, ...Values: string[]) => {
      const { FlowLogs } = await ec2.describeFlowLogs({ Filter: [ofVpc, { Name, Values }] });
      return FlowLogs?.map(({ FlowLogId }) => FlowLogId);
    };
    expect(await found('flow-log-id', ids[3] ?? '')).toEqual([ids[3]]);
    expect(await found('traffic-type', 'REJECT')).toEqual([rejected.FlowLogId]);
    expect(await found('log-group-name', 'flows')).toEqual([rejected.FlowLogId]);
    expect(await found('log-destination-type', 's3')).toEqual(ids);
    expect(await found('deliver-log-status', 'FAILED')).toEqual([]);
    expect(await found('tag:owner', 'a')).toEqual([ids[2]]);
    await refusal(found('status', 'ACTIVE'), 'InvalidParameterValue', "The filter 'status' is invalid");
    const first = await ec2.describeFlowLogs({ Filter: [ofVpc], MaxResults: 5 });
    expect(first.FlowLogs).toHaveLength(5);
    const { FlowLogs } = await ec2.describeFlowLogs({ Filter: [ofVpc], MaxResults: 5, NextToken: first.NextToken });
    expect(FlowLogs?.map(({ FlowLogId }) => FlowLogId)).toEqual([ids[5], rejected.FlowLogId]);
    expect((await ec2.describeFlowLogs({ FlowLogIds: ['fl-0'] })).FlowLogs).toEqual([]);
  });

  test('are deleted, as far as they are there', async () => {
    const { FlowLogId = '' } = await made({ ...TO_S3, ResourceIds: [await vpcOf(local.ec2)] });
    const { Unsuccessful } = await local.ec2.deleteFlowLogs({ FlowLogIds: ['fl-0', FlowLogId] });
    expect(codes(Unsuccessful)).toEqual(['fl-0 InvalidFlowLogId.NotFound']);
    expect((await local.ec2.describeFlowLogs({ FlowLogIds: [FlowLogId] })).FlowLogs).toEqual([]);
    await refusal(local.ec2.deleteFlowLogs({ FlowLogIds: [] }), 'MissingParameter');
  });
});

describe('CloudFormation', () => {
  let lab: Ec2Lab;
  beforeAll(async () => {
    lab = await startEc2Lab();
  });
  afterAll(() => lab.close());

  test('makes a flow log, tags it anew and deletes it', async () => {
    const type = lab.template('AWS::EC2::FlowLog');
    const before = { ...TO_S3, ResourceId: lab.vpcId, ResourceType: 'VPC', Tags: [{ Key: 'owner', Value: 'a' }] };
    const after = { ...before, Tags: [{ Key: 'owner', Value: 'b' }] };
    const id = type.create(before);
    const now = async () => (await lab.ec2.describeFlowLogs({ FlowLogIds: [id] })).FlowLogs;
    expect(type.attributes(id)).toEqual({ Id: id });
    expect(await now()).toMatchObject([{ ResourceId: lab.vpcId, LogDestination: BUCKET, Tags: before.Tags }]);
    type.update(id, after, before);
    expect(await now()).toMatchObject([{ Tags: after.Tags }]);
    expect(() => type.create(before)).toThrow('existing Flow Log');
    expect(() => type.create({ ...before, ResourceId: 'vpc-0' })).toThrow('vpc-0');
    type.delete(id, after);
    type.delete(id, after);
    expect(await now()).toEqual([]);
  });
});
