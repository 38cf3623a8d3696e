import { waitUntil } from './deadline.ts';

/** Waits for a deletion. Something that is not there, or no longer, is as good as deleted. */
export async function gone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Deletes something as soon as nothing else holds it; what still does after the deadline is left to be found as a survivor. */
export async function whenFree(remove: () => Promise<unknown>, seconds: number): Promise<void> {
  await waitUntil(
    'nothing holds it any more',
    async () => {
      try {
        await gone(remove());
        return true;
      } catch (error) {
        if (isHeld(error)) return false;
        throw error;
      }
    },
    { seconds },
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && /NotFound/.test(error.name);
}

function isHeld(error: unknown): boolean {
  return error instanceof Error && /DependencyViolation|InUse|IncorrectState|OperationNotPermitted/.test(error.name);
}
