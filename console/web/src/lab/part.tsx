import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface PartProps {
  readonly heading: string;
  readonly description?: string;
  readonly children: ReactNode;
}

/** Something for the learner to do on the page of a case, as a region that is named after its heading. */
export function Part({ heading, description, children }: PartProps) {
  return (
    <section aria-label={heading}>
      <Container
        header={
          <Header variant="h2" description={description}>
            {heading}
          </Header>
        }
      >
        <SpaceBetween size="m">{children}</SpaceBetween>
      </Container>
    </section>
  );
}
