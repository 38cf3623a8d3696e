import { beforeEach, expect, test } from 'vitest';
import { perform, performEc2 } from '../../emulator/dispatch.ts';
import { AwsError } from '../../emulator/error.ts';
import type { Region } from '../../emulator/state.ts';
import { State } from '../../emulator/state.ts';

let state: State;
beforeEach(() => {
  state = new State({ accountId: '123456789012', furnish: () => {} });
});

let made = 0;
function createKeyPair(region: Region, { KeyName }: { KeyName?: string }) {
  if (!KeyName) throw new AwsError('MissingParameter', 'no name');
  made += 1;
  region.keyPairs.put(KeyName, { KeyName });
  return { KeyName, made };
}

const call = (input: object, operation = 'ec2:CreateKeyPair') => ({
  region: 'us-east-1',
  operation,
  handler: createKeyPair,
  input,
});
const keyPairs = () => state.transaction('us-east-1', (region) => region.keyPairs.values());

test('a dry run tells that it would have succeeded, and leaves nothing', () => {
  const dryRun = () => performEc2(state, call({ KeyName: 'a', DryRun: true }));
  expect(dryRun).toThrow(
    expect.objectContaining({
      code: 'DryRunOperation',
      status: 412,
      message: 'Request would have succeeded, but DryRun flag is set.',
    }),
  );
  expect(keyPairs()).toEqual([]);
});

test('a dry run that would fail tells why', () => {
  expect(() => performEc2(state, call({ DryRun: true }))).toThrow('no name');
});

test('a repeated token gives the same answer and makes nothing', () => {
  const first = performEc2(state, call({ KeyName: 'a', ClientToken: 't' }));
  const again = performEc2(state, call({ KeyName: 'a', ClientToken: 't' }));
  expect(again).toEqual(first);
  expect(performEc2(state, call({ KeyName: 'a', ClientToken: 'u' }))).not.toEqual(first);
});

test('a token with other arguments is refused', () => {
  performEc2(state, call({ KeyName: 'a', ClientToken: 't' }));
  const other = () => performEc2(state, call({ KeyName: 'b', ClientToken: 't' }));
  expect(other).toThrow(expect.objectContaining({ code: 'IdempotentParameterMismatch' }));
  expect(keyPairs()).toHaveLength(1);
});

test('another operation may use the same token', () => {
  performEc2(state, call({ KeyName: 'a', ClientToken: 't' }));
  performEc2(state, call({ KeyName: 'b', ClientToken: 't' }, 'ec2:ImportKeyPair'));
  expect(keyPairs()).toHaveLength(2);
});

test('a failed request does not use up its token, and neither does a dry run', () => {
  expect(() => performEc2(state, call({ ClientToken: 't' }))).toThrow('no name');
  expect(() => performEc2(state, call({ KeyName: 'a', ClientToken: 't', DryRun: true }))).toThrow('DryRun');
  performEc2(state, call({ KeyName: 'b', ClientToken: 't' }));
  expect(keyPairs()).toEqual([{ KeyName: 'b' }]);
});

test('a dry run with a known token is still a dry run', () => {
  performEc2(state, call({ KeyName: 'a', ClientToken: 't' }));
  expect(() => performEc2(state, call({ KeyName: 'a', ClientToken: 't', DryRun: true }))).toThrow('DryRun');
});

test('other services know no dry run, and CloudFormation has an error of its own', () => {
  perform(state, call({ KeyName: 'a', DryRun: true, ClientToken: 't' }));
  perform(state, call({ KeyName: 'a', DryRun: true, ClientToken: 't' }));
  expect(keyPairs()).toHaveLength(1);
  const create = (KeyName: string) =>
    perform(state, call({ KeyName, ClientRequestToken: 't' }, 'cloudformation:CreateStack'));
  create('b');
  expect(() => create('c')).toThrow(expect.objectContaining({ code: 'TokenAlreadyExistsException' }));
});
