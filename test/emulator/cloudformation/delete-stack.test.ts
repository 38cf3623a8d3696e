import { beforeEach, describe, expect, it } from 'vitest';
import { FakeAccount, refused } from './fake-account.ts';

let account: FakeAccount;

const IN_USE = refused('DependencyViolation', "The vpc 'vpc-1' has dependencies and cannot be deleted.");

beforeEach(() => {
  account = new FakeAccount();
});

describe('DeleteStack', () => {
  it('deletes in reverse, and leaves the stack to be found by its id', () => {
    const { StackId = '' } = account.create();
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.log.slice(3)).toEqual(['delete subnet-3', 'delete igw-2', 'delete vpc-1']);
    expect(() => account.stack()).toThrow('Stack with id lab does not exist');
    expect(account.stack(StackId).StackStatus).toBe('DELETE_COMPLETE');
    expect(account.call('DescribeStacks', {}).Stacks).toEqual([]);
    account.call('DeleteStack', { StackName: 'lab' });
    account.create();
    expect(account.stack().StackStatus).toBe('CREATE_COMPLETE');
  });

  it('tries again what was in use until something else was deleted', () => {
    account.create('Resources: {Vpc: {Type: AWS::EC2::VPC}, Gateway: {Type: AWS::EC2::InternetGateway}}');
    account.faults.set('delete igw-2', IN_USE, 'delete vpc-1');
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.log.slice(2)).toEqual(['delete igw-2', 'delete vpc-1', 'delete igw-2']);
    expect(account.ids()).toEqual([]);
  });

  it('that fails says why, leaves what is needed, and can be told to keep it', () => {
    const { StackId } = account.create();
    account.faults.set('delete subnet-3', refused('UnauthorizedOperation', 'No.'));
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.ids()).toEqual(['vpc-1', 'subnet-3']);
    const { StackStatus, StackStatusReason } = account.stack();
    expect([StackStatus, StackStatusReason]).toEqual([
      'DELETE_FAILED',
      'The following resource(s) failed to delete: [Subnet]. ',
    ]);
    account.call('DeleteStack', { StackName: 'lab', RetainResources: ['Subnet'] });
    expect(account.stack(StackId).StackStatus).toBe('DELETE_COMPLETE');
    expect(account.ids()).toEqual(['subnet-3']);
  });

  it('respects DeletionPolicy, termination protection and exports in use', () => {
    account.create(
      'Resources: {Vpc: {Type: AWS::EC2::VPC, DeletionPolicy: Retain}}\nOutputs: {V: {Value: !Ref Vpc, Export: {Name: vpc}}}',
    );
    const user = 'Resources: {Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !ImportValue vpc}}}';
    account.call('CreateStack', { StackName: 'user', TemplateBody: user });
    expect(account.properties('subnet-2')).toMatchObject({ VpcId: 'vpc-1' });
    expect(account.call('ListImports', { ExportName: 'vpc' }).Imports).toEqual(['user']);
    expect(account.call('ListExports', {}).Exports?.map((each) => [each.Name, each.Value])).toEqual([['vpc', 'vpc-1']]);
    expect(() => account.call('DeleteStack', { StackName: 'lab' })).toThrow(
      'Cannot delete export vpc as it is in use by user',
    );
    account.update({}, 'Resources: {Vpc: {Type: AWS::EC2::VPC, DeletionPolicy: Retain}}');
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    account.call('DeleteStack', { StackName: 'user' });
    account.call('UpdateTerminationProtection', { StackName: 'lab', EnableTerminationProtection: true });
    expect(() => account.call('DeleteStack', { StackName: 'lab' })).toThrow('TerminationProtection is enabled');
    account.call('UpdateTerminationProtection', { StackName: 'lab', EnableTerminationProtection: false });
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.ids()).toEqual(['vpc-1']);
  });
});
