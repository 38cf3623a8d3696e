import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TextField } from '../text-field.tsx';
import {
  CONDITION_TYPES,
  type EditedCondition,
  FIELDS,
  type Field,
  isRepeatable,
  mayBeRegex,
  newCondition,
} from './condition.ts';

/** The conditions of a rule, all of which have to match; each has values of which one has to. */
export function ConditionFields({
  conditions,
  onChange,
}: {
  conditions: readonly EditedCondition[];
  onChange(conditions: readonly EditedCondition[]): void;
}) {
  const has = (field: Field) => conditions.some((each) => each.field === field);
  const isField = (id: string): id is Field => FIELDS.some((field) => field === id);
  return (
    <SpaceBetween size="m">
      {conditions.map((condition) => (
        <Condition
          key={condition.key}
          condition={condition}
          onChange={(changed) => onChange(conditions.map((each) => (each.key === changed.key ? changed : each)))}
          onRemove={() => onChange(conditions.filter(({ key }) => key !== condition.key))}
        />
      ))}
      <ButtonDropdown
        items={FIELDS.map((field) => ({
          id: field,
          text: CONDITION_TYPES[field].label,
          disabled: has(field) && !isRepeatable(field),
        }))}
        onItemClick={({ detail: { id } }) => isField(id) && onChange([...conditions, newCondition(id)])}
      >
        Add condition
      </ButtonDropdown>
    </SpaceBetween>
  );
}

function Condition({
  condition,
  onChange,
  onRemove,
}: {
  condition: EditedCondition;
  onChange(condition: EditedCondition): void;
  onRemove(): void;
}) {
  const { field, header, regex, values } = condition;
  const { label, example } = CONDITION_TYPES[field];
  return (
    <Container
      header={
        <Header
          variant="h3"
          actions={
            <Button formAction="none" ariaLabel={`Remove condition ${label}`} onClick={onRemove}>
              Remove
            </Button>
          }
        >
          {label}
        </Header>
      }
    >
      <SpaceBetween size="s">
        {field === 'http-header' && (
          <TextField
            label="HTTP header name"
            value={header}
            onChange={(name) => onChange({ ...condition, header: name })}
            placeholder="User-Agent"
          />
        )}
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value is told by its place
          <SpaceBetween key={index} direction="horizontal" size="xs">
            <Input
              ariaLabel={index === 0 ? `${label} value` : `${label} value ${index + 1}`}
              value={value}
              placeholder={example}
              onChange={({ detail }) => onChange({ ...condition, values: values.with(index, detail.value) })}
            />
            {values.length > 1 && (
              <Button
                formAction="none"
                ariaLabel={`Remove ${label} value ${index + 1}`}
                onClick={() => onChange({ ...condition, values: values.toSpliced(index, 1) })}
              >
                Remove
              </Button>
            )}
          </SpaceBetween>
        ))}
        <Button formAction="none" onClick={() => onChange({ ...condition, values: [...values, ''] })}>
          Add OR condition value
        </Button>
        {mayBeRegex(field) && (
          <Checkbox checked={regex} onChange={({ detail }) => onChange({ ...condition, regex: detail.checked })}>
            Regex matching
          </Checkbox>
        )}
      </SpaceBetween>
    </Container>
  );
}
