import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  type TargetGroup,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Clients } from '../clients.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useLoaded } from '../loaded.ts';
import { useNotifications } from '../notifications.tsx';
import { useClients, useRegionSearch } from '../region.tsx';
import { ResourceLink } from '../resource-link.tsx';
import { nameOf } from '../tags.ts';
import { groupPath } from './target-group.ts';

/** A target with what AWS says of its health, and where it is. */
interface Registered extends TargetHealthDescription {
  readonly key: string;
  readonly name: string;
  readonly zone: string;
}

/** The account's instances, whose names and zones target health does not tell. */
export async function instancesIn({ ec2 }: Clients) {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

async function targetsOf(clients: Clients, TargetGroupArn: string | undefined): Promise<Registered[]> {
  const [{ TargetHealthDescriptions = [] }, instances] = await Promise.all([
    clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
    instancesIn(clients),
  ]);
  return TargetHealthDescriptions.map((each) => {
    const { Id, Port, AvailabilityZone } = each.Target ?? {};
    const instance = instances.find(({ InstanceId }) => InstanceId === Id);
    return {
      ...each,
      key: `${Id}:${Port}`,
      name: nameOf(instance ?? {}),
      zone: instance?.Placement?.AvailabilityZone ?? AvailabilityZone ?? '',
    };
  });
}

/** How the console marks and calls a state of health. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const HEALTH: Readonly<
  Record<string, { readonly word: string; readonly type: 'success' | 'error' | 'pending' | 'info' | 'stopped' }>
> = {
  healthy: { word: 'Healthy', type: 'success' },
  unhealthy: { word: 'Unhealthy', type: 'error' },
  initial: { word: 'Initial', type: 'pending' },
  draining: { word: 'Draining', type: 'pending' },
  unavailable: { word: 'Unavailable', type: 'info' },
  unused: { word: 'Unused', type: 'stopped' },
};

function Health({ target: { TargetHealth } }: { target: Registered }) {
  const state = TargetHealth?.State ?? '';
  const { word, type } = HEALTH[state] ?? { word: state, type: 'info' };
  return <StatusIndicator type={type}>{word}</StatusIndicator>;
}

export function Targets({ group }: { group: TargetGroup }) {
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { TargetGroupArn } = group;
  const load = useCallback((clients: Clients) => targetsOf(clients, TargetGroupArn), [TargetGroupArn]);
  const { value: targets = [] } = useLoaded(load);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [asking, setAsking] = useState(false);
  const selected = targets.filter(({ key }) => chosen.includes(key));
  return (
    <>
      <Table
        items={targets}
        trackBy="key"
        wrapLines
        empty="No registered targets"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map(({ key }) => key))}
        header={
          <Header
            variant="h2"
            counter={`(${targets.length})`}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={selected.length === 0} onClick={() => setAsking(true)}>
                  Deregister
                </Button>
                <Button variant="primary" onClick={() => navigate(`/${groupPath(group)}/register-targets${search}`)}>
                  Register targets
                </Button>
              </SpaceBetween>
            }
          >
            Registered targets
          </Header>
        }
        columnDefinitions={[
          {
            id: 'id',
            header: group.TargetType === 'ip' ? 'IP address' : 'Instance ID',
            isRowHeader: true,
            cell: ({ Target }) => <ResourceLink id={Target?.Id ?? ''} />,
          },
          { id: 'name', header: 'Name', cell: ({ name }) => name || '–' },
          { id: 'port', header: 'Port', cell: ({ Target }) => Target?.Port },
          { id: 'zone', header: 'Zone', cell: ({ zone }) => zone || '–' },
          { id: 'health', header: 'Health status', cell: (target) => <Health target={target} /> },
          { id: 'reason', header: 'Reason code', cell: ({ TargetHealth }) => TargetHealth?.Reason ?? '–' },
          {
            id: 'details',
            header: 'Health status details',
            cell: ({ TargetHealth }) => TargetHealth?.Description ?? '–',
          },
        ]}
        ariaLabels={{
          tableLabel: 'Registered targets',
          selectionGroupLabel: 'Targets',
          allItemsSelectionLabel: () => 'Select all targets',
          itemSelectionLabel: (_, { key }) => `Select ${key}`,
        }}
      />
      {asking && <Deregister group={group} targets={selected} onClose={() => setAsking(false)} />}
    </>
  );
}

function Deregister({
  group: { TargetGroupArn, TargetGroupName },
  targets,
  onClose,
}: {
  group: TargetGroup;
  targets: readonly Registered[];
  onClose(): void;
}) {
  const { elb } = useClients();
  const { tell } = useNotifications();
  const names = targets.map(({ key }) => key).join(', ');
  const deregister = async () => {
    const Targets = targets.map(({ Target }) => ({ Id: Target?.Id, Port: Target?.Port }));
    await elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
    onClose();
    tell(`${names} was deregistered from ${TargetGroupName}.`);
  };
  return (
    <FormDialog title="Deregister targets" confirm="Deregister" work={deregister} onCancel={onClose}>
      Deregister {names} from {TargetGroupName}?
    </FormDialog>
  );
}
