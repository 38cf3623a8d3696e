import type {
  CreateFlowLogsRequest,
  DestinationOptionsResponse,
  FlowLog,
  FlowLogsResourceType,
  LogDestinationType,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { isTransitGateway } from './flow-log-source.ts';
import { invalid, required } from './kind.ts';

const refused = (message: string) => new AwsError('InvalidParameter', message);

const formatOf = (fields: string) =>
  fields
    .split(/\s+/)
    .map((field) => `\${${field}}`)
    .join(' ');

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
const VPC_FORMAT = formatOf(
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
);

/** All fields: https://docs.aws.amazon.com/vpc/latest/tgw/flow-logs-api-cli.html */
const TRANSIT_GATEWAY_FORMAT = formatOf(
  [
    'version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id',
    'tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id',
    'tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status',
    'type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags',
    'region flow-direction pkt-src-aws-service pkt-dst-aws-service',
  ].join(' '),
);

/** What flow logs are made with, whatever they monitor; AWS's error where it cannot be so. */
export function flowLogSettings(input: CreateFlowLogsRequest): FlowLog {
  const type = required(input.ResourceType, 'ResourceType');
  checkCount(type, input.ResourceIds);
  return {
    ...destinationOf(input),
    TrafficType: trafficOf(type, input),
    MaxAggregationInterval: intervalOf(type, input),
    LogFormat: checkedFormat(input.LogFormat) ?? (isTransitGateway(type) ? TRANSIT_GATEWAY_FORMAT : VPC_FORMAT),
    DeliverLogsPermissionArn: input.DeliverLogsPermissionArn,
    DeliverCrossAccountRole: input.DeliverCrossAccountRole,
  };
}

function checkCount(type: FlowLogsResourceType, ids: readonly string[] | undefined): void {
  required(ids?.[0], 'ResourceId');
  const most = isTransitGateway(type) ? 25 : 300;
  if (ids && ids.length > most) throw invalid(`At most ${most} resources of type ${type} can be named.`);
}

/** Transit gateways do not tell accepted from rejected traffic. */
function trafficOf(type: FlowLogsResourceType, { TrafficType }: CreateFlowLogsRequest): FlowLog['TrafficType'] {
  if (isTransitGateway(type)) {
    if (TrafficType) throw refused(`TrafficType is not supported for resource type ${type}.`);
    return undefined;
  }
  const traffic = required(TrafficType, 'TrafficType');
  if (['ACCEPT', 'REJECT', 'ALL'].includes(traffic)) return traffic;
  throw invalid(`Value (${traffic}) for parameter trafficType is invalid.`);
}

function intervalOf(type: FlowLogsResourceType, { MaxAggregationInterval }: CreateFlowLogsRequest): number {
  const allowed = isTransitGateway(type) ? [60] : [600, 60];
  const interval = MaxAggregationInterval ?? allowed[0]!;
  if (!allowed.includes(interval)) throw refused('Invalid Flow Log Max Aggregation Interval');
  return interval;
}

function checkedFormat(format: string | undefined): string | undefined {
  if (format === undefined) return undefined;
  if (/^\$\{[a-z0-9-]+\}(\s+\$\{[a-z0-9-]+\})*$/.test(format)) return format;
  throw refused('Unknown fields provided');
}

/** What the ARN of a destination of each type begins with. */
const ARNS: Readonly<Record<LogDestinationType, RegExp>> = {
  'cloud-watch-logs': /^arn:aws[\w-]*:logs:[^:]*:\d{12}:log-group:([^:]+)(:\*)?$/,
  s3: /^arn:aws[\w-]*:s3:::[^/]+/,
  'kinesis-data-firehose': /^arn:aws[\w-]*:firehose:[^:]*:\d{12}:deliverystream\/?:?.+$/,
};

function destinationOf(input: CreateFlowLogsRequest): FlowLog {
  const { LogDestination, LogGroupName, LogDestinationType = 'cloud-watch-logs' } = input;
  const arn: RegExp | undefined = ARNS[LogDestinationType];
  if (!arn) throw invalid(`Value (${LogDestinationType}) for parameter logDestinationType is invalid.`);
  checkMembers(input, LogDestinationType);
  const match = LogDestination === undefined ? undefined : arn.exec(LogDestination);
  if (match === null) throw refused(`LogDestination: ${LogDestination} is invalid for ${LogDestinationType}.`);
  if (LogDestinationType === 's3') checkFolder(LogDestination);
  const options = optionsOf(input, LogDestinationType);
  return {
    LogDestinationType,
    LogDestination,
    LogGroupName: LogGroupName ?? (LogDestinationType === 'cloud-watch-logs' ? match?.[1] : undefined),
    ...(options ? { DestinationOptions: options } : {}),
  };
}

function checkMembers(input: CreateFlowLogsRequest, type: LogDestinationType): void {
  const { LogDestination, LogGroupName, DeliverLogsPermissionArn } = input;
  const toLogs = type === 'cloud-watch-logs';
  if (LogGroupName && !toLogs) {
    throw refused('LogDestination type must be cloud-watch-logs if LogGroupName is provided.');
  }
  if (LogGroupName && LogDestination) {
    throw refused('Please only provide LogGroupName or only provide LogDestination.');
  }
  if (!LogGroupName && !LogDestination) {
    throw refused("LogDestination can't be empty if LogGroupName is not provided.");
  }
  if (toLogs && !DeliverLogsPermissionArn) {
    throw refused("DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs.");
  }
}

/** AWS puts its own folder of that name there. */
function checkFolder(destination: string | undefined): void {
  if (destination?.split('/').slice(1).includes('AWSLogs')) {
    throw refused(`LogDestination: ${destination} must not use AWSLogs as a subfolder name.`);
  }
}

function optionsOf(
  { DestinationOptions: asked }: CreateFlowLogsRequest,
  type: LogDestinationType,
): DestinationOptionsResponse | undefined {
  if (!asked) return undefined;
  if (type !== 's3') throw refused(`DestinationOptions are not supported if LogDestinationType is ${type}.`);
  const { FileFormat = 'plain-text', HiveCompatiblePartitions = false, PerHourPartition = false } = asked;
  return { FileFormat, HiveCompatiblePartitions, PerHourPartition };
}
