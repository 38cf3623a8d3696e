import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import type { Work } from '../../../api.ts';
import { useWords } from '../language.tsx';
import { addressOf, usePlace } from './api.ts';
import { Lines } from './markdown.tsx';

const STATUS = { running: 'in-progress', done: 'success', failed: 'error' } as const;

/** A deployment or removal, followed while it is under way; `onEnd` is told when it is over. */
export function WorkSteps({ id, work, onEnd }: { id: string; work: Work; onEnd(): void }) {
  const words = useWords();
  const now = useFollowed(id, work, onEnd);
  const status = <StatusIndicator type={STATUS[now.state]}>{words.workStates[now.state]}</StatusIndicator>;
  const lines = <Lines text={now.lines.join('\n')} />;
  if (now.state === 'done') {
    return (
      <ExpandableSection variant="container" headerText={words.works[now.kind]} headerInfo={status}>
        {lines}
      </ExpandableSection>
    );
  }
  return (
    <Container header={<Header variant="h2">{words.works[now.kind]}</Header>}>
      <SpaceBetween size="s">
        <LiveRegion>{status}</LiveRegion>
        {now.error ? (
          <Alert type="error" header={now.error.code}>
            {now.error.message} {now.error.hint ? words.tryThis(now.error.hint) : null}
          </Alert>
        ) : null}
        {lines}
      </SpaceBetween>
    </Container>
  );
}

function useFollowed(id: string, work: Work, onEnd: () => void): Work {
  const place = usePlace();
  const [heard, setHeard] = useState<Work>();
  const running = work.state === 'running';
  const address = addressOf(`cases/${id}/work`, place);
  useEffect(() => {
    if (!running) return;
    const source = new EventSource(address);
    source.addEventListener('message', ({ data }) => {
      const now = JSON.parse(data) as Work;
      setHeard(now);
      if (now.state === 'running') return;
      source.close();
      onEnd();
    });
    return () => {
      source.close();
      setHeard(undefined);
    };
  }, [running, address, onEnd]);
  return running ? (heard ?? work) : work;
}
