import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Question, Rating } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { usePost } from './api.ts';
import { Failure } from './failure.tsx';
import { Markdown } from './markdown.tsx';

interface DrillProps {
  readonly id: string;
  readonly questions: readonly Question[];
  onAnswered(): void;
}

/** What an interviewer would ask next. */
export function Drill({ id, questions, onAnswered }: DrillProps) {
  const { solved: words } = useWords();
  return (
    <Container header={<Header variant="h2">{words.drill}</Header>}>
      {questions.map((question) => (
        <ExpandableSection
          key={question.number}
          headerText={words.question(question.number, questions.length)}
          headerDescription={question.rating ? words.ratings[question.rating] : words.unanswered}
        >
          <Asked id={id} question={question} onAnswered={onAnswered} />
        </ExpandableSection>
      ))}
    </Container>
  );
}

const RATINGS: readonly Rating[] = ['right', 'partly', 'wrong'];

/** The learner answers first, reads the model answer, and says how theirs was. */
function Asked({ id, question, onAnswered }: { id: string; question: Question; onAnswered(): void }) {
  const { solved: words } = useWords();
  const post = usePost();
  const [answer, setAnswer] = useState(question.answer ?? '');
  const [open, setOpen] = useState(question.rating !== undefined);
  const [failure, setFailure] = useState<unknown>();
  const rate = (rating: Rating) =>
    post(`cases/${id}/answer`, { question: question.number, answer, rating }).then(onAnswered, setFailure);
  return (
    <SpaceBetween size="s">
      <Markdown blocks={question.question} />
      <FormField label={words.answer}>
        <Textarea value={answer} onChange={({ detail }) => setAnswer(detail.value)} />
      </FormField>
      {open ? null : (
        <Button disabled={answer.trim() === ''} onClick={() => setOpen(true)}>
          {words.show}
        </Button>
      )}
      {open ? (
        <SpaceBetween size="s">
          <Box variant="h4">{words.model}</Box>
          <Markdown blocks={question.model} />
          <Box>{words.rate}</Box>
          <SpaceBetween direction="horizontal" size="xs">
            {RATINGS.map((rating) => (
              <Button key={rating} disabled={answer.trim() === ''} onClick={() => rate(rating)}>
                {words.ratings[rating]}
              </Button>
            ))}
          </SpaceBetween>
        </SpaceBetween>
      ) : null}
      <Failure error={failure} />
    </SpaceBetween>
  );
}
