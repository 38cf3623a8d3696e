import { CreateListenerCommand, CreateLoadBalancerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { useState } from 'react';
import { FormDialog } from '../form-dialog.tsx';
import { useClients } from '../region.tsx';
import { type EditedTag, TagFields } from '../tag-fields.tsx';
import { tagsOf } from '../tags.ts';
import { ChoiceField, TextField } from '../text-field.tsx';
import { VpcSelect } from '../vpc/vpc-select.tsx';
import { SecurityGroupsField } from './security-group-fields.tsx';
import { TargetGroupSelect } from './target-group-select.tsx';
import { ZoneSubnets } from './zone-subnets.tsx';

const TYPES = [
  { value: 'application', label: 'Application Load Balancer' },
  { value: 'network', label: 'Network Load Balancer' },
];

const SCHEMES = [
  { value: 'internet-facing', label: 'Internet-facing' },
  { value: 'internal', label: 'Internal' },
];

/** With a first listener, HTTP or TCP on a port, where a target group is chosen for it; others are added on the load balancer's page. */
export function CreateLoadBalancer({ onClose }: { onClose(done?: string): void }) {
  const { elb } = useClients();
  const [type, setType] = useState('application');
  const [name, setName] = useState('');
  const [scheme, setScheme] = useState('internet-facing');
  const [vpc, setVpc] = useState<string>();
  const [subnets, setSubnets] = useState<readonly string[]>([]);
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [port, setPort] = useState('80');
  const [targets, setTargets] = useState('');
  const [tags, setTags] = useState<readonly EditedTag[]>([]);
  const application = type === 'application';
  const create = async () => {
    const { LoadBalancers = [] } = await elb.send(
      new CreateLoadBalancerCommand({
        Name: name,
        Type: application ? 'application' : 'network',
        Scheme: scheme === 'internal' ? 'internal' : 'internet-facing',
        Subnets: [...subnets],
        ...(groups.length > 0 && { SecurityGroups: [...groups] }),
        ...(tags.length > 0 && { Tags: tagsOf(tags) }),
      }),
    );
    if (targets !== '') {
      const listener = { Protocol: application ? 'HTTP' : 'TCP', Port: Number(port) } as const;
      const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: targets }];
      const { LoadBalancerArn } = LoadBalancers[0] ?? {};
      await elb.send(new CreateListenerCommand({ LoadBalancerArn, ...listener, DefaultActions }));
    }
    onClose(`${name} was created.`);
  };
  const chooseVpc = (id: string) => {
    setVpc(id);
    setSubnets([]);
    setGroups([]);
    setTargets('');
  };
  return (
    <FormDialog title="Create load balancer" confirm="Create load balancer" work={create} onCancel={() => onClose()}>
      <ChoiceField label="Load balancer type" value={type} onChange={setType} among={TYPES} />
      <TextField label="Load balancer name" value={name} onChange={setName} />
      <ChoiceField
        label="Scheme"
        description="Scheme can't be changed after the load balancer is created."
        value={scheme}
        onChange={setScheme}
        among={SCHEMES}
      />
      <VpcSelect value={vpc} onChange={chooseVpc} />
      {vpc && <ZoneSubnets vpc={vpc} value={subnets} onChange={setSubnets} />}
      {vpc && <SecurityGroupsField vpc={vpc} value={groups} onChange={setGroups} />}
      <TextField
        label={`Listener port (${application ? 'HTTP' : 'TCP'})`}
        type="number"
        value={port}
        onChange={setPort}
      />
      <TargetGroupSelect from={{ vpc, application }} label="Default action" value={targets} onChange={setTargets} />
      <TagFields tags={tags} onChange={setTags} />
    </FormDialog>
  );
}
