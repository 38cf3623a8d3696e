import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';

interface Labelled {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  onChange(value: string): void;
}

/** A labelled field for a text or a number. */
export function TextField({
  label,
  description,
  value,
  onChange,
  type = 'text',
  placeholder = '',
}: Labelled & { type?: InputProps.Type; placeholder?: string }) {
  return (
    <FormField label={label} description={description}>
      <Input value={value} type={type} placeholder={placeholder} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

/** Options that are called what they are. */
export const options = (...values: readonly string[]): Option[] => values.map((value) => ({ value, label: value }));

/** A labelled field for one of a few choices. */
export function ChoiceField({ label, description, value, onChange, among }: Labelled & { among: readonly Option[] }) {
  return (
    <FormField label={label} description={description}>
      <Select
        options={among}
        selectedOption={among.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        placeholder="Select"
        empty="None"
        expandToViewport
      />
    </FormField>
  );
}
