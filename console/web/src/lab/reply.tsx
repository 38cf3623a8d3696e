import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Reply, Review } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { usePost } from './api.ts';
import { useDraft } from './draft.ts';
import { Failure } from './failure.tsx';
import { HandIn, Latest, useSeconds } from './hand-in.tsx';
import { Part } from './part.tsx';

/** The reply to the customer: written, looked at by a program, and judged by the learner, point by point. */
export function ReplyForm({ id, reply, onDone }: { id: string; reply: Reply; onDone(): void }) {
  const { writing: words } = useWords();
  const post = usePost();
  const [text, setText, drop] = useDraft(`${id}.reply`);
  const { begin, seconds } = useSeconds();
  const [review, setReview] = useState<Review>();
  const [rubric, setRubric] = useState<readonly boolean[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const change = (next: string) => {
    begin();
    setText(next);
    setReview(undefined);
  };
  const look = () =>
    post<Review>(`cases/${id}/review`, { text }).then((found) => {
      setReview(found);
      setRubric(reply.points.map((_, place) => found.traces.some((trace) => trace.point === place && trace.found)));
    }, setFailure);
  const { latest } = reply;
  return (
    <Part heading={words.reply}>
      {latest ? (
        <Latest written={latest} more={latest.made === undefined ? undefined : words.made(latest.made)} />
      ) : null}
      <FormField label={words.replyText} description={reply.message} stretch>
        <Textarea rows={10} value={text} onChange={({ detail }) => change(detail.value)} />
      </FormField>
      <Failure error={failure} />
      {review ? (
        <SpaceBetween size="s">
          <StatusIndicator type={review.length.isRight ? 'success' : 'error'}>{review.length.says}</StatusIndicator>
          <Points points={reply.points} review={review} rubric={rubric} onChange={setRubric} />
          <HandIn
            id={id}
            disabled={false}
            writing={() => ({ what: 'reply', text, rubric, seconds: seconds() })}
            onDone={() => {
              drop();
              setReview(undefined);
              onDone();
            }}
          />
        </SpaceBetween>
      ) : (
        <Button disabled={text.trim() === ''} onClick={look}>
          {words.review}
        </Button>
      )}
    </Part>
  );
}

interface PointsProps {
  readonly points: readonly string[];
  readonly review: Review;
  readonly rubric: readonly boolean[];
  onChange(rubric: readonly boolean[]): void;
}

/** The nine points, each to be ticked, with what a program saw of some of them. */
function Points({ points, review, rubric, onChange }: PointsProps) {
  const { writing: words } = useWords();
  const traceOf = (place: number) => review.traces.find(({ point }) => point === place);
  return (
    <FormField label={words.points}>
      {points.map((point, place) => {
        const trace = traceOf(place);
        return (
          <Checkbox
            key={point}
            checked={rubric[place] ?? false}
            description={trace && (trace.found ? words.found : words.missed)}
            onChange={({ detail }) => onChange(rubric.with(place, detail.checked))}
          >
            {point}
          </Checkbox>
        );
      })}
    </FormField>
  );
}
