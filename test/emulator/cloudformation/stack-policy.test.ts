import { beforeEach, describe, expect, it, test } from 'vitest';
import { FakeAccount } from './fake-account.ts';
import { NETWORK, withExtra } from './network.ts';

let account: FakeAccount;
beforeEach(() => {
  account = new FakeAccount();
});

type Statement = Record<string, unknown>;
const policy = (...Statement: Statement[]) => JSON.stringify({ Statement });
const allow = (more: Statement = {}) => ({
  ...{ Effect: 'Allow', Action: 'Update:*', Principal: '*', Resource: '*' },
  ...more,
});
const deny = (more: Statement = {}) => ({ ...allow(more), Effect: 'Deny' });
const ALL = policy(allow());

const set = (StackPolicyBody: string) => account.call('SetStackPolicy', { StackName: 'lab', StackPolicyBody });
const get = () => account.call('GetStackPolicy', { StackName: 'lab' }).StackPolicyBody;
const reasons = () =>
  (account.call('DescribeStackEvents', { StackName: 'lab' }).StackEvents ?? []).flatMap(
    ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }) =>
      ResourceStatus === 'UPDATE_FAILED' ? `${LogicalResourceId}: ${ResourceStatusReason}` : [],
  );

describe('the policy of a stack', () => {
  it('is set, read and changed as it was written, and never taken away', () => {
    account.create();
    expect(get()).toBeUndefined();
    set(ALL);
    expect(get()).toBe(ALL);
    const other = policy(allow(), deny({ Resource: 'LogicalResourceId/Vpc' }));
    set(other);
    expect(get()).toBe(other);
    expect(() => account.call('SetStackPolicy', { StackName: 'lab' })).toThrow('You must specify either');
    expect(get()).toBe(other);
  });

  it('comes with the stack, or with an update', () => {
    account.create(NETWORK, { StackPolicyBody: ALL });
    expect(get()).toBe(ALL);
    const next = policy(allow({ Action: 'Update:Modify' }));
    account.update({ Dns: 'false' }, NETWORK, { StackPolicyBody: next });
    expect(get()).toBe(next);
  });

  test.each<[string, RegExp]>([
    ['', /JSON object/],
    ['[]', /JSON object/],
    ['{}', /statements/],
    [policy(), /statements/],
    [policy({ ...allow(), Effect: 'Maybe' }), /Effect/],
    [policy({ ...allow(), Principal: 'me' }), /Principal/],
    [policy({ ...allow(), Action: 'Update:Create' }), /actions/],
    [policy({ ...allow(), NotAction: 'Update:*' }), /Action or NotAction/],
    [policy({ ...allow(), Resource: 'Vpc' }), /LogicalResourceId/],
    [policy({ ...allow(), Resource: [] }), /texts/],
    [policy({ ...allow(), Condition: { Bool: { ResourceType: 'x' } } }), /condition/],
    [policy({ ...allow(), Resource: `LogicalResourceId/${'x'.repeat(16_384)}` }), /16384/],
  ])('is refused: %.60s', (text, why) => {
    account.create();
    expect(() => set(text)).toThrow(why);
    expect(() => set(text)).toThrow(/^Error validating stack policy: /);
    expect(get()).toBeUndefined();
  });

  it('cannot be fetched from S3, and needs a stack', () => {
    account.create();
    const StackPolicyURL = 'https://example.s3.amazonaws.com/policy';
    expect(() => account.call('SetStackPolicy', { StackName: 'lab', StackPolicyURL })).toThrow('has no S3');
    expect(() => account.call('GetStackPolicy', { StackName: 'other' })).toThrow('Stack [other] does not exist');
  });
});

describe('an update', () => {
  it('that changes what the policy denies fails, is rolled back and leaves everything as it was', () => {
    account.create();
    set(policy(allow(), deny({ Action: 'Update:Modify', Resource: 'LogicalResourceId/Vpc' })));
    account.update({ Dns: 'false' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasons()).toEqual([
      'Vpc: Action denied by stack policy: Statement [#2] does not allow [Update:Modify] for resource [LogicalResourceId/Vpc];',
    ]);
    expect(account.log.filter((line) => line.startsWith('update'))).toEqual([]);
    expect(account.properties('vpc-1')).toMatchObject({ EnableDnsSupport: true });
  });

  it.each<[string, Statement[], Record<string, string>, boolean]>([
    [
      'replaces, where only that is denied',
      [allow(), deny({ Action: ['Update:Replace'] })],
      { Cidr: '10.1.0.0/16' },
      false,
    ],
    [
      'modifies, where only replacement is denied',
      [allow(), deny({ Action: 'Update:Replace' })],
      { Dns: 'false' },
      true,
    ],
    ['modifies what no statement is about', [allow({ Resource: 'LogicalResourceId/Subnet' })], { Dns: 'false' }, false],
    ['modifies what a pattern allows', [allow({ Resource: 'LogicalResourceId/V*' })], { Dns: 'false' }, true],
    [
      'modifies what all but is allowed',
      [allow({ NotResource: 'LogicalResourceId/Vpc', Resource: undefined })],
      { Dns: 'false' },
      false,
    ],
    [
      'does what all but is denied',
      [allow(), deny({ NotAction: 'Update:Modify', Action: undefined })],
      { Dns: 'false' },
      true,
    ],
    [
      'modifies a type that is denied',
      [allow(), deny({ Condition: { StringEquals: { ResourceType: ['AWS::EC2::VPC'] } } })],
      { Dns: 'false' },
      false,
    ],
    [
      'modifies another type than the denied one',
      [allow(), deny({ Condition: { StringLike: { ResourceType: ['AWS::EC2::S*'] } } })],
      { Dns: 'false' },
      true,
    ],
  ])('that %s', (_what, statements, parameters, works) => {
    account.create();
    set(policy(...statements));
    account.update(parameters);
    expect(account.stack().StackStatus).toBe(works ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE');
    expect(reasons()).toEqual(
      works ? [] : [expect.stringMatching(/^Vpc: Action (denied|not allowed) by stack policy/)],
    );
  });

  it('that adds is not asked; one that removes is', () => {
    account.create();
    set(policy(allow({ Action: 'Update:Modify' })));
    account.update({}, withExtra);
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
    const before = account.ids();
    account.update({}, NETWORK);
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(reasons()).toEqual(['Extra: Action not allowed by stack policy']);
    expect(account.ids()).toEqual(before);
    set(policy(allow({ Action: ['Update:Modify', 'Update:Delete'] })));
    account.update({}, NETWORK);
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('may bring a policy for itself, after which the stack has its own again', () => {
    account.create();
    const none = policy(deny());
    set(none);
    account.update({ Dns: 'false' }, NETWORK, { StackPolicyDuringUpdateBody: ALL });
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
    expect(get()).toBe(none);
    account.update({ Dns: 'true' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(() => account.update({}, NETWORK, { StackPolicyDuringUpdateBody: '{' })).toThrow('stack policy');
  });

  it('by a change set keeps to it, and deletion does not ask', () => {
    account.create(NETWORK, { StackPolicyBody: policy(deny()) });
    account.call('CreateChangeSet', {
      ...{ StackName: 'lab', ChangeSetName: 'dns', TemplateBody: NETWORK },
      Parameters: [{ ParameterKey: 'Dns', ParameterValue: 'false' }],
    });
    account.call('ExecuteChangeSet', { StackName: 'lab', ChangeSetName: 'dns' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.ids()).toEqual([]);
  });
});
