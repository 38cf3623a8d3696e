import { beforeEach, describe, expect, it } from 'vitest';
import { FakeAccount, refused } from './fake-account.ts';

const template = (cidr = '10.0.0.0/16', dns = true, more = '') => `
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: ${cidr}, EnableDnsSupport: ${dns}}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Instance: {Type: AWS::EC2::Instance, Properties: {SubnetId: !Ref Subnet, UserData: !GetAtt Vpc.CidrBlock}}${more}`;

let account: FakeAccount;

const plan = (TemplateBody: string, ChangeSetType: 'CREATE' | 'UPDATE' = 'UPDATE', more: object = {}) =>
  account.call('CreateChangeSet', { StackName: 'lab', ChangeSetName: 'next', ChangeSetType, TemplateBody, ...more });

const NEXT = { StackName: 'lab', ChangeSetName: 'next' };
const described = (more: object = {}) => account.call('DescribeChangeSet', { ...NEXT, ...more });
const execute = (more: object = {}) => account.call('ExecuteChangeSet', { ...NEXT, ...more });

/** `Modify Vpc True (CidrBlock Always Static DirectModification)` for each change. */
const summary = () =>
  (described().Changes ?? []).map(({ ResourceChange: change }) => {
    const details = change?.Details?.map(({ Target, Evaluation, ChangeSource, CausingEntity }) =>
      [Target?.Name ?? Target?.Attribute, Target?.RequiresRecreation, Evaluation, ChangeSource, CausingEntity]
        .filter(Boolean)
        .join(' '),
    );
    const head = [change?.Action, change?.LogicalResourceId, change?.Replacement, change?.PolicyAction].filter(Boolean);
    return `${head.join(' ')} (${details?.join(', ')})`;
  });

beforeEach(() => {
  account = new FakeAccount();
});

