import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { CheckResult, Report } from '../../../api.ts';
import { useLanguage, useWords } from '../language.tsx';
import { ResourceId } from './resource-id.tsx';

const VERDICTS = { solved: 'success', unsolved: 'error', unknown: 'warning' } as const;
const CHECKS = { pass: 'success', fail: 'error', unknown: 'warning' } as const;

/** What the grader found, check by check: symptoms, and never their causes. */
export function ReportView({ report }: { report: Report }) {
  const { language, words: all } = useLanguage();
  const { report: words } = all;
  const { verdict, says, gradedAt, checks, advice, gaps, quality } = report;
  const at = new Date(gradedAt).toLocaleTimeString(language);
  return (
    <Container
      header={
        <Header variant="h2" description={words.gradedAt(at)}>
          {words.heading}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Alert type={VERDICTS[verdict]} header={words.verdicts[verdict]}>
          {says}
        </Alert>
        <Checks of={checks} label={words.heading} />
        {advice.length > 0 ? <Remarks title={words.remarks} said={advice.map(({ expected }) => expected)} /> : null}
        {gaps.length > 0 ? <Remarks title={words.gaps} said={gaps} /> : null}
        {quality ? <Remarks title={quality.says} said={quality.reasons} /> : null}
      </SpaceBetween>
    </Container>
  );
}

function Checks({ of, label }: { of: readonly CheckResult[]; label: string }) {
  const { report: words } = useWords();
  return (
    <Table
      variant="embedded"
      wrapLines
      ariaLabels={{ tableLabel: label }}
      items={of}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'result',
          header: words.result,
          minWidth: 120,
          cell: ({ verdict }) => <StatusIndicator type={CHECKS[verdict]}>{words[verdict]}</StatusIndicator>,
        },
        { id: 'expected', header: words.expected, isRowHeader: true, cell: ({ expected }) => expected },
        { id: 'found', header: words.found, cell: ({ verdict, actual }) => (verdict === 'pass' ? '' : actual) },
        {
          id: 'where',
          header: words.where,
          cell: ({ verdict, where }) =>
            verdict === 'pass' ? '' : where.map((id) => <div key={id}>{<ResourceId id={id} />}</div>),
        },
      ]}
    />
  );
}

function Remarks({ title, said }: { title: string; said: readonly string[] }) {
  return (
    <div>
      <Box variant="h3">{title}</Box>
      <ul>
        {said.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}
