import Box from '@cloudscape-design/components/box';
import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import { SubmitForm } from './submit-form.tsx';

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
  return (
    <Modal visible header={title} onDismiss={onCancel} closeAriaLabel="Close">
      <SubmitForm confirm={confirm} work={work} onCancel={onCancel}>
        {children}
      </SubmitForm>
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
