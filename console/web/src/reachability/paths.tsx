import {
  DeleteNetworkInsightsAnalysisCommand,
  DeleteNetworkInsightsPathCommand,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { FactsTable } from '../facts-table.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { PageLink } from '../page-link.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { NAME } from '../tags.ts';
import { TextField } from '../text-field.tsx';
import { CreatePath } from './create-path.tsx';
import { type AnalysedPath, outcomeOf, pathOf, pathsIn } from './path.ts';

function AnalyzePath({ item: { NetworkInsightsPathId }, onClose }: DialogProps<AnalysedPath>) {
  const { ec2 } = useClients();
  const [included, setIncluded] = useState('');
  const [excluded, setExcluded] = useState('');
  const analyze = async () => {
    await ec2.send(
      new StartNetworkInsightsAnalysisCommand({
        NetworkInsightsPathId,
        ClientToken: crypto.randomUUID(),
        ...(included !== '' && { FilterInArns: [included] }),
        ...(excluded !== '' && { FilterOutArns: [excluded] }),
      }),
    );
    onClose(`${NetworkInsightsPathId} was analyzed.`);
  };
  return (
    <FormDialog title="Analyze path" confirm="Analyze path" work={analyze} onCancel={() => onClose()}>
      <TextField
        label="Include intermediate component - optional"
        description="The ARN of a component that the path has to traverse."
        value={included}
        onChange={setIncluded}
      />
      <TextField
        label="Exclude intermediate component - optional"
        description="The ARN of a component that the path must not traverse."
        value={excluded}
        onChange={setExcluded}
      />
    </FormDialog>
  );
}

/** AWS deletes no path that has analyses. */
function DeletePath({ item: { NetworkInsightsPathId, analyses }, onClose }: DialogProps<AnalysedPath>) {
  const { ec2 } = useClients();
  const remove = async () => {
    for (const { NetworkInsightsAnalysisId } of analyses) {
      await ec2.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId }));
    }
    await ec2.send(new DeleteNetworkInsightsPathCommand({ NetworkInsightsPathId }));
    onClose(`${NetworkInsightsPathId} was deleted.`);
  };
  return (
    <FormDialog title="Delete path?" confirm="Delete" work={remove} onCancel={() => onClose()}>
      <Box>
        Delete {NetworkInsightsPathId} and its {analyses.length} analyses?
      </Box>
    </FormDialog>
  );
}

function Analyses({ path }: { path: AnalysedPath }) {
  return (
    <FactsTable
      title="Analyses"
      items={path.analyses}
      columns={{
        'Analysis ID': ({ NetworkInsightsAnalysisId: id }) => (
          <PageLink to={`${pathOf(path)}/analyses/${id}`}>{id}</PageLink>
        ),
        'Reachability status': (analysis) => {
          const { word, mark } = outcomeOf(analysis);
          return <StatusIndicator type={mark}>{word}</StatusIndicator>;
        },
        State: ({ Status }) => Status,
        'Explanation codes': ({ Explanations = [] }) =>
          [...new Set(Explanations.map(({ ExplanationCode }) => ExplanationCode))].join(', '),
        'Analysis date': ({ StartDate }) => StartDate?.toLocaleString(),
      }}
    />
  );
}

const destinationOf = ({ Destination, FilterAtSource }: AnalysedPath) =>
  Destination ?? FilterAtSource?.DestinationAddress ?? '';

const portOf = ({ DestinationPort, FilterAtSource }: AnalysedPath) => {
  const { FromPort, ToPort } = FilterAtSource?.DestinationPortRange ?? {};
  if (FromPort === undefined) return DestinationPort === undefined ? 'Any' : String(DestinationPort);
  return FromPort === ToPort ? String(FromPort) : `${FromPort}-${ToPort}`;
};

export const paths: Resource<AnalysedPath> = {
  path: 'reachability/paths',
  section: 'Network analysis',
  one: 'path',
  many: 'Reachability Analyzer paths',
  idOf: ({ NetworkInsightsPathId = '' }) => NetworkInsightsPathId,
  list: pathsIn,
  attributes: [
    NAME,
    { id: 'id', label: 'Path ID', value: ({ NetworkInsightsPathId = '' }) => NetworkInsightsPathId },
    {
      id: 'status',
      label: 'Reachability status',
      value: ({ analyses }) => outcomeOf(analyses[0]).word,
      status: ({ analyses }) => outcomeOf(analyses[0]).mark,
    },
    { id: 'source', label: 'Source', value: ({ Source = '' }) => Source },
    { id: 'destination', label: 'Destination', value: destinationOf },
    { id: 'protocol', label: 'Protocol', value: ({ Protocol = '' }) => Protocol.toUpperCase() },
    { id: 'port', label: 'Destination port', value: portOf },
    {
      id: 'date',
      label: 'Last analysis date',
      value: ({ analyses }) => analyses[0]?.StartDate?.toLocaleString() ?? '',
    },
  ],
  tabs: [{ id: 'analyses', label: 'Analyses', content: (path) => <Analyses path={path} /> }],
  create: { label: 'Create and analyze path', dialog: CreatePath },
  actions: [
    { id: 'analyze', label: 'Analyze path', dialog: AnalyzePath },
    { id: 'delete', label: 'Delete path', dialog: DeletePath },
  ],
};
