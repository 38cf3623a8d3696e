import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import type { Star, StarStep } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { useDraft } from './draft.ts';
import { HandIn, Latest, useSeconds } from './hand-in.tsx';
import { Part } from './part.tsx';

/** The note for an interview, in four parts; what was measured stands in it already. */
export function StarForm({ id, star, onDone }: { id: string; star: Star; onDone(): void }) {
  const { writing: words } = useWords();
  const [draft, setDraft, drop] = useDraft(`${id}.star`, '{}');
  const { begin, seconds } = useSeconds();
  const written = JSON.parse(draft) as Partial<Record<StarStep, string>>;
  const note = Object.fromEntries(star.steps.map(({ step, draft }) => [step, written[step] ?? draft])) as Readonly<
    Record<StarStep, string>
  >;
  const change = (step: StarStep, text: string) => {
    begin();
    setDraft(JSON.stringify({ ...written, [step]: text }));
  };
  return (
    <Part heading={words.star} description={`${words.principles}: ${star.principles.join(', ')}`}>
      {star.latest ? <Latest written={star.latest} /> : null}
      {star.steps.map(({ step, prompt }) => (
        <FormField key={step} label={prompt} stretch>
          <Textarea value={note[step]} onChange={({ detail }) => change(step, detail.value)} />
        </FormField>
      ))}
      <HandIn
        id={id}
        disabled={Object.values(note).some((text) => text.trim() === '')}
        writing={() => ({ what: 'star', note, seconds: seconds() })}
        onDone={() => {
          drop();
          onDone();
        }}
      />
    </Part>
  );
}
