import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import { useSubmission } from './submission.ts';

/** A dialog that asks for what AWS needs to do something, and shows AWS's words when it refuses. */
export function FormDialog({
  title,
  confirm,
  work,
  onCancel,
  children,
}: {
  title: string;
  /** What the button that does it says. */
  confirm: string;
  work(): Promise<void>;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { busy, error, submit } = useSubmission(work);
  return (
    <Modal visible header={title} onDismiss={onCancel} closeAriaLabel="Close">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={onCancel}>
                Cancel
              </Button>
              <Button variant="primary" loading={busy}>
                {confirm}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            {children}
            <ErrorAlert error={error} />
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
}

/** A dialog that asks before something is deleted. */
export function DeleteDialog({ what, work, onCancel }: { what: string; work(): Promise<void>; onCancel(): void }) {
  return (
    <FormDialog title={`Delete ${what}?`} confirm="Delete" work={work} onCancel={onCancel}>
      <Box>This cannot be undone.</Box>
    </FormDialog>
  );
}
