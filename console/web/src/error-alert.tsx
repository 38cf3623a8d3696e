import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';

/** What went wrong, in AWS's words: its error code, and its message. */
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
        message
      )}
    </Alert>
  );
}
