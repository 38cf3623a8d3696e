import { waitUntil } from './deadline.ts';

/** Waits for a deletion. Something that is not there, or no longer, is as good as deleted. */
export async function gone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Deletes something as soon as nothing else holds it; after the deadline the error is the one that says what does. */
export async function whenFree(deletion: () => Promise<unknown>, seconds: number): Promise<void> {
  let holder: unknown;
  const isDone = async () => {
    try {
      await gone(deletion());
      return true;
    } catch (error) {
      if (!isHeld(error)) throw error;
      holder = error;
      return false;
    }
  };
  await waitUntil('nothing holds it any more', isDone, { seconds }).catch((error: unknown) => {
    throw holder ?? error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && /NotFound|NotAttached/.test(error.name);
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && /DependencyViolation|InUse|IncorrectState/.test(error.name);
}
