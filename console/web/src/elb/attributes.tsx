import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useCallback, useState } from 'react';
import type { Clients } from '../clients.ts';
import { EditPage } from '../edit-page.tsx';
import { FactsTable } from '../facts-table.tsx';
import { useLoaded } from '../loaded.ts';
import { PageLink } from '../page-link.tsx';
import { useClients } from '../region.tsx';
import { ChoiceField, TextField } from '../text-field.tsx';
import { type AttributeField, fieldOf, wordFor } from './attribute.ts';

/** What has attributes: its ARN, its name, and the path of its page. */
export interface AttributeOwner {
  readonly kind: 'load balancer' | 'target group';
  readonly arn: string;
  readonly name: string;
  readonly path: string;
}

interface Attribute {
  readonly Key?: string;
  readonly Value?: string;
}

async function attributesOf({ elb }: Clients, { kind, arn }: Pick<AttributeOwner, 'kind' | 'arn'>) {
  const { Attributes = [] }: { Attributes?: Attribute[] } =
    kind === 'load balancer'
      ? await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn }))
      : await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: arn }));
  return Attributes.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value, field: fieldOf(Key, kind) }));
}

function useAttributes({ kind, arn }: AttributeOwner) {
  const load = useCallback((clients: Clients) => attributesOf(clients, { kind, arn }), [kind, arn]);
  return useLoaded(load).value;
}

export function Attributes({ owner }: { owner: AttributeOwner }) {
  const attributes = useAttributes(owner);
  return (
    <FactsTable
      title="Attributes"
      items={attributes ?? []}
      actions={<PageLink to={`${owner.path}/edit-attributes`}>Edit attributes</PageLink>}
      columns={{
        Attribute: ({ field }) => field.label,
        Value: ({ value, field: { unit } }) => (unit ? `${value} ${unit}` : wordFor(value)),
        Key: ({ key }) => key,
      }}
    />
  );
}

export function EditAttributes({ owner }: { owner: AttributeOwner }) {
  const attributes = useAttributes(owner);
  return attributes ? <Editor owner={owner} attributes={attributes} /> : null;
}

interface Edited {
  readonly key: string;
  readonly value: string;
  readonly field: AttributeField;
}

/** Only what was changed is asked for: AWS refuses some values that it has itself. */
function Editor({ owner, attributes }: { owner: AttributeOwner; attributes: readonly Edited[] }) {
  const { elb } = useClients();
  const [before] = useState(attributes);
  const [edited, setEdited] = useState(attributes);
  const { arn, kind, name, path } = owner;
  const save = async () => {
    const Attributes = edited
      .filter(({ value }, index) => value !== before[index]?.value)
      .map(({ key, value }) => ({ Key: key, Value: value }));
    if (Attributes.length === 0) return;
    await (kind === 'load balancer'
      ? elb.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes }))
      : elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes })));
  };
  return (
    <EditPage
      title={`Edit ${kind} attributes`}
      description={name}
      back={path}
      done={`The attributes of ${name} were saved.`}
      work={save}
    >
      <Container header={<Header variant="h2">Attributes</Header>}>
        <SpaceBetween size="m">
          {edited.map(({ key, field, value }, index) => (
            <AttributeControl
              key={key}
              field={field}
              value={value}
              onChange={(changed) => setEdited((all) => all.with(index, { key, field, value: changed }))}
            />
          ))}
        </SpaceBetween>
      </Container>
    </EditPage>
  );
}

function AttributeControl({
  field: { label, unit, values },
  value,
  onChange,
}: {
  field: AttributeField;
  value: string;
  onChange(value: string): void;
}) {
  if (values === 'flag') {
    return (
      <Checkbox checked={value === 'true'} onChange={({ detail }) => onChange(String(detail.checked))}>
        {label}
      </Checkbox>
    );
  }
  if (values === 'text' || values === 'number') {
    const about = unit ? { description: `In ${unit}.` } : {};
    return <TextField label={label} {...about} type={values} value={value} onChange={onChange} />;
  }
  const among = values.map((each) => ({ value: each, label: wordFor(each) }));
  return <ChoiceField label={label} value={value} onChange={onChange} among={among} />;
}
