import { ModifyTargetGroupCommand, type TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useState } from 'react';
import { EditPage } from '../edit-page.tsx';
import { PageLink } from '../page-link.tsx';
import { useClients } from '../region.tsx';
import { editedHealthCheck, healthCheckRequest, isHttp, TRAFFIC_PORT } from './health-check.ts';
import { HealthCheckFields } from './health-check-fields.tsx';
import { groupPath } from './target-group.ts';

export function HealthChecks({ group }: { group: TargetGroup }) {
  const check = editedHealthCheck(group);
  const http = isHttp(check.protocol);
  return (
    <Container
      header={
        <Header variant="h2" actions={<PageLink to={`${groupPath(group)}/edit-health-check`}>Edit</PageLink>}>
          Health check settings
        </Header>
      }
    >
      <KeyValuePairs
        columns={4}
        items={[
          { label: 'Protocol', value: check.protocol },
          { label: 'Path', value: http ? check.path : '–' },
          { label: 'Port', value: check.port === TRAFFIC_PORT ? 'Traffic port' : check.port },
          { label: 'Healthy threshold', value: `${check.healthy} consecutive health check successes` },
          { label: 'Unhealthy threshold', value: `${check.unhealthy} consecutive health check failures` },
          { label: 'Timeout', value: `${check.timeout} seconds` },
          { label: 'Interval', value: `${check.interval} seconds` },
          { label: 'Success codes', value: http ? check.codes : '–' },
        ]}
      />
    </Container>
  );
}

export function EditHealthCheck({ group }: { group: TargetGroup }) {
  const { elb } = useClients();
  const [check, setCheck] = useState(() => editedHealthCheck(group));
  const { Protocol = 'HTTP', TargetGroupArn, TargetGroupName = '' } = group;
  const save = async () => {
    await elb.send(new ModifyTargetGroupCommand({ TargetGroupArn, ...healthCheckRequest(check) }));
  };
  return (
    <EditPage
      title="Edit health check settings"
      description={TargetGroupName}
      back={groupPath(group)}
      done={`The health check settings of ${TargetGroupName} were saved.`}
      work={save}
    >
      <Container header={<Header variant="h2">Health check settings</Header>}>
        <HealthCheckFields groupProtocol={Protocol} check={check} onChange={setCheck} />
      </Container>
    </EditPage>
  );
}
