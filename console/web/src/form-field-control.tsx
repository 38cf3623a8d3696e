import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import Textarea from '@cloudscape-design/components/textarea';
import type { Clients } from './clients.ts';
import { useLoaded } from './loaded.ts';
import { type Choice, optionOf } from './resource-select.tsx';

/** A choice that is open only below something else, such as a subnet in a VPC. */
export interface ScopedChoice extends Choice {
  readonly vpc?: string;
}

interface Labelled {
  readonly label: string;
  readonly description?: string;
  /** Whether it is asked for, by what has been filled in so far. */
  readonly when?: (values: Readonly<Record<string, FieldValue>>) => boolean;
}

/** What a form asks for: a text, a switch, one of a few words, or one or many of the account's resources. */
export type Field = Labelled &
  (
    | { readonly kind: 'text' | 'area'; readonly placeholder?: string }
    | { readonly kind: 'check' }
    | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly label: string }[] }
    | {
        readonly kind: 'one' | 'many';
        load(clients: Clients): Promise<readonly ScopedChoice[]>;
      }
  );

export type FieldValue = string | boolean | readonly string[];

interface Control<V> {
  readonly value: V;
  onChange(value: V): void;
}

/** The control of a field; resources are offered only of the VPC `vpc`, if it is known. */
export function FieldControl({ field, vpc, value, onChange }: { field: Field; vpc?: string } & Control<FieldValue>) {
  const text = String(value);
  if (field.kind === 'check') {
    return (
      <Checkbox
        checked={value === true}
        description={field.description}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {field.label}
      </Checkbox>
    );
  }
  if (field.kind === 'one' || field.kind === 'many') {
    return <Resources field={field} {...(vpc && { vpc })} value={value} onChange={onChange} />;
  }
  return (
    <FormField label={field.label} description={field.description}>
      {field.kind === 'text' && (
        <Input
          value={text}
          onChange={({ detail }) => onChange(detail.value)}
          {...(field.placeholder && { placeholder: field.placeholder })}
        />
      )}
      {field.kind === 'area' && (
        <Textarea value={text} rows={12} onChange={({ detail }) => onChange(detail.value)} spellcheck={false} />
      )}
      {field.kind === 'choice' && (
        <Select
          options={field.options}
          selectedOption={field.options.find((option) => option.value === value) ?? null}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
          expandToViewport
        />
      )}
    </FormField>
  );
}

function Resources({
  field,
  vpc,
  value,
  onChange,
}: { field: Field & { kind: 'one' | 'many' }; vpc?: string } & Control<FieldValue>) {
  const { value: choices, error } = useLoaded(field.load);
  const open = (choices ?? []).filter((choice) => !vpc || !choice.vpc || choice.vpc === vpc);
  const options = open.map(optionOf);
  const shared = {
    options,
    filteringType: 'auto' as const,
    statusType: choices ? ('finished' as const) : ('loading' as const),
    placeholder: 'Select',
    empty: 'None',
    expandToViewport: true,
  };
  return (
    <FormField label={field.label} description={field.description} errorText={error ? String(error) : undefined}>
      {field.kind === 'one' ? (
        <Select
          {...shared}
          selectedOption={options.find((option) => option.value === value) ?? null}
          onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        />
      ) : (
        <Multiselect
          {...shared}
          selectedOptions={options.filter((option) => Array.isArray(value) && value.includes(option.value))}
          onChange={({ detail }) => onChange(detail.selectedOptions.map((option) => option.value ?? ''))}
          deselectAriaLabel={({ label }) => `Remove ${label}`}
        />
      )}
    </FormField>
  );
}
