import { CreateNetworkInsightsPathCommand, StartNetworkInsightsAnalysisCommand } from '@aws-sdk/client-ec2';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import { ResourceSelect } from '../resource-select.tsx';
import { ChoiceField, options, TextField } from '../text-field.tsx';
import { ENDS, IP_ADDRESS } from './end.ts';
import { type EditedFilter, filtersOf, NO_FILTER } from './packet-filter.ts';

const none = async () => [];

/** After it has been created a path is analysed once, as in AWS. */
export function CreatePath({ onClose }: { onClose(done?: string): void }) {
  const { ec2 } = useClients();
  const [name, setName] = useState('');
  const [source, setSource] = useState({ type: 'Instances', id: '' });
  const [destination, setDestination] = useState({ type: 'Instances', id: '' });
  const [protocol, setProtocol] = useState('TCP');
  const [atSource, setAtSource] = useState(NO_FILTER);
  const [atDestination, setAtDestination] = useState(NO_FILTER);
  const toAddress = destination.type === IP_ADDRESS;
  const create = async () => {
    const ResourceType = 'network-insights-path' as const;
    const Tags = [{ Key: 'Name', Value: name }];
    const { NetworkInsightsPath } = await ec2.send(
      new CreateNetworkInsightsPathCommand({
        Source: source.id,
        Destination: toAddress ? undefined : destination.id,
        Protocol: protocol === 'UDP' ? 'udp' : 'tcp',
        ...filtersOf(atSource, atDestination),
        TagSpecifications: name === '' ? [] : [{ ResourceType, Tags }],
        ClientToken: crypto.randomUUID(),
      }),
    );
    const { NetworkInsightsPathId } = NetworkInsightsPath ?? {};
    const ClientToken = crypto.randomUUID();
    await ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId, ClientToken }));
    onClose(`${NetworkInsightsPathId} was created and analyzed.`);
  };
  return (
    <FormDialog
      title="Create and analyze path"
      confirm="Create and analyze path"
      work={create}
      onCancel={() => onClose()}
    >
      <TextField label="Name tag - optional" value={name} onChange={setName} />
      <ChoiceField
        label="Source type"
        value={source.type}
        onChange={(type) => setSource({ type, id: '' })}
        among={options(...Object.keys(ENDS))}
      />
      <ResourceSelect
        label="Source"
        load={ENDS[source.type] ?? none}
        value={source.id}
        onChange={(id) => setSource((now) => ({ ...now, id }))}
      />
      <FilterFields at="source" filter={atSource} onChange={setAtSource} />
      <ChoiceField
        label="Destination type"
        value={destination.type}
        onChange={(type) => setDestination({ type, id: '' })}
        among={options(...Object.keys(ENDS), IP_ADDRESS)}
      />
      {toAddress ? (
        <TextField
          label="Destination IP address"
          value={atSource.destinationAddress}
          onChange={(destinationAddress) => setAtSource((now) => ({ ...now, destinationAddress }))}
        />
      ) : (
        <ResourceSelect
          label="Destination"
          load={ENDS[destination.type] ?? none}
          value={destination.id}
          onChange={(id) => setDestination((now) => ({ ...now, id }))}
        />
      )}
      <FilterFields at="destination" filter={atDestination} onChange={setAtDestination} />
      <ChoiceField label="Protocol" value={protocol} onChange={setProtocol} among={options('TCP', 'UDP')} />
      <TextField
        label="Destination port - optional"
        description="A port, or a range such as 1024-65535."
        value={atSource.destinationPort}
        onChange={(destinationPort) => setAtSource((now) => ({ ...now, destinationPort }))}
      />
    </FormDialog>
  );
}

/** The destination port of the packets as they leave stands with the protocol. */
function FilterFields({
  at,
  filter,
  onChange,
}: {
  at: 'source' | 'destination';
  filter: EditedFilter;
  onChange(filter: EditedFilter): void;
}) {
  const field = (key: keyof EditedFilter) => ({
    value: filter[key],
    onChange: (value: string) => onChange({ ...filter, [key]: value.trim() }),
  });
  return (
    <ExpandableSection headerText={`Additional packet header configurations at ${at} - optional`}>
      <SpaceBetween size="s">
        <TextField label={`Source IP address at ${at}`} {...field('sourceAddress')} />
        <TextField label={`Source port at ${at}`} {...field('sourcePort')} />
        <TextField label={`Destination IP address at ${at}`} {...field('destinationAddress')} />
        {at === 'destination' && <TextField label="Destination port at destination" {...field('destinationPort')} />}
      </SpaceBetween>
    </ExpandableSection>
  );
}
