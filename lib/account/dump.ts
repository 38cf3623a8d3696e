import { BreakfixError } from '../error.ts';
import { AnswersFolder } from './answers-folder.ts';
import { combine } from './combine.ts';
import { commandLine } from './command.ts';
import { type DumpFolder, dumpFolders } from './dump-folder.ts';
import { emptyAccount } from './empty.ts';
import { readFacts } from './facts.ts';
import { ownerIn, regionIn } from './identity.ts';
import { Reader } from './reader.ts';
import type { Account } from './types.ts';

/**
 * Reads accounts from a folder with the answers of AWS CLI commands, one file a command: `describe-vpcs.json`,
 * `describe-target-health.<group>.json` and so on, there or in `<account>/<region>/` below it. What is not there becomes a gap; a
 * file that is broken, or holds something else than the command answers, is a BreakfixError. Of each record the fields that
 * matter to a network are kept; with `whole`, all.
 */
export async function readDump(folder: string, { whole = false }: { whole?: boolean } = {}): Promise<Account[]> {
  const folders = await dumpFolders(folder);
  if (folders.length === 0) {
    const tryThis = `${commandLine('ec2 describe-vpcs')} --output json > ${folder}/describe-vpcs.json and so on, or breakfix snapshot`;
    throw new BreakfixError('NO_ANSWERS', `${folder} holds no answers of AWS CLI commands.`, tryThis, 69);
  }
  const accounts: Account[] = [];
  for (const each of folders) accounts.push(await readFolder(each, whole));
  return accounts;
}

async function readFolder({ accountId, region, files }: DumpFolder, whole: boolean): Promise<Account> {
  const reader = new Reader(new AnswersFolder(files, whole));
  const asked = files.some(({ command }) => command === 'sts get-caller-identity');
  const caller = asked ? await reader.ask('sts get-caller-identity') : undefined;
  const facts = await readFacts(reader);
  const account = combine([{ ...emptyAccount('', ''), ...facts, gaps: reader.gaps }]);
  return {
    ...account,
    AccountId: accountId ?? caller?.Account ?? ownerIn(account) ?? '',
    Region: region ?? regionIn(account) ?? '',
  };
}
