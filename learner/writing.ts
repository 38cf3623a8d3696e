import type { Deeds, Entry, Writing } from './deed.ts';

/** The latest of what was written of a kind. */
export function latestWriting(
  entries: readonly Entry[],
  what: Writing,
): (Deeds['wrote'] & { readonly at: string }) | undefined {
  const found = entries.flatMap((entry) =>
    entry.kind === 'wrote' && entry.deed.what === what ? [{ ...entry.deed, at: entry.at }] : [],
  );
  return found.at(-1);
}
