import Alert from '@cloudscape-design/components/alert';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useNavigate, useParams } from 'react-router';
import type { Evidence, Progress } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { useRegionSearch } from '../region.tsx';
import { useApi } from './api.ts';
import { Failure } from './failure.tsx';
import { ProbeForm } from './probe-form.tsx';
import { RoutesInEffect } from './routes-in-effect.tsx';
import { RulesInEffect } from './rules-in-effect.tsx';
import { TargetHealth } from './target-health.tsx';

/** What a support engineer would ask for, of a case that is deployed: the one of the address, else the first. */
export function EvidencePage() {
  const words = useWords();
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { id } = useParams();
  const progress = useApi<Progress>('progress');
  const deployed = (progress.value?.cases ?? []).filter(({ lab }) => lab === 'deployed');
  const shown = deployed.find((each) => each.id === id) ?? deployed[0];
  const { value, error } = useApi<Evidence>(shown && `cases/${shown.id}/evidence`);
  return (
    <ContentLayout header={<Header variant="h1">{words.evidence}</Header>}>
      <SpaceBetween size="l">
        <Failure error={progress.error ?? error} />
        {progress.value && !shown ? <Alert type="info">{words.facts.none}</Alert> : null}
        {shown ? (
          <FormField label={words.facts.case}>
            <Select
              selectedOption={{ value: shown.id, label: shown.title }}
              options={deployed.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={({ detail }) => navigate(`/lab/evidence/${detail.selectedOption.value}${search}`)}
            />
          </FormField>
        ) : null}
        {shown && value ? (
          <SpaceBetween size="l">
            <ProbeForm key={shown.id} id={shown.id} ends={value.ends} />
            <TargetHealth targets={value.targets} />
            <RoutesInEffect subnets={value.subnets} />
            <RulesInEffect interfaces={value.interfaces} />
          </SpaceBetween>
        ) : null}
        {shown && !value && !error ? <Spinner /> : null}
      </SpaceBetween>
    </ContentLayout>
  );
}
