import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { useWords } from '../language.tsx';

interface SureProps {
  readonly title: string;
  readonly children: ReactNode;
  onAnswer(yes: boolean): void;
}

/** Asks before something that cannot be taken back. */
export function Sure({ title, children, onAnswer }: SureProps) {
  const words = useWords();
  return (
    <Modal
      visible
      header={title}
      onDismiss={() => onAnswer(false)}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={() => onAnswer(false)}>
              {words.cancel}
            </Button>
            <Button variant="primary" onClick={() => onAnswer(true)}>
              {title}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
