import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { survey } from '../lib/account/snapshot.ts';
import type { Gap } from '../lib/account/types.ts';
import { writeDump } from '../lib/account/write-dump.ts';
import { type Clients, connect } from '../lib/clients.ts';
import { BreakfixError } from '../lib/error.ts';
import { regionName } from './region-name.ts';
import { Staging } from './staging.ts';
import { type Context, type Given, type Run, text } from './verb.ts';

/** What was read of an account in one Region, and where it was written. */
interface Written {
  readonly account: string;
  readonly region: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly gaps: readonly Gap[];
}

/** Writes what an account answers as files, as the AWS CLI prints it: into a folder, or for named Regions into `<account>/<region>/`. */
export const run: Run = async (given, context) => {
  const out = text(given, 'out');
  if (!out) throw new BreakfixError('USAGE', '--out is missing.', 'breakfix snapshot --out customer', 64);
  const regions = regionsOf(given, context);
  const { clients, region } = await context.target();
  await askBefore(out, context);
  const written = await write(clients, regions ?? [region], out, context, regions !== undefined);
  tell(written, context);
  return 0;
};

async function write(
  clients: Clients,
  regions: readonly string[],
  out: string,
  context: Context,
  apart: boolean,
): Promise<Written[]> {
  const { account: words } = context.words;
  const staging = new Staging(resolve(out));
  const atWork = context.onInterrupt(words.snapshot.interrupted(out));
  const step = context.step(words.readingAccount);
  try {
    const written: Written[] = [];
    for (const region of regions) {
      step.update(words.reading(region));
      const { account, answers } = await survey(connect({ ...clients.connection, region }));
      if (answers.length === 1) throw notPermitted(account.gaps);
      const place = apart ? join(account.AccountId, region) : '';
      const files = await writeDump(staging.folderFor(place), answers);
      written.push({ account: account.AccountId, region, folder: join(out, place), files, gaps: account.gaps });
    }
    staging.finish();
    step.done(words.read(regions.join(', ')));
    return written;
  } catch (error) {
    step.fail();
    throw error;
  } finally {
    staging.clear();
    atWork();
  }
}

function regionsOf(given: Given, { region, targetName }: Context): string[] | undefined {
  const named = text(given, 'regions');
  if (named === undefined) return undefined;
  if (region === undefined)
    return [...new Set(named.split(',').map((each) => regionName('--regions', each.trim(), targetName)))];
  throw new BreakfixError('USAGE', '--region and --regions are both given.', `--regions ${region},${named}`, 64);
}

/** Files that are there already may be somebody's only copy of them. */
async function askBefore(out: string, context: Context): Promise<void> {
  const there = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (there.length === 0) return;
  if (await context.confirm(context.words.account.snapshot.replace(out))) return;
  throw new BreakfixError('CANCELLED', 'Cancelled; nothing was written.', '--out with the name of a new folder', 130);
}

/** Who may ask only who they are has nothing to write. */
function notPermitted(gaps: readonly Gap[]): BreakfixError {
  const [first] = gaps;
  const what = `Nothing could be read; the first refusal: aws ${first?.command}: ${first?.reason}`;
  return new BreakfixError('NOT_PERMITTED', what, 'credentials that may call the Describe operations of EC2', 77);
}

function tell(written: readonly Written[], context: Context): void {
  const { account: words } = context.words;
  for (const { account, region, folder, files, gaps } of written) {
    context.print(words.snapshot.written(folder, files.length, account, region));
    for (const { command, reason } of gaps) context.note(words.gap(command, reason));
  }
  context.emit(written);
}
