import { beforeEach, describe, expect, it } from 'vitest';
import { CONFLICT, FakeAccount, refused } from './fake-account.ts';
import { NETWORK, withExtra } from './network.ts';

let account: FakeAccount;

beforeEach(() => {
  account = new FakeAccount();
});

describe('UpdateStack', () => {
  it('does nothing when nothing would change', () => {
    account.create();
    expect(() => account.update({})).toThrow('No updates are to be performed.');
    expect(() => account.update({}, `Description: new\n${NETWORK}`)).toThrow('No updates are to be performed.');
  });

  it('updates in place what can be', () => {
    account.create();
    account.update({ Dns: 'false' });
    expect(account.log.slice(3)).toEqual(['update vpc-1']);
    expect(account.properties('vpc-1')).toMatchObject({ EnableDnsSupport: false });
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('replaces what must be, and what refers to it, and deletes the old after', () => {
    account.create();
    account.update({ Cidr: '10.1.0.0/16' });
    expect(account.log.slice(3)).toEqual([
      'create Vpc vpc-4',
      'create Subnet subnet-5',
      'delete subnet-3',
      'delete vpc-1',
    ]);
    expect(account.properties('subnet-5')).toMatchObject({ VpcId: 'vpc-4', CidrBlock: '10.1.0.0/16' });
    expect(account.events('lab UPDATE_IN_PROGRESS').slice(-7)).toEqual([
      'Subnet UPDATE_COMPLETE',
      'lab UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'Subnet DELETE_IN_PROGRESS',
      'Subnet DELETE_COMPLETE',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'lab UPDATE_COMPLETE',
    ]);
  });

  it('adds and removes resources and changes outputs alone', () => {
    account.create();
    account.update(
      {},
      NETWORK.replace('Gateway:', 'NewGateway:').replace('{Value: !Ref Vpc}', '{Value: !Ref NewGateway}'),
    );
    expect(account.log.slice(3)).toEqual(['create NewGateway igw-4', 'delete igw-2']);
    account.update({}, NETWORK.replace('Gateway:', 'NewGateway:'));
    expect(account.stack().Outputs).toEqual([{ OutputKey: 'VpcId', OutputValue: 'vpc-1' }]);
  });

  it('passes changed stack tags on', () => {
    account.create();
    account.update({}, NETWORK, { Tags: [{ Key: 'lab', Value: '2' }] });
    expect(account.log.slice(3)).toEqual(['update vpc-1', 'update igw-2', 'update subnet-3']);
    expect(account.properties('igw-2')).toMatchObject({ Tags: expect.arrayContaining([{ Key: 'lab', Value: '2' }]) });
  });

  it('puts everything back when a resource fails', () => {
    account.create();
    const before = account.stack();
    account.faults.set('create Subnet', CONFLICT);
    account.update({ Cidr: '10.1.0.0/16', Dns: 'false' });
    expect(account.ids()).toEqual(['vpc-1', 'igw-2', 'subnet-3']);
    expect(account.events('lab UPDATE_IN_PROGRESS').slice(-10)).toEqual([
      'Subnet UPDATE_FAILED',
      'lab UPDATE_ROLLBACK_IN_PROGRESS',
      'Vpc UPDATE_IN_PROGRESS',
      'Vpc UPDATE_COMPLETE',
      'Subnet UPDATE_IN_PROGRESS',
      'Subnet UPDATE_COMPLETE',
      'lab UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      'Vpc DELETE_IN_PROGRESS',
      'Vpc DELETE_COMPLETE',
      'lab UPDATE_ROLLBACK_COMPLETE',
    ]);
    const { Parameters, Outputs, template } = account.stack();
    expect({ Parameters, Outputs, template }).toEqual({
      Parameters: before.Parameters,
      Outputs: before.Outputs,
      template: before.template,
    });
    expect(() => account.update({})).toThrow('No updates are to be performed.');
  });

  it('restores in place what it had updated in place', () => {
    account.create();
    account.faults.set('create Extra', CONFLICT);
    account.update({ Dns: 'false' }, withExtra);
    expect(account.log.slice(3)).toEqual(['update vpc-1', 'create Extra vpc-4', 'update vpc-1']);
    expect(account.properties('vpc-1')).toMatchObject({ EnableDnsSupport: true });
  });

  it('that fails can wait for RollbackStack', () => {
    account.create();
    account.faults.set('create Subnet', CONFLICT);
    account.update({ Cidr: '10.1.0.0/16' }, NETWORK, { DisableRollback: true });
    expect(account.stack().StackStatus).toBe('UPDATE_FAILED');
    expect(account.ids()).toHaveLength(4);
    account.call('RollbackStack', { StackName: 'lab' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.ids()).toEqual(['vpc-1', 'igw-2', 'subnet-3']);
  });

  it('whose rollback fails can be continued', () => {
    account.create();
    account.faults.set('create Extra', CONFLICT);
    account.update({ Dns: 'false' }, withExtra, { DisableRollback: true });
    account.faults.set('update vpc-1', CONFLICT);
    account.call('RollbackStack', { StackName: 'lab' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    account.call('ContinueUpdateRollback', { StackName: 'lab', ResourcesToSkip: ['Vpc'] });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('refuses another type, a type without updates, and a stack that cannot be updated', () => {
    account.create();
    expect(() => account.update({}, NETWORK.replace('InternetGateway', 'SecurityGroup'))).toThrow(
      'Update of resource type is not permitted. The new template modifies resource type of the following resources: [Gateway]',
    );
    expect(() => account.call('UpdateStack', { StackName: 'none', TemplateBody: NETWORK })).toThrow(
      'Stack [none] does not exist',
    );
    expect(() => account.call('CancelUpdateStack', { StackName: 'lab' })).toThrow('CancelUpdateStack cannot be called');
    account.faults.set('create Subnet', CONFLICT);
    const { StackId } = account.call('CreateStack', { StackName: 'two', TemplateBody: NETWORK });
    expect(() => account.call('UpdateStack', { StackName: 'two', TemplateBody: NETWORK })).toThrow(
      `Stack:${StackId} is in ROLLBACK_COMPLETE state and can not be updated.`,
    );
  });

  it('says that a replacement needs another name', () => {
    const named = (text: string) =>
      `Resources: {Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupName: web, GroupDescription: ${text}}}}`;
    account.create(named('one'));
    account.faults.set('create Group', refused('InvalidGroup.Duplicate', "The security group 'web' already exists"));
    account.update({}, named('two'));
    const failed = account
      .call('DescribeStackEvents', { StackName: 'lab' })
      .StackEvents?.find((event) => event.ResourceStatus === 'UPDATE_FAILED');
    expect(failed?.ResourceStatusReason).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename web and update the stack again.',
    );
  });

  it('keeps what UpdateReplacePolicy and DeletionPolicy keep', () => {
    const kept = (cidr: string) =>
      `Resources: {Vpc: {Type: AWS::EC2::VPC, UpdateReplacePolicy: Retain, Properties: {CidrBlock: ${cidr}}}, Old: {Type: AWS::EC2::InternetGateway, DeletionPolicy: Retain}}`;
    account.create(kept('10.0.0.0/16'));
    account.update({}, kept('10.1.0.0/16').replace(/, Old: .*/, '}'));
    expect(account.ids()).toEqual(['vpc-1', 'igw-2', 'vpc-3']);
    expect(account.events('lab UPDATE_IN_PROGRESS')).toContain('Old DELETE_SKIPPED');
  });
});
