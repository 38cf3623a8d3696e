import type { NetworkInsightsAnalysis, StartNetworkInsightsAnalysisRequest, Tag } from '@aws-sdk/client-ec2';
import { accountOf } from '../account.ts';
import { newId } from '../id.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { find, invalid, KINDS } from './kind.ts';
import { analyse } from './network-insights-findings.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';

/** One component to include and one to exclude. https://docs.aws.amazon.com/vpc/latest/reachability/getting-started.html */
function checkFilters({ FilterInArns = [], FilterOutArns = [] }: StartNetworkInsightsAnalysisRequest): void {
  for (const [name, arns] of Object.entries({ FilterInArns, FilterOutArns })) {
    if (arns.length > 1) throw invalid(`The parameter ${name} takes one ARN at most.`);
    const wrong = arns.find((arn) => !/^arn:aws[\w-]*:[\w-]+:[\w-]+:\d{12}:.+$/.test(arn));
    if (wrong !== undefined) throw invalid(`Value (${wrong}) for parameter ${name} is invalid. It must be an ARN.`);
  }
  const both = FilterInArns.find((arn) => FilterOutArns.includes(arn));
  if (both !== undefined) throw invalid(`The resource ${both} cannot be both included and excluded.`);
}

export const operations = {
  /** The result stands at once, and stays as it is whatever becomes of the network; the answer says `running`, as AWS's does. */
  StartNetworkInsightsAnalysis(region, input) {
    refuseMembers('StartNetworkInsightsAnalysis', input, ['AdditionalAccounts']);
    const path = find(region, 'networkInsightsPaths', input.NetworkInsightsPathId);
    checkFilters(input);
    refuseBeyond(region, 'reachability-analyses', region.networkInsightsAnalyses.size + 1);
    const id = newId('nia');
    const { FilterInArns, FilterOutArns } = input;
    const started: NetworkInsightsAnalysis = {
      NetworkInsightsAnalysisId: id,
      NetworkInsightsAnalysisArn: `arn:aws:ec2:${region.name}:${region.accountId}:network-insights-analysis/${id}`,
      NetworkInsightsPathId: path.NetworkInsightsPathId,
      ...(FilterInArns?.length && { FilterInArns }),
      ...(FilterOutArns?.length && { FilterOutArns }),
      StartDate: new Date(),
      Status: 'running',
      Tags: tagsFor(input.TagSpecifications, 'network-insights-analysis'),
    };
    const findings = analyse(accountOf(region), path, { in: FilterInArns?.[0], out: FilterOutArns?.[0] });
    region.networkInsightsAnalyses.put(id, { ...started, ...findings });
    return { NetworkInsightsAnalysis: started };
  },

  DescribeNetworkInsightsAnalyses(region, input) {
    const { NetworkInsightsPathId, AnalysisStartTime: from, AnalysisEndTime: to } = input;
    if (NetworkInsightsPathId) find(region, 'networkInsightsPaths', NetworkInsightsPathId);
    const analyses = region.networkInsightsAnalyses.filter(
      ({ NetworkInsightsPathId: pathId, StartDate = new Date(0) }) =>
        (!NetworkInsightsPathId || pathId === NetworkInsightsPathId) &&
        (!from || StartDate >= from) &&
        (!to || StartDate <= to),
    );
    const { page, NextToken } = describe(analyses, input, {
      ...KINDS.networkInsightsAnalyses,
      ids: input.NetworkInsightsAnalysisIds,
      idOf: (analysis) => analysis.NetworkInsightsAnalysisId!,
      filters: {
        'path-found': (analysis) => [analysis.NetworkPathFound],
        status: (analysis) => [analysis.Status],
      },
      pageSize: [1, 100],
    });
    return { NetworkInsightsAnalyses: page, NextToken };
  },

  DeleteNetworkInsightsAnalysis(region, input) {
    const analysis = find(region, 'networkInsightsAnalyses', input.NetworkInsightsAnalysisId);
    const { NetworkInsightsAnalysisId = '' } = analysis;
    region.networkInsightsAnalyses.delete(NetworkInsightsAnalysisId);
    return { NetworkInsightsAnalysisId };
  },
} satisfies Ec2Operations;

type AnalysisProperties = Omit<StartNetworkInsightsAnalysisRequest, 'TagSpecifications' | 'DryRun' | 'ClientToken'> & {
  Tags?: Tag[];
};

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkinsightsanalysis.html */
  'AWS::EC2::NetworkInsightsAnalysis': resourceType<AnalysisProperties>({
    notEmulated: ['AdditionalAccounts'],
    create(region, { Tags, ...properties }) {
      const { NetworkInsightsAnalysis } = operations.StartNetworkInsightsAnalysis(region, {
        ...properties,
        TagSpecifications: specificationOf('network-insights-analysis', Tags),
      });
      return NetworkInsightsAnalysis.NetworkInsightsAnalysisId!;
    },
    update(region, id, properties, previous) {
      find(region, 'networkInsightsAnalyses', id);
      retag(region.networkInsightsAnalyses, id, properties.Tags, previous.Tags);
    },
    delete(region, id) {
      if (region.networkInsightsAnalyses.get(id))
        operations.DeleteNetworkInsightsAnalysis(region, { NetworkInsightsAnalysisId: id });
    },
    attributes(region, id) {
      const { StartDate, Tags: _, ...analysis } = find(region, 'networkInsightsAnalyses', id);
      return { ...analysis, StartDate: StartDate?.toISOString() };
    },
  }),
};
