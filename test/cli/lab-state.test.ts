import type { Stack, StackStatus } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import type { LabRecord } from '../../cli/lab-record.ts';
import { stackState } from '../../cli/lab-state.ts';

const stack = (StackStatus: StackStatus): Stack => ({ StackName: 'breakfix-x', CreationTime: new Date(), StackStatus });
const record = (state: LabRecord['state']): LabRecord => ({
  ...{ id: 'x', variant: 'A', target: 'local', account: '1', region: 'us-east-1', stackName: 'breakfix-x' },
  ...{ startedAt: '2026-01-01T00:00:00Z', addressesBefore: [], state },
});

test.each<[string, Stack | undefined, LabRecord | undefined, string]>([
  ['nothing at all', undefined, undefined, 'absent'],
  ['a deploy that never reached CloudFormation', undefined, record('deploying'), 'maybe deployed'],
  ['a destroy that did not come to its end', undefined, record('destroying'), 'maybe deployed'],
  ['a stack that somebody else deleted', undefined, record('deployed'), 'gone'],
  ['a change set that was never executed', stack('REVIEW_IN_PROGRESS'), record('deploying'), 'maybe deployed'],
  ['CloudFormation at work', stack('CREATE_IN_PROGRESS'), record('deploying'), 'changing'],
  ['a rolled back stack', stack('ROLLBACK_COMPLETE'), record('deploying'), 'failed'],
  ['a stack that could not be deleted', stack('DELETE_FAILED'), record('destroying'), 'failed'],
  ['a complete stack, whatever the record says', stack('CREATE_COMPLETE'), record('deploying'), 'deployed'],
  ['a complete stack without a record', stack('CREATE_COMPLETE'), undefined, 'deployed'],
  ['a stack that was changed and came back', stack('UPDATE_ROLLBACK_COMPLETE'), undefined, 'deployed'],
  ['a half destroyed lab', stack('CREATE_COMPLETE'), record('destroying'), 'maybe deployed'],
])('%s', (_, found, known, expected) => expect(stackState(found, known)).toBe(expected));
