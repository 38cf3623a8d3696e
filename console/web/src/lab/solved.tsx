import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Debrief, Solution } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { useApi } from './api.ts';
import { Drill } from './drill.tsx';
import { Failure } from './failure.tsx';
import { Lines, Markdown } from './markdown.tsx';
import { ReplyForm } from './reply.tsx';
import { StarForm } from './star.tsx';
import { TranslationDrill } from './translation.tsx';

/** What is told once the answer is known. */
export function Solved({ id, solution }: { id: string; solution: Solution | undefined }) {
  const { solved: words } = useWords();
  const { value, error, reload } = useApi<Debrief>(`cases/${id}/debrief`);
  return (
    <SpaceBetween size="l">
      <Failure error={error} />
      {solution ? <Fix solution={solution} /> : null}
      {value ? (
        <Container header={<Header variant="h2">{words.cause}</Header>}>
          <Markdown blocks={value.rootCause} />
        </Container>
      ) : null}
      {value && value.symptoms.length > 0 ? <Ways debrief={value} /> : null}
      {value && value.evidence.length > 0 ? <Seen evidence={value.evidence} /> : null}
      {value ? <Drill id={id} questions={value.questions} onAnswered={reload} /> : null}
      {value ? <ReplyForm id={id} reply={value.reply} onDone={reload} /> : null}
      {value ? <StarForm id={id} star={value.star} onDone={reload} /> : null}
      {value ? <TranslationDrill id={id} translation={value.translation} onDone={reload} /> : null}
    </SpaceBetween>
  );
}

function Fix({ solution: { fix, commands, others } }: { solution: Solution }) {
  const { solved: words } = useWords();
  return (
    <Container header={<Header variant="h2">{words.fix}</Header>}>
      <Box variant="p">{fix}</Box>
      <Lines text={commands} />
      {others.length > 0 ? <Box variant="h4">{words.others}</Box> : null}
      <ul>
        {others.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </Container>
  );
}

function Ways({ debrief: { symptoms, flows } }: { debrief: Debrief }) {
  const { solved: words } = useWords();
  return (
    <Container header={<Header variant="h2">{words.ways}</Header>}>
      <SpaceBetween size="m">
        <Table
          variant="embedded"
          wrapLines
          ariaLabels={{ tableLabel: words.ways }}
          items={symptoms}
          columnDefinitions={[
            { id: 'asked', header: words.asked, isRowHeader: true, cell: ({ expected }) => expected },
            { id: 'before', header: words.before, cell: ({ before }) => before },
            { id: 'after', header: words.after, cell: ({ after }) => after ?? '-' },
          ]}
        />
        {flows.map(({ title, rows }) => (
          <div key={title}>
            <Box variant="h3">{title}</Box>
            <Table
              variant="embedded"
              wrapLines
              ariaLabels={{ tableLabel: title }}
              items={rows}
              columnDefinitions={[
                { id: 'before', header: words.before, cell: ({ before }) => <Lines text={before} /> },
                { id: 'after', header: words.after, cell: ({ after }) => <Lines text={after} /> },
              ]}
            />
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}

function Seen({ evidence }: { evidence: Debrief['evidence'] }) {
  const { solved: words } = useWords();
  return (
    <Container header={<Header variant="h2">{words.seen}</Header>}>
      <SpaceBetween size="m">
        {evidence.map(({ title, head, rows, flowLog }) => (
          <SpaceBetween key={title} size="s">
            <Table
              variant="embedded"
              wrapLines
              header={<Header variant="h3">{title}</Header>}
              ariaLabels={{ tableLabel: title }}
              items={rows}
              columnDefinitions={head.map((header, place) => ({
                id: header,
                header,
                isRowHeader: place === 0,
                cell: (row: readonly string[]) => row[place],
              }))}
            />
            <Lines text={flowLog.join('\n')} />
          </SpaceBetween>
        ))}
      </SpaceBetween>
    </Container>
  );
}