describe('a change set', () => {
  it('that creates a stack leaves it in review until it is executed', () => {
    plan(template(), 'CREATE');
    expect(account.stack().StackStatus).toBe('REVIEW_IN_PROGRESS');
    expect(summary()).toEqual(['Add Vpc ()', 'Add Subnet ()', 'Add Instance ()']);
    expect(account.ids()).toEqual([]);
    execute();
    expect(account.stack()).toMatchObject({ StackStatus: 'CREATE_COMPLETE', ChangeSetId: described().ChangeSetId });
    expect(described().ExecutionStatus).toBe('EXECUTE_COMPLETE');
    expect(() => execute()).toThrow(/cannot be executed in its current status/);
  });

  describe('of an existing stack', () => {
    beforeEach(() => {
      account.call('CreateStack', { StackName: 'lab', TemplateBody: template() });
    });

    it('tells what is changed in place', () => {
      plan(template('10.0.0.0/16', false));
      expect(summary()).toEqual(['Modify Vpc False (EnableDnsSupport Never Static DirectModification)']);
    });

    it('tells what is replaced, and what may be because of it', () => {
      plan(template('10.1.0.0/16'));
      expect(summary()).toEqual([
        'Modify Vpc True ReplaceAndDelete (CidrBlock Always Static DirectModification)',
        'Modify Subnet Conditional (VpcId Always Dynamic ResourceReference Vpc)',
        'Modify Instance Conditional (SubnetId Always Dynamic ResourceReference Subnet, UserData Conditionally Dynamic ResourceAttribute Vpc.CidrBlock)',
      ]);
    });

    it('tells what is added and removed', () => {
      plan(template('10.0.0.0/16', true, '\n  Gateway: {Type: AWS::EC2::InternetGateway}'));
      expect(summary()).toEqual(['Add Gateway ()']);
      account.call('DeleteChangeSet', NEXT);
      plan(template().replace(/ {2}Instance.*/, ''));
      expect(summary()).toEqual(['Remove Instance Delete ()']);
    });

    it('tells values only when asked', () => {
      plan(template('10.1.0.0/16'));
      const plain = described().Changes?.[0]?.ResourceChange;
      expect(plain?.AfterContext).toBeUndefined();
      expect(plain?.Details?.[0]?.Target).toEqual({
        Attribute: 'Properties',
        Name: 'CidrBlock',
        RequiresRecreation: 'Always',
      });
      const full = described({ IncludePropertyValues: true }).Changes?.[0]?.ResourceChange;
      expect(JSON.parse(full?.BeforeContext ?? '')).toEqual({
        Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, Tags: [] },
      });
      expect(full?.Details?.[0]?.Target).toMatchObject({
        Path: '/Properties/CidrBlock',
        BeforeValue: '10.0.0.0/16',
        AfterValue: '10.1.0.0/16',
        AttributeChangeType: 'Modify',
      });
    });

    it('names the parameter that a change comes from', () => {
      const parametrised = `Parameters: {Dns: {Type: String, Default: "true"}}\n${template().replace('EnableDnsSupport: true', 'EnableDnsSupport: !Ref Dns')}`;
      account.call('UpdateStack', { StackName: 'lab', TemplateBody: parametrised.replace('"true"', '"false"') });
      plan(parametrised.replace('"true"', '"false"'), 'UPDATE', {
        Parameters: [{ ParameterKey: 'Dns', ParameterValue: 'true' }],
      });
      expect(summary()).toEqual(['Modify Vpc False (EnableDnsSupport Never Static ParameterReference Dns)']);
    });

    it('without changes fails in the words that CDK waits for', () => {
      plan(template());
      expect(described()).toMatchObject({
        Status: 'FAILED',
        ExecutionStatus: 'UNAVAILABLE',
        StatusReason:
          "The submitted information didn't contain changes. Submit different information to create a change set.",
      });
      expect(() => execute()).toThrow(/cannot be executed in its current status of \[FAILED\]/);
    });

    it('updates the stack when executed, and rolls back when that fails', () => {
      plan(template('10.1.0.0/16'));
      account.faults.set('create Subnet', refused('InvalidSubnet.Range', "The CIDR '10.0.0.0/24' is invalid."));
      execute();
      expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
      expect(account.ids()).toEqual(['vpc-1', 'subnet-2', 'i-3']);
    });

    it('is obsolete after another update', () => {
      plan(template('10.1.0.0/16'));
      account.call('UpdateStack', { StackName: 'lab', TemplateBody: template('10.2.0.0/16') });
      expect(described().ExecutionStatus).toBe('OBSOLETE');
    });

    it('cannot create the stack again, nor take a name twice', () => {
      expect(() => plan(template(), 'CREATE')).toThrow(
        'Stack [lab] already exists and cannot be created again with the changeSet [next].',
      );
      plan(template());
      expect(() => plan(template())).toThrow('ChangeSet [next] already exists');
    });
  });

  it('is answered in pages', () => {
    const many = Array.from({ length: 120 }, (_, n) => `  G${n}: {Type: AWS::EC2::InternetGateway}`).join('\n');
    plan(`Resources:\n${many}`, 'CREATE');
    const first = described();
    const second = described({ NextToken: first.NextToken });
    expect([first.Changes?.length, second.Changes?.length, second.NextToken]).toEqual([100, 20, undefined]);
    execute();
    const events = account.call('DescribeStackEvents', { StackName: 'lab' });
    expect(events.StackEvents?.length).toBe(100);
    const times = events.StackEvents?.map((event) => event.Timestamp?.getTime() ?? 0) ?? [];
    expect(times.every((time, n) => n === 0 || time < (times[n - 1] ?? 0))).toBe(true);
  });

  it('that is missing can be deleted but not described', () => {
    account.call('CreateStack', { StackName: 'lab', TemplateBody: template() });
    expect(account.call('DeleteChangeSet', NEXT)).toEqual({});
    expect(() => described()).toThrow(expect.objectContaining({ code: 'ChangeSetNotFound', status: 404 }));
    expect(() => account.call('DeleteChangeSet', { StackName: 'none', ChangeSetName: 'x' })).toThrow(
      'Stack [none] does not exist',
    );
    expect(() => account.call('DescribeChangeSet', { ChangeSetName: 'x' })).toThrow('StackName must be specified');
    expect(() => plan(template(), 'UPDATE', { StackName: 'none' })).toThrow('Stack [none] does not exist');
  });

  it('refuses what is not emulated', () => {
    expect(() => plan(template(), 'CREATE', { ImportExistingResources: true })).toThrow('does not emulate the import');
    expect(() => plan(template(), 'CREATE', { DeploymentMode: 'REVERT_DRIFT' })).toThrow('DeploymentMode REVERT_DRIFT');
  });
});
