import type { CreateFlowLogsRequest, FlowLog, Tag, UnsuccessfulItem } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { flowLogSettings } from './flow-log-settings.ts';
import { finderOf } from './flow-log-source.ts';
import { invalid, KINDS, notFound, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

const MOST_IDS = 1000;

const unsuccessful = (ResourceId: string, { code, message }: AwsError): UnsuccessfulItem => ({
  ResourceId,
  Error: { Code: code, Message: message },
});

/** Whether both write the same records of the same resource to the same place. */
const isTwin = (a: FlowLog, b: FlowLog) =>
  a.ResourceId === b.ResourceId &&
  a.TrafficType === b.TrafficType &&
  a.LogDestinationType === b.LogDestinationType &&
  a.LogDestination === b.LogDestination &&
  a.LogGroupName === b.LogGroupName &&
  a.LogFormat === b.LogFormat;

function createOne(region: Region, flowLog: FlowLog): string {
  if (region.flowLogs.find((each) => isTwin(each, flowLog))) {
    throw new AwsError(
      'FlowLogAlreadyExists',
      'Error. There is an existing Flow Log with the same configuration and log destination.',
    );
  }
  const FlowLogId = newId('fl');
  region.flowLogs.put(FlowLogId, { ...flowLog, FlowLogId });
  return FlowLogId;
}

function idsOf({ FlowLogIds }: { FlowLogIds?: string[] | undefined }): string[] {
  if (FlowLogIds && FlowLogIds.length > MOST_IDS) throw invalid(`At most ${MOST_IDS} flow log IDs can be named.`);
  return FlowLogIds ?? [];
}

/** Does it for each of the ids; those that AWS refuses are answered, and stop none of the others. */
function each<T>(ids: readonly string[], act: (id: string) => T): { done: T[]; Unsuccessful: UnsuccessfulItem[] } {
  const done: T[] = [];
  const Unsuccessful: UnsuccessfulItem[] = [];
  for (const id of ids) {
    try {
      done.push(act(id));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Unsuccessful.push(unsuccessful(id, error));
    }
  }
  return { done, Unsuccessful };
}

export const operations = {
  /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html */
  CreateFlowLogs(region, input) {
    refuseMembers('CreateFlowLogs', input, ['TagFieldSpecifications']);
    const find = finderOf(required(input.ResourceType, 'ResourceType'));
    const settings: FlowLog = {
      ...flowLogSettings(input),
      CreationTime: new Date(),
      FlowLogStatus: 'ACTIVE',
      DeliverLogsStatus: 'SUCCESS',
      Tags: tagsFor(input.TagSpecifications, 'vpc-flow-log'),
    };
    const ids = [...new Set(input.ResourceIds)];
    const { done, Unsuccessful } = each(ids, (ResourceId) => {
      find(region, ResourceId);
      return createOne(region, { ...settings, ResourceId });
    });
    return { ClientToken: input.ClientToken, FlowLogIds: done, Unsuccessful };
  },

  /** An id that names nothing is no error here: nothing is found. */
  DescribeFlowLogs(region, input) {
    const ids = idsOf(input);
    const named = region.flowLogs.filter(({ FlowLogId = '' }) => ids.length === 0 || ids.includes(FlowLogId));
    const { Filter: Filters, MaxResults, NextToken: token } = input;
    const { page, NextToken } = describe(
      named,
      { Filters, MaxResults, NextToken: token },
      {
        ...KINDS.flowLogs,
        idOf: ({ FlowLogId }) => FlowLogId!,
        filters: {
          'deliver-log-status': (log) => [log.DeliverLogsStatus],
          'flow-log-id': (log) => [log.FlowLogId],
          'log-destination-type': (log) => [log.LogDestinationType],
          'log-group-name': (log) => [log.LogGroupName],
          'resource-id': (log) => [log.ResourceId],
          'traffic-type': (log) => [log.TrafficType],
        },
      },
    );
    return { FlowLogs: page, NextToken };
  },

  DeleteFlowLogs(region, input) {
    required(input.FlowLogIds?.[0], 'FlowLogId');
    const { Unsuccessful } = each(idsOf(input), (id) => {
      if (!region.flowLogs.get(id)) throw notFound('flowLogs', id);
      region.flowLogs.delete(id);
    });
    return { Unsuccessful };
  },
} satisfies Ec2Operations;

type Same = Omit<CreateFlowLogsRequest, 'ClientToken' | 'DryRun' | 'ResourceIds' | 'TagSpecifications'>;

interface FlowLogProperties extends Same {
  ResourceId: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-flowlog.html */
  'AWS::EC2::FlowLog': resourceType<FlowLogProperties>({
    create(region, { ResourceId, Tags, ...same }) {
      const { FlowLogIds, Unsuccessful } = operations.CreateFlowLogs(region, {
        ...same,
        ResourceIds: [ResourceId],
        TagSpecifications: specificationOf('vpc-flow-log', Tags),
      });
      const { Code = '', Message = '' } = Unsuccessful[0]?.Error ?? {};
      if (Code) throw new AwsError(Code, Message);
      return FlowLogIds[0]!;
    },
    update: (region, id, { Tags }, previous) => retag(region.flowLogs, id, Tags, previous.Tags),
    delete: (region, id) => region.flowLogs.delete(id),
    attributes: (_region, id) => ({ Id: id }),
    read: reading('flowLogs', [
      ...(['ResourceId', 'TrafficType', 'LogDestinationType', 'LogDestination', 'LogGroupName', 'LogFormat'] as const),
      ...(['MaxAggregationInterval', 'DeliverLogsPermissionArn', 'DeliverCrossAccountRole'] as const),
      ...(['DestinationOptions', 'Tags'] as const),
    ]),
  }),
};
