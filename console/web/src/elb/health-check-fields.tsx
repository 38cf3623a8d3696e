import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ChoiceField, options, TextField } from '../text-field.tsx';
import { checkProtocols, type EditedHealthCheck, isHttp, TRAFFIC_PORT } from './health-check.ts';

/** The fields of a target group's health check. */
export function HealthCheckFields({
  groupProtocol,
  check,
  onChange,
}: {
  groupProtocol: string;
  check: EditedHealthCheck;
  onChange(check: EditedHealthCheck): void;
}) {
  const field = (key: keyof EditedHealthCheck) => ({
    value: check[key],
    onChange: (value: string) => onChange({ ...check, [key]: value }),
  });
  const override = check.port !== TRAFFIC_PORT;
  return (
    <SpaceBetween size="m">
      <ChoiceField
        label="Health check protocol"
        among={options(...checkProtocols(groupProtocol))}
        {...field('protocol')}
      />
      {isHttp(check.protocol) && <TextField label="Health check path" {...field('path')} />}
      <FormField label="Health check port">
        <RadioGroup
          items={[
            { value: 'traffic', label: 'Traffic port' },
            { value: 'override', label: 'Override' },
          ]}
          value={override ? 'override' : 'traffic'}
          onChange={({ detail }) => onChange({ ...check, port: detail.value === 'override' ? '' : TRAFFIC_PORT })}
        />
      </FormField>
      {override && <TextField label="Override port" type="number" {...field('port')} />}
      <TextField
        label="Healthy threshold"
        description="The number of consecutive health checks successes required before considering an unhealthy target healthy: 2-10."
        type="number"
        {...field('healthy')}
      />
      <TextField
        label="Unhealthy threshold"
        description="The number of consecutive health check failures required before considering a target unhealthy: 2-10."
        type="number"
        {...field('unhealthy')}
      />
      <TextField label="Timeout" description="In seconds: 2-120." type="number" {...field('timeout')} />
      <TextField label="Interval" description="In seconds: 5-300." type="number" {...field('interval')} />
      {isHttp(check.protocol) && (
        <TextField
          label="Success codes"
          description="Values (for example, 200,202) or a range of values (for example, 200-299)."
          {...field('codes')}
        />
      )}
    </SpaceBetween>
  );
}
