import Alert from '@cloudscape-design/components/alert';
import { useWords } from '../language.tsx';
import { ApiFailure } from './api.ts';

/** What went wrong, and what to try. */
export function Failure({ error }: { error: unknown }) {
  const words = useWords();
  if (!error) return null;
  if (error instanceof TypeError) {
    return (
      <Alert type="error" header={words.away.header}>
        {words.away.text}
      </Alert>
    );
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  return (
    <Alert type="error" header={name}>
      {message} {error instanceof ApiFailure && error.hint ? words.tryThis(error.hint) : null}
    </Alert>
  );
}
