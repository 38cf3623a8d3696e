import { destroy, leftBehind } from '../lib/destroy.ts';
import { BreakfixError } from '../lib/error.ts';
import type { Survivor } from '../lib/survivors.ts';
import { exclusively } from './lab-lock.ts';
import { allRecords, type Place, readRecord, recordsAt, removeRecord, writeRecord } from './lab-record.ts';
import { labsAt } from './lab-state.ts';
import { note } from './logbook.ts';
import { givenScenario } from './scenario.ts';
import { type Context, flag, type Given, type Target, text } from './verb.ts';

/** Removes one case, or all of them. */
export async function run(given: Given, context: Context): Promise<number> {
  const all = flag(given, 'all');
  if (all === (text(given, 'id') !== undefined)) {
    throw new BreakfixError(
      'USAGE',
      'Name one case, or --all.',
      'breakfix destroy <id>, or breakfix destroy --all',
      64,
    );
  }
  const one = all ? undefined : givenScenario(given).id;
  const target = await context.target({ start: true });
  const ids = one ? [one] : (await labsAt(target)).map((lab) => lab.scenario);
  if (target.name === 'aws') await confirmAccount(context, target, ids);
  const left: { scenario: string; survivors: Survivor[] }[] = [];
  for (const id of ids) {
    const survivors = await destroyLab(context, target, id);
    if (survivors.length > 0) left.push({ scenario: id, survivors });
  }
  if (one) noteOtherPlaces(context, target, one);
  if (ids.length === 0) context.print(context.words.destroy.nothing);
  context.emit({ destroyed: ids.filter((id) => !left.some((lab) => lab.scenario === id)), left });
  if (!context.json)
    for (const { scenario, survivors } of left)
      context.note(context.words.phrase(leftBehind(scenario, survivors).message));
  return left.length > 0 ? 1 : 0;
}

/** Destroys a lab, and insists that nothing of it is left. */
export async function clear(context: Context, target: Target, id: string): Promise<void> {
  const survivors = await destroyLab(context, target, id);
  if (survivors.length > 0) throw leftBehind(id, survivors);
}

/** Destroys a lab and answers what is left of it. Without a lab there is nothing to do. */
export async function destroyLab(context: Context, target: Target, id: string): Promise<Survivor[]> {
  const { account } = await target.identity();
  const place = { target: target.name, account, region: target.region };
  return exclusively({ ...place, id }, () => removeLab(context, target, place, id));
}

async function removeLab(context: Context, target: Target, place: Place, id: string): Promise<Survivor[]> {
  const record = readRecord(place, id);
  if (record) writeRecord({ ...record, state: 'destroying' });
  const { destroy: words } = context.words;
  const step = context.step(words.destroying(id));
  const forget = context.onInterrupt(words.interrupted(id));
  try {
    const survivors = await destroy(target.clients, id, {
      addressesBefore: record?.addressesBefore,
      mayRelease: (publicIps) => mayRelease(context, target, publicIps, recordsAt(place).length > 1),
      progress: (message) => step.update(`  ${words.removing(context.words.resource(message))}`),
      ...(target.name === 'local' && { seconds: 60 }),
    });
    if (survivors.length > 0) step.fail(words.notGone(id));
    else {
      removeRecord(place, id);
      // An attempt begins when a lab has been deployed.
      if (record && record.state !== 'deploying') note(id, 'ended', {});
      step.done(words.gone(id));
    }
    return survivors;
  } catch (error) {
    step.fail(words.maybeNotGone(id));
    throw error;
  } finally {
    forget();
  }
}

/** Beside another lab nobody can tell whose an unused address is; it waits for the last one. */
async function mayRelease(
  context: Context,
  { name }: Target,
  publicIps: readonly string[],
  othersDeployed: boolean,
): Promise<boolean> {
  const list = publicIps.join(', ');
  if (name === 'local') return !othersDeployed;
  if (context.interactive || context.yes) {
    return context.confirm(context.words.destroy.release(list));
  }
  context.note(context.words.destroy.notReleased(list));
  return false;
}

async function confirmAccount(context: Context, target: Target, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { account, arn } = await target.identity();
  context.note(context.words.destroy.account(account, target.region, arn));
  if (await context.confirm(context.words.destroy.confirm(ids.join(', ')))) return;
  throw new BreakfixError('CANCELLED', 'Nothing was destroyed.', '', 130);
}

function noteOtherPlaces(context: Context, target: Target, id: string): void {
  for (const record of allRecords().filter((one) => one.id === id && one.target === target.name)) {
    if (record.region === target.region) continue;
    const where = `--target ${record.target} --region ${record.region}`;
    context.note(context.words.destroy.elsewhere(id, record.region, where));
  }
}
