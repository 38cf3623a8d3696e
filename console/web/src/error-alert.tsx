import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { adviceOn } from './advice.ts';

/** What went wrong, in AWS's words: its error code and its message; and what to do about it. */
export function ErrorAlert({ error }: { error: unknown }) {
  if (!error) return null;
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const away = error instanceof TypeError;
  return (
    <Alert type="error" header={away ? 'The local AWS does not answer' : name}>
      {away ? (
        <>
          Start it again with <Box variant="code">breakfix up</Box>; what it had acknowledged is kept.
        </>
      ) : (
        <>
          <div>{message}</div>
          <Box variant="small">{adviceOn(name)}</Box>
        </>
      )}
    </Alert>
  );
}
