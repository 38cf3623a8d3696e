import type { Account } from '../../../lib/account/types.ts';
import type { Check, View } from '../../../lib/check/check.ts';
import type { FindingCode } from '../../../lib/check/finding.ts';
import { CHECK_WORDS } from '../../../lib/check/words/index.ts';
import { hourlyCharges } from '../../../lib/cost.ts';
import { interpret } from '../../../lib/network/network.ts';
import type { Places } from '../../../lib/place.ts';
import { accountOf, type Sketch } from '../account.ts';

/** What a check may look at: a sketched account, and who plays which role in it. */
export function viewOf(sketch: Sketch, places: Places, more: Partial<Account> = {}): View {
  const account = { ...accountOf(sketch), ...more };
  const vpcIds = new Set(account.Vpcs.flatMap(({ VpcId }) => VpcId ?? []));
  return { network: interpret(account), places, charges: hourlyCharges(account, vpcIds), words: CHECK_WORDS.en };
}

/** `pass`, `unknown`, or the code of the failure. */
export function outcome(check: Check, view: View): 'pass' | 'unknown' | FindingCode | undefined {
  const { verdict, code } = check.run(view);
  return verdict === 'fail' ? code : verdict;
}

/** A command that was denied. */
export function denied(...commands: readonly string[]): Pick<Account, 'gaps'> {
  return { gaps: commands.map((command) => ({ command, reason: 'UnauthorizedOperation: denied' })) };
}
