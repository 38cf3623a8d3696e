import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import type { Named } from '../../../api.ts';
import { useWords } from '../language.tsx';

interface NamedSelectProps {
  readonly label: string;
  readonly among: readonly Named[];
  /** An id. */
  readonly chosen: string | undefined;
  /** Whether the ids say something to a person. */
  readonly showIds?: boolean;
  onChoose(id: string | undefined): void;
}

/** One of what has a name and an id. */
export function NamedSelect({ label, among, chosen, showIds = true, onChoose }: NamedSelectProps) {
  const { probe: words } = useWords();
  const options = among.map(({ id, name }) => ({
    value: id,
    label: name,
    ...(showIds && id !== name && { description: id }),
  }));
  return (
    <FormField label={label}>
      <Select
        selectedOption={options.find(({ value }) => value === chosen) ?? null}
        options={options}
        placeholder={words.choose}
        onChange={({ detail }) => onChoose(detail.selectedOption.value)}
      />
    </FormField>
  );
}
