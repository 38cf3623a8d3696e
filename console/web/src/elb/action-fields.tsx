import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ChoiceField, options, TextField } from '../text-field.tsx';
import type { EditedAction, RoutingType, WeightedGroup } from './action.ts';
import { type Forwarder, TargetGroupSelect } from './target-group-select.tsx';

interface Fields {
  readonly action: EditedAction;
  onChange(action: EditedAction): void;
}

const TYPES: readonly { readonly value: RoutingType; readonly label: string }[] = [
  { value: 'forward', label: 'Forward to target groups' },
  { value: 'redirect', label: 'Redirect to URL' },
  { value: 'fixed-response', label: 'Return fixed response' },
];

/** The fields of what is done with a request. Network Load Balancers only forward. */
export function ActionFields({ from, action, onChange }: Fields & { from: Forwarder }) {
  const isType = (type: string): type is RoutingType => TYPES.some(({ value }) => value === type);
  return (
    <SpaceBetween size="m">
      {from.application && (
        <FormField label="Routing actions">
          <RadioGroup
            items={[...TYPES]}
            value={action.type}
            onChange={({ detail: { value } }) => isType(value) && onChange({ ...action, type: value })}
          />
        </FormField>
      )}
      {action.type === 'forward' && <ForwardFields from={from} action={action} onChange={onChange} />}
      {action.type === 'redirect' && <RedirectFields action={action} onChange={onChange} />}
      {action.type === 'fixed-response' && <FixedResponseFields action={action} onChange={onChange} />}
    </SpaceBetween>
  );
}

const MOST_GROUPS = 5;

/** Which of several groups a field is about. */
const nth = (label: string, index: number) => (index === 0 ? label : `${label} ${index + 1}`);

function ForwardFields({ from, action, onChange }: Fields & { from: Forwarder }) {
  const { groups } = action;
  const change = (at: number, part: Partial<WeightedGroup>) =>
    onChange({ ...action, groups: groups.map((group, index) => (index === at ? { ...group, ...part } : group)) });
  return (
    <SpaceBetween size="m">
      {groups.map(({ arn, weight }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group is told by its place
        <SpaceBetween key={index} direction="horizontal" size="m" alignItems="end">
          <TargetGroupSelect
            from={from}
            label={nth('Target group', index)}
            value={arn}
            onChange={(chosen) => change(index, { arn: chosen })}
          />
          <TextField
            label={nth('Weight', index)}
            type="number"
            value={weight}
            onChange={(text) => change(index, { weight: text })}
          />
          {groups.length > 1 && (
            <Button
              formAction="none"
              ariaLabel={nth('Remove target group', index)}
              onClick={() => onChange({ ...action, groups: groups.filter((_, each) => each !== index) })}
            >
              Remove
            </Button>
          )}
        </SpaceBetween>
      ))}
      <Button
        formAction="none"
        iconName="add-plus"
        disabled={groups.length >= MOST_GROUPS}
        onClick={() => onChange({ ...action, groups: [...groups, { arn: '', weight: '1' }] })}
      >
        Add target group
      </Button>
      {from.application && (
        <Checkbox
          checked={action.sticky}
          onChange={({ detail }) => onChange({ ...action, sticky: detail.checked })}
          description="Enables the load balancer to bind a user's session to a specific target group."
        >
          Turn on target group stickiness
        </Checkbox>
      )}
      {action.sticky && (
        <TextField
          label="Stickiness duration"
          description="In seconds: 1 to 604800."
          type="number"
          value={action.stickySeconds}
          onChange={(stickySeconds) => onChange({ ...action, stickySeconds })}
        />
      )}
    </SpaceBetween>
  );
}

const REDIRECT_STATUS = [
  { value: 'HTTP_301', label: '301 - Permanently moved' },
  { value: 'HTTP_302', label: '302 - Found' },
];

function RedirectFields({ action, onChange }: Fields) {
  const { redirect } = action;
  const change = (part: Partial<EditedAction['redirect']>) =>
    onChange({ ...action, redirect: { ...redirect, ...part } });
  return (
    <SpaceBetween size="m">
      <ChoiceField
        label="Redirect protocol"
        value={redirect.protocol}
        onChange={(protocol) => change({ protocol })}
        among={options('HTTP', 'HTTPS', '#{protocol}')}
      />
      <TextField label="Redirect port" value={redirect.port} onChange={(port) => change({ port })} />
      <TextField label="Host" value={redirect.host} onChange={(host) => change({ host })} />
      <TextField label="Path" value={redirect.path} onChange={(path) => change({ path })} />
      <TextField label="Query" value={redirect.query} onChange={(query) => change({ query })} />
      <ChoiceField
        label="Status code"
        value={redirect.status}
        onChange={(status) => change({ status })}
        among={REDIRECT_STATUS}
      />
    </SpaceBetween>
  );
}

const CONTENT_TYPES = options('text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json');

function FixedResponseFields({ action, onChange }: Fields) {
  const { fixed } = action;
  const change = (part: Partial<EditedAction['fixed']>) => onChange({ ...action, fixed: { ...fixed, ...part } });
  return (
    <SpaceBetween size="m">
      <TextField label="Response code" value={fixed.status} onChange={(status) => change({ status })} />
      <ChoiceField
        label="Content type"
        value={fixed.contentType}
        onChange={(contentType) => change({ contentType })}
        among={CONTENT_TYPES}
      />
      <TextField label="Response body" value={fixed.body} onChange={(body) => change({ body })} />
    </SpaceBetween>
  );
}
