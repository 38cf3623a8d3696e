import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import Table from '@cloudscape-design/components/table';
import type { CaseRow, Progress } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { PageLink } from '../page-link.tsx';
import { useApi } from './api.ts';
import { clockOf } from './clock.tsx';
import { Failure } from './failure.tsx';
import { ProgressStatus } from './states.tsx';

/** How far the learner is, and what comes next: the same that `breakfix progress` tells. */
export function ProgressPage() {
  const words = useWords();
  const { value, error } = useApi<Progress>('progress');
  return (
    <ContentLayout header={<Header variant="h1">{words.progress}</Header>}>
      <SpaceBetween size="l">
        <Failure error={error} />
        {value ? <Shown progress={value} /> : error ? null : <Spinner />}
      </SpaceBetween>
    </ContentLayout>
  );
}

function Shown({ progress: { cases, tracks, next } }: { progress: Progress }) {
  const { list } = useWords();
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{list.next}</Header>}>
        {next ? (
          <>
            <PageLink to={`lab/cases/${next.case}`}>{cases.find(({ id }) => id === next.case)?.title}</PageLink>
            <Box variant="p">{next.why}</Box>
          </>
        ) : (
          list.done
        )}
      </Container>
      {tracks.map(({ track, solved, of }) => (
        <Container key={track}>
          <ProgressBar label={track} description={list.solved(solved, of)} value={(100 * solved) / of} />
          <OfTrack track={track} cases={cases.filter((each) => each.track === track)} />
        </Container>
      ))}
    </SpaceBetween>
  );
}

function OfTrack({ track, cases }: { track: string; cases: readonly CaseRow[] }) {
  const { list } = useWords();
  return (
    <Table
      variant="embedded"
      ariaLabels={{ tableLabel: track }}
      items={cases}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'case',
          header: list.case,
          isRowHeader: true,
          cell: ({ id, title }) => <PageLink to={`lab/cases/${id}`}>{title}</PageLink>,
        },
        { id: 'state', header: list.state, cell: ({ progress }) => <ProgressStatus of={progress} /> },
        { id: 'attempts', header: list.attempts, cell: ({ attempts }) => attempts },
        { id: 'points', header: list.points, cell: ({ points }) => points ?? '-' },
        { id: 'best', header: list.best, cell: ({ seconds }) => (seconds === undefined ? '-' : clockOf(seconds)) },
        { id: 'drill', header: list.drill, cell: ({ mastered, questions }) => list.of(mastered, questions) },
      ]}
    />
  );
}
