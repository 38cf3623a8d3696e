import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Clients } from './clients.ts';
import { useLoaded } from './loaded.ts';

/** A resource as a choice: its id, its name tag, and what else tells it from others. */
export interface Choice {
  readonly id: string;
  readonly name?: string;
  readonly more?: string;
}

/** A choice as selects offer it; one without an id, which stands for none, by its name alone. */
export const optionOf = ({ id, name, more }: Choice) => ({
  value: id,
  label: [id, name && (id ? `(${name})` : name)].filter(Boolean).join(' '),
  ...(more && { description: more }),
});

/** A field for the id of one of the account's resources, found by id, name or whatever else is told of it. */
export function ResourceSelect({
  label,
  description,
  load,
  value,
  onChange,
}: {
  label: string;
  description?: string;
  load(clients: Clients): Promise<readonly Choice[]>;
  value: string | undefined;
  onChange(id: string): void;
}) {
  const { value: choices, error } = useLoaded(load);
  const options = (choices ?? []).map(optionOf);
  return (
    <FormField label={label} description={description} errorText={error ? String(error) : undefined}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === value) ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        filteringType="auto"
        statusType={choices ? 'finished' : 'loading'}
        placeholder="Select"
        empty="None"
        expandToViewport
      />
    </FormField>
  );
}
