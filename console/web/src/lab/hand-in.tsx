import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Writing, Written } from '../../../api.ts';
import { useLanguage, useWords } from '../language.tsx';
import { usePost } from './api.ts';
import { clockOf } from './clock.tsx';
import { Failure } from './failure.tsx';
import { Markdown } from './markdown.tsx';

/** The seconds since a person began to write. */
export function useSeconds() {
  const [begun, setBegun] = useState<number>();
  return {
    begin: () => setBegun((before) => before ?? Date.now()),
    seconds: () => (begun === undefined ? 0 : Math.round((Date.now() - begun) / 1000)),
  };
}

/** The button that writes into the logbook what `writing` answers. */
export function HandIn({
  id,
  disabled,
  writing,
  onDone,
}: {
  id: string;
  disabled: boolean;
  writing(): Writing;
  onDone(): void;
}) {
  const { writing: words } = useWords();
  const post = usePost();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const handIn = () => {
    setBusy(true);
    setFailure(undefined);
    post(`cases/${id}/write`, writing())
      .then(onDone, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <SpaceBetween size="s">
      <Failure error={failure} />
      <Button disabled={disabled} loading={busy} onClick={handIn}>
        {words.handIn}
      </Button>
    </SpaceBetween>
  );
}

/** What was handed in last. */
export function Latest({ written, more }: { written: Written; more?: string | undefined }) {
  const { language, words } = useLanguage();
  const at = new Date(written.at).toLocaleDateString(language);
  return (
    <ExpandableSection headerText={words.writing.latest(at, clockOf(written.seconds))} headerDescription={more}>
      <Markdown blocks={written.text} />
    </ExpandableSection>
  );
}
