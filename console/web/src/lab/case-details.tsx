import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Case } from '../../../api.ts';
import { useLanguage, useWords } from '../language.tsx';
import { PageLink } from '../page-link.tsx';
import { Clock } from './clock.tsx';
import { LabStatus } from './states.tsx';

/** What stands at the head of a support case. */
export function CaseDetails({ shown }: { shown: Case }) {
  const words = useWords();
  const { language } = useLanguage();
  const { details } = words;
  const { id, customer, severity, startedAt, solvedAt, lab, track, difficulty, minutes, points } = shown;
  const runs = startedAt !== undefined && (lab === 'deployed' || solvedAt !== undefined);
  const pairs = [
    { label: details.id, value: id },
    { label: details.severity, value: severity },
    { label: details.customer, value: customer },
    { label: details.status, value: <CaseStatus shown={shown} /> },
    { label: details.opened, value: startedAt ? new Date(startedAt).toLocaleString(language) : '-' },
    {
      label: solvedAt ? details.timeTaken : details.time,
      value: runs ? <Clock since={startedAt} until={solvedAt} /> : '-',
    },
    { label: details.lab, value: <LabStatus of={lab} /> },
    { label: words.list.track, value: track },
    { label: words.list.difficulty, value: '★'.repeat(difficulty) },
    { label: words.list.minutes, value: minutes },
    { label: words.list.points, value: points ?? '-' },
    ...(lab === 'deployed'
      ? [{ label: words.evidence, value: <PageLink to={`lab/evidence/${id}`}>{words.evidenceOf}</PageLink> }]
      : []),
  ];
  return (
    <Container header={<Header variant="h2">{details.heading}</Header>}>
      <KeyValuePairs columns={4} items={pairs} />
    </Container>
  );
}

function CaseStatus({ shown: { startedAt, solvedAt } }: { shown: Case }) {
  const { statuses } = useWords();
  if (solvedAt) return <StatusIndicator type="success">{statuses.resolved}</StatusIndicator>;
  if (startedAt) return <StatusIndicator type="in-progress">{statuses.open}</StatusIndicator>;
  return <StatusIndicator type="pending">{statuses.unassigned}</StatusIndicator>;
}
