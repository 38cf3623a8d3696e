import type {
  CreateNetworkInsightsPathRequest,
  FilterPortRange,
  NetworkInsightsPath,
  PathFilter,
  Tag,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { describe, type FilterValues } from './describe.ts';
import { find, KINDS, required } from './kind.ts';
import { addressOf, checkCombination, endOf, filterOf, portOf, protocolOf } from './network-insights-path-request.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

const rangeText = (range: FilterPortRange | undefined) => range && `${range.FromPort}-${range.ToPort}`;

const FIELDS: Readonly<Record<string, (filter: PathFilter) => string | undefined>> = {
  'source-address': (filter) => filter.SourceAddress,
  'source-port-range': (filter) => rangeText(filter.SourcePortRange),
  'destination-address': (filter) => filter.DestinationAddress,
  'destination-port-range': (filter) => rangeText(filter.DestinationPortRange),
};

const filtersAt = (name: string, filterOf: (path: NetworkInsightsPath) => PathFilter | undefined) =>
  Object.fromEntries(
    Object.entries(FIELDS).map(([field, textOf]): [string, FilterValues<NetworkInsightsPath>] => [
      `${name}.${field}`,
      (path) => [textOf(filterOf(path) ?? {})],
    ]),
  );

const FILTERS: Record<string, FilterValues<NetworkInsightsPath>> = {
  source: (path) => [path.Source],
  destination: (path) => [path.Destination],
  protocol: (path) => [path.Protocol],
  ...filtersAt('filter-at-source', (path) => path.FilterAtSource),
  ...filtersAt('filter-at-destination', (path) => path.FilterAtDestination),
};

export const operations = {
  CreateNetworkInsightsPath(region, input) {
    const Protocol = protocolOf(input.Protocol);
    checkCombination(input);
    const facts = {
      SourceIp: addressOf(input.SourceIp, 'SourceIp'),
      DestinationIp: addressOf(input.DestinationIp, 'DestinationIp'),
      DestinationPort: portOf(input.DestinationPort, 'DestinationPort'),
      FilterAtSource: filterOf(input.FilterAtSource, 'FilterAtSource'),
      FilterAtDestination: filterOf(input.FilterAtDestination, 'FilterAtDestination'),
    };
    const source = endOf(region, 'Source', required(input.Source, 'source'));
    const destination = input.Destination ? endOf(region, 'Destination', input.Destination) : undefined;
    refuseBeyond(region, 'reachability-paths', region.networkInsightsPaths.size + 1);
    const id = newId('nip');
    const path: NetworkInsightsPath = {
      NetworkInsightsPathId: id,
      NetworkInsightsPathArn: `arn:aws:ec2:${region.name}:${region.accountId}:network-insights-path/${id}`,
      CreatedDate: new Date(),
      Source: source.id,
      SourceArn: source.arn,
      ...(destination && { Destination: destination.id, DestinationArn: destination.arn }),
      Protocol,
      ...facts,
      Tags: tagsFor(input.TagSpecifications, 'network-insights-path'),
    };
    return { NetworkInsightsPath: region.networkInsightsPaths.put(id, path) };
  },

  DescribeNetworkInsightsPaths(region, input) {
    const { page, NextToken } = describe(region.networkInsightsPaths.values(), input, {
      ...KINDS.networkInsightsPaths,
      ids: input.NetworkInsightsPathIds,
      idOf: (path) => path.NetworkInsightsPathId!,
      filters: FILTERS,
      pageSize: [1, 100],
    });
    return { NetworkInsightsPaths: page, NextToken };
  },

  DeleteNetworkInsightsPath(region, input) {
    const { NetworkInsightsPathId = '' } = find(region, 'networkInsightsPaths', input.NetworkInsightsPathId);
    if (region.networkInsightsAnalyses.find((each) => each.NetworkInsightsPathId === NetworkInsightsPathId)) {
      const what = `The path '${NetworkInsightsPathId}' has analyses and cannot be deleted. Delete the analyses first.`;
      throw new AwsError('AnalysisExistsForNetworkInsightsPath', what);
    }
    region.networkInsightsPaths.delete(NetworkInsightsPathId);
    return { NetworkInsightsPathId };
  },
} satisfies Ec2Operations;

type PathProperties = Omit<CreateNetworkInsightsPathRequest, 'TagSpecifications' | 'DryRun' | 'ClientToken'> & {
  Tags?: Tag[];
};

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinsightspath.html */
  'AWS::EC2::NetworkInsightsPath': resourceType<PathProperties>({
    create(region, { Tags, ...properties }) {
      const { NetworkInsightsPath } = operations.CreateNetworkInsightsPath(region, {
        ...properties,
        TagSpecifications: specificationOf('network-insights-path', Tags),
      });
      return NetworkInsightsPath.NetworkInsightsPathId!;
    },
    update: (region, id, properties, previous) =>
      retag(region.networkInsightsPaths, id, properties.Tags, previous.Tags),
    delete(region, id) {
      if (region.networkInsightsPaths.get(id))
        operations.DeleteNetworkInsightsPath(region, { NetworkInsightsPathId: id });
    },
    attributes(region, id) {
      const path = find(region, 'networkInsightsPaths', id);
      const { NetworkInsightsPathArn, SourceArn, DestinationArn, CreatedDate } = path;
      return {
        NetworkInsightsPathId: id,
        NetworkInsightsPathArn,
        SourceArn,
        DestinationArn,
        CreatedDate: CreatedDate?.toISOString(),
      };
    },
    read: reading('networkInsightsPaths', ['Protocol', 'DestinationPort', 'SourceIp', 'DestinationIp', 'Tags']),
  }),
};
