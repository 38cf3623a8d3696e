import { useCollection } from '@cloudscape-design/collection-hooks';
import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { CaseRow, Progress } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { PageLink } from '../page-link.tsx';
import { useApi } from './api.ts';
import { Failure } from './failure.tsx';
import { LabStatus, ProgressStatus } from './states.tsx';
import type { Words } from './words.ts';

/** All cases in teaching order. */
export function Cases() {
  const words = useWords();
  const { value, error } = useApi<Progress>('progress');
  const { items, collectionProps, filterProps } = useCollection(value?.cases ?? [], { filtering: {}, sorting: {} });
  return (
    <Table
      {...collectionProps}
      variant="full-page"
      stickyHeader
      header={
        <SpaceBetween size="s">
          <Header variant="h1" counter={value && `(${value.cases.length})`}>
            {words.cases}
          </Header>
          <Failure error={error} />
        </SpaceBetween>
      }
      filter={
        <TextFilter {...filterProps} filteringPlaceholder={words.list.find} filteringAriaLabel={words.list.find} />
      }
      loading={value === undefined && error === undefined}
      loadingText={words.loading}
      items={items}
      trackBy="id"
      columnDefinitions={columns(words, value?.next?.case)}
    />
  );
}

function columns({ list }: Words, next: string | undefined): TableProps.ColumnDefinition<CaseRow>[] {
  return [
    {
      id: 'case',
      header: list.case,
      isRowHeader: true,
      sortingField: 'title',
      cell: ({ id, title }) => (
        <>
          <PageLink to={`lab/cases/${id}`}>{title}</PageLink>
          <Box variant="small" display="block">
            {id} {id === next ? <Badge color="blue">{list.next}</Badge> : null}
          </Box>
        </>
      ),
    },
    { id: 'track', header: list.track, sortingField: 'track', cell: ({ track }) => track },
    {
      id: 'difficulty',
      header: list.difficulty,
      sortingField: 'difficulty',
      cell: ({ difficulty }) => (
        <span role="img" aria-label={list.stars(difficulty)}>
          {'★'.repeat(difficulty)}
        </span>
      ),
    },
    { id: 'minutes', header: list.minutes, sortingField: 'minutes', cell: ({ minutes }) => minutes },
    {
      id: 'progress',
      header: list.state,
      sortingField: 'progress',
      cell: ({ progress }) => <ProgressStatus of={progress} />,
    },
    { id: 'points', header: list.points, sortingField: 'points', cell: ({ points }) => points ?? '-' },
    { id: 'lab', header: list.lab, sortingField: 'lab', cell: ({ lab }) => <LabStatus of={lab} /> },
  ];
}
