import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ErrorAlert } from './error-alert.tsx';
import { useSubmission } from './submission.ts';

/** Fields, and below them the buttons that give up and that send what was filled in; AWS's refusal is shown in its words. */
export function SubmitForm({
  header,
  confirm,
  work,
  onCancel,
  children,
}: {
  header?: ReactNode;
  /** What the button that does it says. */
  confirm: string;
  work(): Promise<void>;
  onCancel(): void;
  children?: ReactNode;
}) {
  const { busy, error, submit } = useSubmission(work);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Form
        header={header}
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
  );
}
