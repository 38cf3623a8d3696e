import { expect, test } from 'vitest';
import { att, ref } from '../stack.ts';
import { RecordStacks } from './record-stacks.ts';

const stacks = new RecordStacks();

const DOCUMENT = { Version: '2012-10-17', Statement: [] };
const role = (more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: DOCUMENT, ...more },
});
const profile = (Roles: unknown[], more: object = {}) => ({
  Type: 'AWS::IAM::InstanceProfile',
  Properties: { Roles, ...more },
});
const policy = (more: object) => ({
  Type: 'AWS::IAM::Policy',
  Properties: { PolicyName: 'read', PolicyDocument: DOCUMENT, ...more },
});
const managed = (more: object = {}) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: DOCUMENT, ...more },
});

const ROLE = { Ref: ref('It'), Arn: att('It', 'Arn'), Id: att('It', 'RoleId') };

test('a role has the name and the path that it is given', async () => {
  const made = await stacks.create(stacks.name(), { It: role({ RoleName: 'web', Path: '/team/' }) }, ROLE);
  expect(made).toEqual({
    Ref: 'web',
    Arn: 'arn:aws:iam::123456789012:role/team/web',
    Id: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
  });
  expect(await stacks.refused({ It: role({ RoleName: 'web' }) })).toContain('Role with name web already exists.');
});

test('a role without a name is named after its stack and itself, in 64 characters', async () => {
  const name = stacks.name();
  const { Ref, Arn } = await stacks.create(name, { It: role() }, ROLE);
  expect(Ref).toMatch(new RegExp(`^${name}-It-[A-Z2-7]{12}$`));
  expect(Arn).toBe(`arn:aws:iam::123456789012:role/${Ref}`);
  const LongName = 'Long'.repeat(30);
  const long = await stacks.create(`s${'o'.repeat(100)}`, { [LongName]: role() }, { Ref: ref(LongName) });
  expect(long.Ref).toMatch(/^so+-(Long)+L?o?n?-[A-Z2-7]{12}$/);
  expect(long.Ref).toHaveLength(64);
});

test('a role is changed where it stands, and is another under another name', async () => {
  const name = stacks.name();
  const before = await stacks.create(name, { It: role({ RoleName: 'one' }) }, ROLE);
  const changed = await stacks.update(name, { It: role({ RoleName: 'one', MaxSessionDuration: 7200 }) }, ROLE);
  expect(changed).toEqual(before);
  const renamed = await stacks.update(name, { It: role({ RoleName: 'two' }) }, ROLE);
  expect(renamed.Ref).toBe('two');
  expect(renamed.Id).not.toBe(before.Id);
  // The old one is gone with its name.
  await stacks.create(stacks.name(), { It: role({ RoleName: 'one' }) });
  await stacks.delete(name);
  await stacks.create(stacks.name(), { It: role({ RoleName: 'two' }) });
});

test('a role with a name of its own is not replaced under that name', async () => {
  const name = stacks.name();
  await stacks.create(name, { It: role({ RoleName: 'kept' }) });
  expect(await stacks.refusedUpdate(name, { It: role({ RoleName: 'kept', Path: '/lab/' }) })).toContain(
    'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename kept',
  );
});

test('an instance profile holds one role', async () => {
  const outputs = { Ref: ref('It'), Arn: att('It', 'Arn') };
  const name = stacks.name();
  const resources = (RoleId: string) => ({ A: role(), B: role(), It: profile([ref(RoleId)], { Path: '/lab/' }) });
  const made = await stacks.create(name, resources('A'), outputs);
  expect(made.Ref).toMatch(new RegExp(`^${name}-It-`));
  expect(made.Arn).toBe(`arn:aws:iam::123456789012:instance-profile/lab/${made.Ref}`);
  expect(await stacks.update(name, resources('B'), outputs)).toEqual(made);
  expect(await stacks.refused({ It: profile(['nobody']) })).toContain('The role with name nobody cannot be found.');
  expect(await stacks.refused({ A: role(), B: role(), It: profile([ref('A'), ref('B')]) })).toContain(
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  );
  const twins = { A: profile([], { InstanceProfileName: 'same' }), B: profile([], { InstanceProfileName: 'same' }) };
  expect(await stacks.refused(twins)).toContain('Instance Profile with name same already exists.');
});

test('an inline policy is of somebody', async () => {
  const name = stacks.name();
  const resources = (PolicyName: string) => ({ Web: role(), It: policy({ PolicyName, Roles: [ref('Web')] }) });
  const made = await stacks.create(name, resources('read'), { Ref: ref('It') });
  expect(made.Ref).toMatch(new RegExp(`^${name}-It-`));
  expect(await stacks.update(name, resources('write'), { Ref: ref('It') })).toEqual(made);
  expect(await stacks.refused({ It: policy({}) })).toContain('At least one of [Groups,Roles,Users] must be non-empty.');
  expect(await stacks.refused({ It: policy({ Roles: ['nobody'] }) })).toContain('nobody cannot be found');
});

test('a managed policy is known by its ARN', async () => {
  const outputs = {
    Ref: ref('It'),
    Arn: att('It', 'PolicyArn'),
    Id: att('It', 'PolicyId'),
    In: att('It', 'AttachmentCount'),
  };
  const name = stacks.name();
  const resources = (more: object) => ({
    Web: role(),
    It: managed({ ManagedPolicyName: 'lab', Path: '/x/', ...more }),
  });
  const made = await stacks.create(name, resources({}), outputs);
  expect(made).toEqual({
    Ref: 'arn:aws:iam::123456789012:policy/x/lab',
    Arn: 'arn:aws:iam::123456789012:policy/x/lab',
    Id: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
    In: '0',
  });
  const attached = await stacks.update(name, resources({ Roles: [ref('Web')] }), outputs);
  expect(attached).toEqual({ ...made, In: '1' });
  expect(await stacks.refused({ It: managed({ ManagedPolicyName: 'lab', Path: '/x/' }) })).toContain(
    'A policy called with name lab already exists.',
  );
  const renamed = await stacks.update(name, resources({ ManagedPolicyName: 'other' }), outputs);
  expect(renamed.Ref).toBe('arn:aws:iam::123456789012:policy/x/other');
  expect(renamed.Id).not.toBe(made.Id);
});

test.each([
  ['a name with a space', { It: role({ RoleName: 'a b' }) }, 'The specified name is not valid: a b'],
  ['a name of 65 characters', { It: role({ RoleName: 'a'.repeat(65) }) }, 'The specified name is not valid'],
  ['a session of a minute', { It: role({ MaxSessionDuration: 60 }) }, 'MaxSessionDuration 60 is not between'],
  ['no trust policy', { It: { Type: 'AWS::IAM::Role', Properties: {} } }, 'AssumeRolePolicyDocument'],
  ['a managed policy of nobody', { It: managed({ Roles: ['nobody'] }) }, 'nobody cannot be found'],
])('%s is refused', async (_, resources, reason) => {
  expect(await stacks.refused(resources)).toContain(reason);
});

test('a change that is refused leaves the role as it was', async () => {
  const name = stacks.name();
  const before = await stacks.create(name, { It: role() }, ROLE);
  expect(await stacks.refusedUpdate(name, { It: role({ MaxSessionDuration: 1 }) })).toContain('MaxSessionDuration 1');
  expect(await stacks.update(name, { It: role({ Description: 'again' }) }, ROLE)).toEqual(before);
});
