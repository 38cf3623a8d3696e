import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Case, Diagnosis, Judged, Suspicions } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { useApi, usePost } from './api.ts';
import { clockOf } from './clock.tsx';
import { Failure } from './failure.tsx';
import { NamedSelect } from './named-select.tsx';
import { Part } from './part.tsx';

/** Where the packet dies, said before the fix; told is only which parts of it are right. */
export function DiagnosisForm({ shown: { id, diagnosis }, onDone }: { shown: Case; onDone(): void }) {
  const { diagnosis: words } = useWords();
  const post = usePost();
  const { value, error } = useApi<Suspicions>(`cases/${id}/suspicions`);
  const [said, setSaid] = useState<Partial<Diagnosis>>({});
  const [right, setRight] = useState<Judged>();
  const [failure, setFailure] = useState<unknown>();
  const say = (more: Partial<Diagnosis>) => {
    setRight(undefined);
    setSaid((before) => ({ ...before, ...more }));
  };
  const diagnose = () => {
    setFailure(undefined);
    post<Judged>(`cases/${id}/diagnose`, { ...said, resource: said.resource || undefined })
      .then(setRight, setFailure)
      .finally(onDone);
  };
  const resources = value?.components.find((each) => each.id === said.component)?.resources ?? [];
  return (
    <Part heading={words.heading} description={words.about}>
      <Failure error={error} />
      {value ? (
        <ColumnLayout columns={2}>
          <NamedSelect
            label={words.direction}
            among={value.directions}
            chosen={said.direction}
            showIds={false}
            onChoose={(direction = '') => say({ direction })}
          />
          <NamedSelect
            label={words.component}
            among={value.components}
            chosen={said.component}
            showIds={false}
            onChoose={(component = '') => say({ component, resource: '' })}
          />
          {resources.length > 0 ? (
            <NamedSelect
              label={words.resource}
              among={[{ id: '', name: words.unsure }, ...resources]}
              chosen={said.resource}
              onChoose={(resource = '') => say({ resource })}
            />
          ) : null}
          <NamedSelect
            label={words.reason}
            among={value.reasons}
            chosen={said.reason}
            showIds={false}
            onChoose={(reason = '') => say({ reason })}
          />
        </ColumnLayout>
      ) : null}
      <Button disabled={!said.direction || !said.component || !said.reason} onClick={diagnose}>
        {words.diagnose}
      </Button>
      <Failure error={failure} />
      {right ? <Judgement title={words.this} right={right} /> : null}
      {diagnosis ? <Judgement title={words.first(clockOf(diagnosis.seconds))} right={diagnosis.right} /> : null}
    </Part>
  );
}

const PARTS = ['direction', 'component', 'reason'] as const;

function Judgement({ title, right }: { title: string; right: Judged }) {
  const { diagnosis: words } = useWords();
  return (
    <SpaceBetween size="xs">
      <Header variant="h3">{title}</Header>
      <KeyValuePairs
        columns={3}
        items={PARTS.map((part) => ({
          label: words.parts[part],
          value: right[part] ? (
            <StatusIndicator>{words.right}</StatusIndicator>
          ) : (
            <StatusIndicator type="error">{words.wrong}</StatusIndicator>
          ),
        }))}
      />
    </SpaceBetween>
  );
}
