import { combine } from '../lib/account/combine.ts';
import type { Account } from '../lib/account/types.ts';
import { type Context, type Given, text } from './verb.ts';

/** The account that a verb is about: of a folder with `--account`, offline, or else as the target answers now. */
export async function accountAsked(given: Given, context: Context): Promise<Account> {
  const folder = text(given, 'account');
  if (folder !== undefined) {
    const { readDump } = await import('../lib/account/dump.ts');
    const { account: words } = context.words;
    const step = context.step(words.reading(folder));
    try {
      const accounts = await readDump(folder);
      step.done(words.read(accounts.map(({ AccountId, Region }) => words.accountIn(AccountId, Region)).join(', ')));
      return combine(accounts);
    } catch (error) {
      step.fail();
      throw error;
    }
  }
  const target = await context.target();
  const [{ snapshot }, { explain }] = await Promise.all([
    import('../lib/account/snapshot.ts'),
    import('./aws-errors.ts'),
  ]);
  return snapshot(target.clients).catch((error: unknown) => {
    throw explain(error);
  });
}

/** Most folders lack what has nothing to do with the question, so of many gaps only their number is told. */
const MOST_GAPS = 5;

export function tellGaps({ gaps }: Account, context: Context): void {
  const { account: words } = context.words;
  const told = gaps.length > MOST_GAPS ? gaps.slice(0, 1) : gaps;
  for (const { command, reason } of told) context.note(words.gap(command, reason));
  const more = gaps.length - told.length;
  if (more > 0) context.note(words.moreGaps(more));
}
