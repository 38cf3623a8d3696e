import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import { type EditedTag, TagFields } from '../tag-fields.tsx';
import { tagsOf } from '../tags.ts';
import { ChoiceField, options, TextField } from '../text-field.tsx';
import { VpcSelect } from '../vpc/vpc-select.tsx';
import { healthCheckRequest, isHttp, newHealthCheck } from './health-check.ts';
import { HealthCheckFields } from './health-check-fields.tsx';

const TYPES = [
  { value: 'instance', label: 'Instances' },
  { value: 'ip', label: 'IP addresses' },
];

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP'] as const;

export function CreateTargetGroup({ onClose }: { onClose(done?: string): void }) {
  const { elb } = useClients();
  const [type, setType] = useState('instance');
  const [name, setName] = useState('');
  const [protocol, setProtocol] = useState<string>('HTTP');
  const [port, setPort] = useState('80');
  const [vpc, setVpc] = useState<string>();
  const [check, setCheck] = useState(() => newHealthCheck('HTTP'));
  const [tags, setTags] = useState<readonly EditedTag[]>([]);
  const chooseProtocol = (chosen: string) => {
    if (isHttp(chosen) !== isHttp(protocol)) setCheck(newHealthCheck(chosen));
    setProtocol(chosen);
  };
  const create = async () => {
    await elb.send(
      new CreateTargetGroupCommand({
        Name: name,
        TargetType: type === 'ip' ? 'ip' : 'instance',
        Protocol: PROTOCOLS.find((each) => each === protocol),
        Port: Number(port),
        VpcId: vpc,
        ...healthCheckRequest(check),
        ...(tags.length > 0 && { Tags: tagsOf(tags) }),
      }),
    );
    onClose(`${name} was created. Register targets with it.`);
  };
  return (
    <FormDialog title="Create target group" confirm="Create target group" work={create} onCancel={() => onClose()}>
      <ChoiceField label="Choose a target type" value={type} onChange={setType} among={TYPES} />
      <TextField label="Target group name" value={name} onChange={setName} />
      <ChoiceField label="Protocol" value={protocol} onChange={chooseProtocol} among={options(...PROTOCOLS)} />
      <TextField label="Port" type="number" value={port} onChange={setPort} />
      <VpcSelect value={vpc} onChange={setVpc} />
      <ExpandableSection headerText="Health checks" defaultExpanded>
        <HealthCheckFields groupProtocol={protocol} check={check} onChange={setCheck} />
      </ExpandableSection>
      <TagFields tags={tags} onChange={setTags} />
    </FormDialog>
  );
}
