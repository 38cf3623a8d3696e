import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { ErrorAlert } from './error-alert.tsx';
import { useNotifications } from './notifications.tsx';
import { useRegionSearch } from './region.tsx';
import { useSubmission } from './submission.ts';

/** A page on which a list that belongs to a resource is edited as a whole, as the AWS console does with rules and routes. */
export function EditPage({
  title,
  description,
  back,
  done,
  work,
  children,
}: {
  title: string;
  description?: string;
  /** The path of the page to return to. */
  back: string;
  /** What is said when it has been saved. */
  done: string;
  work(): Promise<void>;
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const search = useRegionSearch();
  const { tell } = useNotifications();
  const leave = () => navigate(`/${back}${search}`);
  const { busy, error, submit } = useSubmission(async () => {
    await work();
    tell(done);
    leave();
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Form
        header={
          <Header variant="h1" description={description}>
            {title}
          </Header>
        }
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" formAction="none" onClick={leave}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy}>
              Save changes
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
