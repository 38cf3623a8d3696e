import { useState } from 'react';

/** What a form is doing: nothing, sending what was asked for, or showing why it was refused. */
export interface Submission {
  readonly busy: boolean;
  readonly error: unknown;
  /** Does it; afterwards the form is done, or `error` says why not. */
  submit(): void;
}

/** Runs what a form asks AWS for, once at a time, and keeps AWS's refusal for the person to read. */
export function useSubmission(work: () => Promise<void>): Submission {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  return {
    busy,
    error,
    submit() {
      if (busy) return;
      setBusy(true);
      setError(undefined);
      work()
        .catch(setError)
        .finally(() => setBusy(false));
    },
  };
}
