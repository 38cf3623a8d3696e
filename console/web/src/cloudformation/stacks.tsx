import {
  DeleteStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DetectStackDriftCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import Box from '@cloudscape-design/components/box';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import type { DialogProps, Resource } from '../resource.ts';
import { Gone, useResource } from '../resource-page.tsx';
import { Drifts } from './drifts.tsx';
import { driftMark, markOf, stackPath, stacksIn } from './stack.ts';
import { Events, Outputs, Parameters, Resources, StackInfo, Template } from './stack-tabs.tsx';

function DetectDrift({ item: { StackName }, onClose }: DialogProps<Stack>) {
  const { cloudformation } = useClients();
  const detect = async () => {
    const { StackDriftDetectionId } = await cloudformation.send(new DetectStackDriftCommand({ StackName }));
    const { StackDriftStatus, DriftedStackResourceCount } = await cloudformation.send(
      new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
    );
    const count = DriftedStackResourceCount ?? 0;
    const drifted = `${count} drifted ${count === 1 ? 'resource' : 'resources'}`;
    onClose(`Drift detection for ${StackName}: ${StackDriftStatus ?? 'in progress'}, ${drifted}.`);
  };
  return (
    <FormDialog title="Detect drift" confirm="Detect drift" work={detect} onCancel={() => onClose()}>
      <Box>Compare the resources of {StackName} with what its template says of them?</Box>
    </FormDialog>
  );
}

function DeleteStack({ item: { StackName }, onClose }: DialogProps<Stack>) {
  const { cloudformation } = useClients();
  const remove = async () => {
    await cloudformation.send(new DeleteStackCommand({ StackName }));
    onClose(`The deletion of ${StackName} was initiated.`);
  };
  return (
    <FormDialog title="Delete stack?" confirm="Delete" work={remove} onCancel={() => onClose()}>
      <Box>Deleting {StackName} deletes all of its resources. This cannot be undone.</Box>
    </FormDialog>
  );
}

export const stacks: Resource<Stack> = {
  path: 'cloudformation/stacks',
  section: 'CloudFormation',
  one: 'stack',
  many: 'Stacks',
  idOf: ({ StackName = '' }) => StackName,
  list: stacksIn,
  attributes: [
    { id: 'id', label: 'Stack name', value: ({ StackName = '' }) => StackName },
    {
      id: 'status',
      label: 'Status',
      value: ({ StackStatus = '' }) => StackStatus,
      status: ({ StackStatus = '' }) => markOf(StackStatus),
    },
    { id: 'created', label: 'Created time', value: ({ CreationTime }) => CreationTime?.toLocaleString() ?? '' },
    {
      id: 'drift',
      label: 'Drift status',
      value: ({ DriftInformation }) => DriftInformation?.StackDriftStatus ?? 'NOT_CHECKED',
      status: ({ DriftInformation }) => driftMark(DriftInformation?.StackDriftStatus ?? ''),
    },
    { id: 'description', label: 'Description', value: ({ Description = '' }) => Description },
  ],
  tabs: [
    { id: 'info', label: 'Stack info', content: (stack) => <StackInfo stack={stack} /> },
    { id: 'events', label: 'Events', content: ({ StackId = '' }) => <Events id={StackId} /> },
    { id: 'resources', label: 'Resources', content: (stack) => <Resources stack={stack} /> },
    { id: 'outputs', label: 'Outputs', content: (stack) => <Outputs stack={stack} /> },
    { id: 'parameters', label: 'Parameters', content: (stack) => <Parameters stack={stack} /> },
    { id: 'template', label: 'Template', content: ({ StackId = '' }) => <Template id={StackId} /> },
  ],
  actions: [
    { id: 'detect', label: 'Detect drift', dialog: DetectDrift },
    { id: 'drifts', label: 'View drift results', page: (stack) => `${stackPath(stack)}/drifts` },
    { id: 'delete', label: 'Delete stack', dialog: DeleteStack },
  ],
};

export function DriftsPage() {
  const { all, id, item } = useResource(stacks);
  if (!all) return null;
  return item ? <Drifts stack={item} /> : <Gone one="stack" id={id} />;
}
