import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useNotifications } from './notifications.tsx';
import { useRegionSearch } from './region.tsx';
import { SubmitForm } from './submit-form.tsx';

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
  return (
    <SubmitForm
      header={
        <Header variant="h1" description={description}>
          {title}
        </Header>
      }
      confirm="Save changes"
      work={async () => {
        await work();
        tell(done);
        leave();
      }}
      onCancel={leave}
    >
      {children}
    </SubmitForm>
  );
}
