import type { Capability, CloudFormation } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { ref, startStacks } from '../stack.ts';

let aws: LocalAws;
let cloudformation: CloudFormation;
let StackName = '';
let made = 0;
beforeAll(async () => {
  ({ aws, cloudformation } = await startStacks());
});
beforeEach(() => {
  made += 1;
  StackName = `asked-${made}`;
});
afterAll(() => aws.close());

const trust = { Version: '2012-10-17', Statement: [] };
const role = (more = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust, ...more },
});
const PLAIN = { Gateway: { Type: 'AWS::EC2::InternetGateway' } };
const ROLE = { Role: role() };
const NAMED = { Role: role({ RoleName: 'web' }) };
const POLICY = {
  ...ROLE,
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'read', PolicyDocument: trust, Roles: [ref('Role')] },
  },
};
const EXTENSIONS = { Transform: 'AWS::LanguageExtensions' };

const body = (Resources: object, more = {}) => JSON.stringify({ ...more, Resources });
const refusal = (names: string) => ({
  name: 'InsufficientCapabilitiesException',
  message: `Requires capabilities : [${names}]`,
});

test.each<[string, string, Capability[] | undefined, string | undefined]>([
  ['nothing of IAM', body(PLAIN), undefined, undefined],
  ['a role', body(ROLE), undefined, 'CAPABILITY_IAM'],
  ['a role', body(ROLE), [], 'CAPABILITY_IAM'],
  ['a role', body(ROLE), ['CAPABILITY_AUTO_EXPAND'], 'CAPABILITY_IAM'],
  ['a role', body(ROLE), ['CAPABILITY_IAM'], undefined],
  ['a role', body(ROLE), ['CAPABILITY_NAMED_IAM'], undefined],
  ['a role with a name', body(NAMED), ['CAPABILITY_IAM'], 'CAPABILITY_NAMED_IAM'],
  ['a role with a name', body(NAMED), ['CAPABILITY_NAMED_IAM'], undefined],
  ['a policy, which must have a name', body(POLICY), ['CAPABILITY_IAM'], undefined],
  ['a transform', body(PLAIN, EXTENSIONS), undefined, 'CAPABILITY_AUTO_EXPAND'],
  ['a transform', body(PLAIN, EXTENSIONS), ['CAPABILITY_AUTO_EXPAND'], undefined],
  ['both', body(ROLE, EXTENSIONS), undefined, 'CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND'],
])('a stack of %s: %s with %j lacks %s', async (_what, TemplateBody, Capabilities, missing) => {
  const create = cloudformation.createStack({ StackName, TemplateBody, Capabilities });
  if (missing) {
    await expect(create).rejects.toMatchObject(refusal(missing));
    await expect(cloudformation.describeStacks({ StackName })).rejects.toThrow('does not exist');
    return;
  }
  await create;
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  expect(Stacks?.[0]?.StackStatus).toBe('CREATE_COMPLETE');
  expect(Stacks?.[0]?.Capabilities ?? []).toEqual(Capabilities ?? []);
  await cloudformation.deleteStack({ StackName });
});

test('every update is asked, also one that uses the template that is there', async () => {
  await cloudformation.createStack({ StackName, TemplateBody: body(PLAIN) });
  const grown = { StackName, TemplateBody: body({ ...PLAIN, ...ROLE }) };
  await expect(cloudformation.updateStack(grown)).rejects.toMatchObject(refusal('CAPABILITY_IAM'));
  await cloudformation.updateStack({ ...grown, Capabilities: ['CAPABILITY_IAM'] });
  const tagged = { StackName, UsePreviousTemplate: true, Tags: [{ Key: 'a', Value: 'b' }] };
  await expect(cloudformation.updateStack(tagged)).rejects.toMatchObject(refusal('CAPABILITY_IAM'));
});

test('a change set is asked, but not for what a transform makes, which it shows', async () => {
  const ask = { StackName, ChangeSetName: 'first', ChangeSetType: 'CREATE' as const };
  const both = body(ROLE, EXTENSIONS);
  const without = cloudformation.createChangeSet({ ...ask, TemplateBody: both });
  await expect(without).rejects.toMatchObject(refusal('CAPABILITY_IAM'));
  await cloudformation.createChangeSet({ ...ask, TemplateBody: both, Capabilities: ['CAPABILITY_IAM'] });
  const shown = await cloudformation.describeChangeSet({ StackName, ChangeSetName: 'first' });
  expect(shown.Capabilities).toEqual(['CAPABILITY_IAM']);
  await cloudformation.executeChangeSet({ StackName, ChangeSetName: 'first' });
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  expect(Stacks?.[0]).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Capabilities: ['CAPABILITY_IAM'] });
});

describe('what a template needs is told beforehand', () => {
  test.each<[string, string, object]>([
    ['nothing', body(PLAIN), { Capabilities: [] }],
    [
      'a capability with its reason',
      body(POLICY),
      {
        Capabilities: ['CAPABILITY_IAM'],
        CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role, AWS::IAM::Policy]',
      },
    ],
    ['the larger one alone', body(NAMED), { Capabilities: ['CAPABILITY_NAMED_IAM'] }],
    ['that of a transform', body(PLAIN, EXTENSIONS), { Capabilities: ['CAPABILITY_AUTO_EXPAND'] }],
  ])('%s', async (_what, TemplateBody, told) => {
    expect(await cloudformation.validateTemplate({ TemplateBody })).toMatchObject(told);
    expect(await cloudformation.getTemplateSummary({ TemplateBody })).toMatchObject(told);
    if (!('CapabilitiesReason' in told) && !TemplateBody.includes('IAM')) {
      expect((await cloudformation.validateTemplate({ TemplateBody })).CapabilitiesReason).toBeUndefined();
    }
  });
});

describe('ResourceTypes', () => {
  test.each([[['AWS::EC2::InternetGateway']], [['AWS::EC2::*']], [['AWS::*']]])(
    '%s covers a gateway',
    async (ResourceTypes) => {
      await cloudformation.createStack({ StackName, TemplateBody: body(PLAIN), ResourceTypes });
      await cloudformation.deleteStack({ StackName });
    },
  );

  test('a type that the list does not cover is refused before anything is made', async () => {
    const ResourceTypes = ['AWS::S3::*', 'AWS::EC2::VPC'];
    await expect(cloudformation.createStack({ StackName, TemplateBody: body(PLAIN), ResourceTypes })).rejects.toThrow(
      'Resource type AWS::EC2::InternetGateway is not allowed by parameter ResourceTypes [AWS::S3::*, AWS::EC2::VPC]',
    );
    await expect(cloudformation.describeStacks({ StackName })).rejects.toThrow('does not exist');
  });
});
