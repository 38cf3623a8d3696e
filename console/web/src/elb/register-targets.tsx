import {
  RegisterTargetsCommand,
  type TargetDescription,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useState } from 'react';
import { EditPage } from '../edit-page.tsx';
import { FactsTable } from '../facts-table.tsx';
import { useLoaded } from '../loaded.ts';
import { useClients } from '../region.tsx';
import { nameOf } from '../tags.ts';
import { TextField } from '../text-field.tsx';
import { groupPath } from './target-group.ts';
import { instancesIn } from './targets.tsx';

/** Targets are put together first, each with its port, and registered at once. */
export function RegisterTargets({ group }: { group: TargetGroup }) {
  const { elb } = useClients();
  const [pending, setPending] = useState<readonly TargetDescription[]>([]);
  const { TargetGroupArn, TargetGroupName = '', TargetType } = group;
  const include = (ids: readonly string[], port: string) =>
    setPending((all) => [...all, ...ids.map((Id) => ({ Id, Port: Number(port) }))]);
  const register = async () => {
    await elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: [...pending] }));
  };
  return (
    <EditPage
      title="Register targets"
      description={TargetGroupName}
      back={groupPath(group)}
      done={`The targets were registered with ${TargetGroupName}.`}
      work={register}
    >
      {TargetType === 'ip' ? (
        <Addresses group={group} onInclude={include} />
      ) : (
        <Instances group={group} onInclude={include} />
      )}
      <FactsTable
        title="Review targets"
        items={pending}
        columns={{
          Target: ({ Id }) => Id,
          Port: ({ Port }) => Port,
          Remove: (target) => (
            <Button
              formAction="none"
              ariaLabel={`Remove ${target.Id}:${target.Port}`}
              onClick={() => setPending((all) => all.filter((each) => each !== target))}
            >
              Remove
            </Button>
          ),
        }}
      />
    </EditPage>
  );
}

interface Choosing {
  readonly group: TargetGroup;
  onInclude(ids: readonly string[], port: string): void;
}

function Instances({ group, onInclude }: Choosing) {
  const { value: instances = [] } = useLoaded(instancesIn);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [port, setPort] = useState(String(group.Port ?? ''));
  const items = instances.filter(({ VpcId, State }) => VpcId === group.VpcId && State?.Name !== 'terminated');
  return (
    <SpaceBetween size="m">
      <Table
        items={items}
        trackBy="InstanceId"
        empty="No instances in this VPC"
        header={<Header variant="h2">Available instances</Header>}
        selectionType="multi"
        selectedItems={items.filter(({ InstanceId = '' }) => chosen.includes(InstanceId))}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map(({ InstanceId = '' }) => InstanceId))}
        columnDefinitions={[
          { id: 'id', header: 'Instance ID', isRowHeader: true, cell: ({ InstanceId }) => InstanceId },
          { id: 'name', header: 'Name', cell: (instance) => nameOf(instance) || '–' },
          { id: 'state', header: 'State', cell: ({ State }) => State?.Name },
          {
            id: 'groups',
            header: 'Security groups',
            cell: ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupName }) => GroupName).join(', '),
          },
          { id: 'zone', header: 'Zone', cell: ({ Placement }) => Placement?.AvailabilityZone },
          { id: 'address', header: 'Private IPv4 address', cell: ({ PrivateIpAddress }) => PrivateIpAddress },
          { id: 'subnet', header: 'Subnet ID', cell: ({ SubnetId }) => SubnetId },
        ]}
        ariaLabels={{
          tableLabel: 'Available instances',
          selectionGroupLabel: 'Instances',
          allItemsSelectionLabel: () => 'Select all instances',
          itemSelectionLabel: (_, { InstanceId }) => `Select ${InstanceId}`,
        }}
      />
      <TextField
        label="Ports for the selected instances"
        description="Ports for routing traffic to the selected instances."
        type="number"
        value={port}
        onChange={setPort}
      />
      <Button formAction="none" disabled={chosen.length === 0} onClick={() => onInclude(chosen, port)}>
        Include as pending below
      </Button>
    </SpaceBetween>
  );
}

function Addresses({ group, onInclude }: Choosing) {
  const [address, setAddress] = useState('');
  const [port, setPort] = useState(String(group.Port ?? ''));
  return (
    <Container header={<Header variant="h2">IP addresses</Header>}>
      <SpaceBetween size="m">
        <TextField label="IPv4 address" value={address} onChange={setAddress} />
        <TextField label="Ports" type="number" value={port} onChange={setPort} />
        <Button formAction="none" disabled={address === ''} onClick={() => onInclude([address], port)}>
          Include as pending below
        </Button>
      </SpaceBetween>
    </Container>
  );
}
