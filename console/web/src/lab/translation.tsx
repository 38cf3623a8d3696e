import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { Translation } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { Clock, clockOf } from './clock.tsx';
import { useDraft } from './draft.ts';
import { HandIn, Latest } from './hand-in.tsx';
import { Markdown } from './markdown.tsx';
import { Part } from './part.tsx';

/** The Korean ticket, put into English against the clock; then the English one to compare. */
export function TranslationDrill({
  id,
  translation: { ticket, model, seconds: limit, latest },
  onDone,
}: {
  id: string;
  translation: Translation;
  onDone(): void;
}) {
  const { writing: words } = useWords();
  const [text, setText, drop] = useDraft(`${id}.translation`);
  const [begun, setBegun] = useState<Date>();
  const [took, setTook] = useState<number>();
  const seconds = () => (begun ? Math.round((Date.now() - begun.getTime()) / 1000) : 0);
  const start = () => {
    setTook(undefined);
    setBegun(new Date());
  };
  return (
    <Part heading={words.translation}>
      {latest ? <Latest written={latest} /> : null}
      {begun ? (
        <SpaceBetween size="s">
          <Box variant="h3">
            <Clock since={begun.toISOString()} /> {words.limit(clockOf(limit))}
          </Box>
          <div lang="ko">
            <Markdown blocks={ticket} />
          </div>
          <FormField label={words.translationText} stretch>
            <Textarea rows={10} value={text} onChange={({ detail }) => setText(detail.value)} />
          </FormField>
          <HandIn
            id={id}
            disabled={text.trim() === ''}
            writing={() => ({ what: 'translation', text, seconds: seconds() })}
            onDone={() => {
              setTook(seconds());
              setBegun(undefined);
              drop();
              onDone();
            }}
          />
        </SpaceBetween>
      ) : (
        <Button onClick={start}>{words.start(clockOf(limit))}</Button>
      )}
      {took === undefined ? null : (
        <SpaceBetween size="s">
          <StatusIndicator type={took <= limit ? 'success' : 'warning'}>
            {took <= limit ? words.inTime(clockOf(took)) : words.late(clockOf(took))}
          </StatusIndicator>
          <Box variant="h3">{words.model}</Box>
          <div lang="en">
            <Markdown blocks={model} />
          </div>
        </SpaceBetween>
      )}
    </Part>
  );
}
