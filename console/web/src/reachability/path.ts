import {
  DescribeNetworkInsightsAnalysesCommand,
  DescribeNetworkInsightsPathsCommand,
  type NetworkInsightsAnalysis,
  type NetworkInsightsPath,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../clients.ts';

/** A path with its analyses, the newest first. */
export type AnalysedPath = NetworkInsightsPath & { readonly analyses: readonly NetworkInsightsAnalysis[] };

const startOf = ({ StartDate }: NetworkInsightsAnalysis) => StartDate?.getTime() ?? 0;

export async function pathsIn({ ec2 }: Clients): Promise<AnalysedPath[]> {
  const [{ NetworkInsightsPaths = [] }, { NetworkInsightsAnalyses = [] }] = await Promise.all([
    ec2.send(new DescribeNetworkInsightsPathsCommand({})),
    ec2.send(new DescribeNetworkInsightsAnalysesCommand({})),
  ]);
  const analyses = Map.groupBy(NetworkInsightsAnalyses, ({ NetworkInsightsPathId = '' }) => NetworkInsightsPathId);
  return NetworkInsightsPaths.map((path) => ({
    ...path,
    analyses: (analyses.get(path.NetworkInsightsPathId ?? '') ?? []).toSorted(
      (one, other) => startOf(other) - startOf(one),
    ),
  }));
}

export const pathOf = ({ NetworkInsightsPathId }: NetworkInsightsPath): string =>
  `reachability/paths/${NetworkInsightsPathId}`;

/** What an analysis came to, in the console's words and with its mark. */
export function outcomeOf(analysis: NetworkInsightsAnalysis | undefined): {
  readonly word: string;
  readonly mark: 'success' | 'error' | 'pending' | 'stopped';
} {
  if (!analysis) return { word: 'Not analyzed', mark: 'stopped' };
  if (analysis.Status === 'running') return { word: 'Pending', mark: 'pending' };
  if (analysis.Status === 'failed') return { word: 'Failed', mark: 'error' };
  return analysis.NetworkPathFound ? { word: 'Reachable', mark: 'success' } : { word: 'Not reachable', mark: 'error' };
}
