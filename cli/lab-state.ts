import type { Stack } from '@aws-sdk/client-cloudformation';
import { findLabStacks, STACK_PREFIX } from '../lib/lab-stack.ts';
import { tagValue, VARIANT_TAG } from '../lib/place.ts';
import { type LabRecord, recordsAt } from './lab-record.ts';
import type { Target } from './verb.ts';

/**
 * How far a lab is. `maybe deployed` means that a deploy or destroy did not come to its end, so that nothing may be
 * taken for granted; `gone` means that it was deployed and that somebody else removed it.
 */
export type LabState = 'deployed' | 'changing' | 'maybe deployed' | 'failed' | 'gone' | 'absent';

/** A lab at a target: what stands there, or what our own record says when nothing does. */
export interface DeployedLab {
  readonly scenario: string;
  readonly variant: string | undefined;
  readonly state: LabState;
  readonly stackStatus: string | undefined;
  readonly since: Date | undefined;
}

/** What a stack and the record of it say together; the stack is the truth. */
export function stackState(stack: Stack | undefined, record: LabRecord | undefined): LabState {
  const status = stack?.StackStatus;
  if (status === undefined) {
    if (record === undefined) return 'absent';
    return record.state === 'deployed' ? 'gone' : 'maybe deployed';
  }
  if (status === 'REVIEW_IN_PROGRESS') return 'maybe deployed';
  if (status.endsWith('_IN_PROGRESS')) return 'changing';
  if (status.endsWith('_FAILED') || status === 'ROLLBACK_COMPLETE') return 'failed';
  return record?.state === 'destroying' ? 'maybe deployed' : 'deployed';
}

/** All labs at a target, those that only a record speaks of included. */
export async function labsAt(target: Target): Promise<DeployedLab[]> {
  const { account } = await target.identity();
  const records = recordsAt({ target: target.name, account, region: target.region });
  const stacks = await findLabStacks(target.clients);
  const ids = new Set([...stacks.map(scenarioOf), ...records.map((record) => record.id)]);
  return [...ids].map((scenario) => {
    const stack = stacks.find((one) => scenarioOf(one) === scenario);
    const record = records.find((one) => one.id === scenario);
    const started = stack?.CreationTime ?? (record && new Date(record.startedAt));
    return {
      scenario,
      variant: tagValue(stack?.Tags, VARIANT_TAG) ?? record?.variant,
      state: stackState(stack, record),
      stackStatus: stack?.StackStatus,
      since: started,
    };
  });
}

function scenarioOf(stack: Stack): string {
  return (stack.StackName ?? '').slice(STACK_PREFIX.length);
}
