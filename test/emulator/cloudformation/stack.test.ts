import { beforeEach, describe, expect, it } from 'vitest';
import { FakeAccount, refused } from './fake-account.ts';

const NETWORK = `
Parameters:
  Cidr: {Type: String, Default: 10.0.0.0/16}
  Dns: {Type: String, Default: "true"}
Resources:
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: !GetAtt Vpc.CidrBlock}
  Vpc:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: !Ref Cidr, EnableDnsSupport: !Ref Dns}
  Gateway: {Type: AWS::EC2::InternetGateway}
Outputs:
  VpcId: {Value: !Ref Vpc}
`;

let account: FakeAccount;

const create = (TemplateBody = NETWORK, more: object = {}) =>
  account.call('CreateStack', { StackName: 'lab', TemplateBody, ...more });

const update = (parameters: Record<string, string>, TemplateBody = NETWORK, more: object = {}) =>
  account.call('UpdateStack', {
    StackName: 'lab',
    TemplateBody,
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ...more,
  });

const CONFLICT = refused('InvalidSubnet.Conflict', "The CIDR '10.0.0.0/16' conflicts with another subnet");
const IN_USE = refused('DependencyViolation', "The vpc 'vpc-1' has dependencies and cannot be deleted.");

beforeEach(() => {
  account = new FakeAccount();
});

describe('CreateStack', () => {
  it('makes resources in the order in which they need each other', () => {
    create();
    expect(account.log).toEqual(['create Vpc vpc-1', 'create Gateway igw-2', 'create Subnet subnet-3']);
    expect(account.events('lab CREATE_IN_PROGRESS')).toEqual([
      'lab CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Gateway CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Vpc CREATE_COMPLETE',
      'Subnet CREATE_IN_PROGRESS',
      'Gateway CREATE_IN_PROGRESS',
      'Gateway CREATE_COMPLETE',
      'Subnet CREATE_IN_PROGRESS',
      'Subnet CREATE_COMPLETE',
      'lab CREATE_COMPLETE',
    ]);
    expect(account.stack().Outputs).toEqual([{ OutputKey: 'VpcId', OutputValue: 'vpc-1' }]);
  });

  it('gives resources typed properties and three kinds of tags, their own first', () => {
    const template =
      'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {Tags: [{Key: Name, Value: mine}], EnableDnsSupport: "true"}}}';
    const Tags = [
      { Key: 'Name', Value: 'theirs' },
      { Key: 'lab', Value: '1' },
    ];
    const { StackId } = create(template, { Tags });
    expect(account.properties('vpc-1')).toEqual({
      EnableDnsSupport: true,
      Tags: [
        { Key: 'Name', Value: 'mine' },
        { Key: 'lab', Value: '1' },
        { Key: 'aws:cloudformation:stack-name', Value: 'lab' },
        { Key: 'aws:cloudformation:stack-id', Value: StackId },
        { Key: 'aws:cloudformation:logical-id', Value: 'Vpc' },
      ],
    });
  });

  it('leaves out resources and outputs whose condition is false', () => {
    create(`
Conditions: {Here: !Equals [a, a], Gone: !Not [!Condition Here]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Condition: Here, DependsOn: Other}
  Other: {Type: AWS::EC2::VPC, Condition: Gone}
Outputs:
  A: {Value: !If [Here, !Ref Vpc, !Ref Other]}
  B: {Value: !Ref Other, Condition: Gone}`);
    expect(account.stack().Outputs).toEqual([{ OutputKey: 'A', OutputValue: 'vpc-1' }]);
    expect(account.ids()).toEqual(['vpc-1']);
  });

  it('refuses what refers to a resource whose condition is false', () => {
    const template = `
Conditions: {Gone: !Equals [a, b]}
Resources: {Vpc: {Type: AWS::EC2::VPC, Condition: Gone}, Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}}`;
    expect(() => create(template)).toThrow('Unresolved resource dependencies [Vpc] in the Resources block');
    expect(account.call('ListStacks', {}).StackSummaries).toEqual([]);
  });

  it('rolls back when a resource fails, cancelling those that were started', () => {
    account.faults.set('create Vpc', CONFLICT);
    create();
    expect(account.events('lab CREATE_IN_PROGRESS')).toEqual([
      'lab CREATE_IN_PROGRESS',
      'Vpc CREATE_IN_PROGRESS',
      'Gateway CREATE_IN_PROGRESS',
      'Vpc CREATE_FAILED',
      'Gateway CREATE_FAILED',
      'lab ROLLBACK_IN_PROGRESS',
      'Gateway DELETE_COMPLETE',
      'Vpc DELETE_COMPLETE',
      'lab ROLLBACK_COMPLETE',
    ]);
    const reasons = (account.call('DescribeStackEvents', { StackName: 'lab' }).StackEvents ?? []).map(
      (event) => event.ResourceStatusReason,
    );
    expect(reasons).toContainEqual(
      expect.stringMatching(
        /^Resource handler returned message: "The CIDR '10.0.0.0\/16' conflicts with another subnet \(Service: Ec2, Status Code: 400, Request ID: [-\da-f]+\) \(SDK Attempt Count: 1\)" \(RequestToken: [-\da-f]+, HandlerErrorCode: InvalidRequest\)$/,
      ),
    );
    expect(reasons).toContain('Resource creation cancelled');
    expect(reasons).toContain(
      'The following resource(s) failed to create: [Vpc, Gateway]. Rollback requested by user.',
    );
  });

  it('undoes what a failed resource had half made, and deletes the rest', () => {
    account.faults.set('create Subnet', CONFLICT);
    create();
    expect(account.stack().StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(account.ids()).toEqual([]);
    expect(account.log.slice(3)).toEqual(['delete igw-2', 'delete vpc-1']);
  });

  it.each([
    ['DO_NOTHING', 'CREATE_FAILED', ['vpc-1', 'igw-2']],
    ['DELETE', 'DELETE_COMPLETE', []],
  ])('with OnFailure %s ends as %s', (OnFailure, status, left) => {
    account.faults.set('create Subnet', CONFLICT);
    const { StackId } = create(NETWORK, { OnFailure });
    expect(account.stack(StackId).StackStatus).toBe(status);
    expect(account.ids()).toEqual(left);
  });

  it('can be rolled back later, or repaired by an update without rollback', () => {
    account.faults.set('create Subnet', CONFLICT);
    create(NETWORK, { DisableRollback: true });
    account.faults.clear();
    update({}, NETWORK, { DisableRollback: true });
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
    expect(account.ids()).toHaveLength(3);
  });

  it.each([
    [
      'a type that it does not make',
      'X: {Type: AWS::S3::Bucket}',
      'The local AWS does not emulate the resource type AWS::S3::Bucket',
    ],
    [
      'a property that the type does not have',
      'X: {Type: AWS::EC2::VPC, Properties: {Colour: red}}',
      'Encountered unsupported property Colour',
    ],
    ['a missing property', 'X: {Type: AWS::EC2::Subnet}', 'Property VpcId cannot be empty.'],
    [
      'an attribute that it does not know',
      'V: {Type: AWS::EC2::VPC}, X: {Type: AWS::EC2::Subnet, Properties: {VpcId: !GetAtt V.DefaultNetworkAcl}}',
      'The local AWS does not emulate the attribute DefaultNetworkAcl of AWS::EC2::VPC',
    ],
    [
      'signals',
      'X: {Type: AWS::EC2::Instance, CreationPolicy: {ResourceSignal: {Count: 1}}}',
      'The local AWS does not emulate CreationPolicy: nothing would send the signals.',
    ],
  ])('rolls back over %s, saying so', (_, resource, reason) => {
    create(`Resources: {${resource}}`);
    const failed = account
      .call('DescribeStackEvents', { StackName: 'lab' })
      .StackEvents?.find((event) => event.LogicalResourceId === 'X' && event.ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceStatusReason).toBe(reason);
    expect(account.stack().StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('refuses a name that is taken or wrong, and a template that is elsewhere', () => {
    create();
    expect(() => create()).toThrow('Stack [lab] already exists');
    expect(() => account.call('CreateStack', { StackName: '1x', TemplateBody: NETWORK })).toThrow("at 'stackName'");
    const elsewhere = { StackName: 'other', TemplateURL: 'https://example.com/t' };
    expect(() => account.call('CreateStack', elsewhere)).toThrow('does not emulate TemplateURL');
    expect(() => account.call('CreateStack', { StackName: 'other' })).toThrow('Either Template URL or Template Body');
  });
});

describe('UpdateStack', () => {
  it('does nothing when nothing would change', () => {
    create();
    expect(() => update({})).toThrow('No updates are to be performed.');
    expect(() => update({}, `Description: new\n${NETWORK}`)).toThrow('No updates are to be performed.');
  });

  it('updates in place what can be', () => {
    create();
    update({ Dns: 'false' });
    expect(account.log.slice(3)).toEqual(['update vpc-1']);
    expect(account.properties('vpc-1')).toMatchObject({ EnableDnsSupport: false });
    expect(account.stack().StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('replaces what must be, and what refers to it, and deletes the old after', () => {
    create();
    update({ Cidr: '10.1.0.0/16' });
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
    create();
    update({}, NETWORK.replace('Gateway:', 'NewGateway:').replace('{Value: !Ref Vpc}', '{Value: !Ref NewGateway}'));
    expect(account.log.slice(3)).toEqual(['create NewGateway igw-4', 'delete igw-2']);
    update({}, NETWORK.replace('Gateway:', 'NewGateway:'));
    expect(account.stack().Outputs).toEqual([{ OutputKey: 'VpcId', OutputValue: 'vpc-1' }]);
  });

  it('passes changed stack tags on', () => {
    create();
    update({}, NETWORK, { Tags: [{ Key: 'lab', Value: '2' }] });
    expect(account.log.slice(3)).toEqual(['update vpc-1', 'update igw-2', 'update subnet-3']);
    expect(account.properties('igw-2')).toMatchObject({ Tags: expect.arrayContaining([{ Key: 'lab', Value: '2' }]) });
  });

  it('puts everything back when a resource fails', () => {
    create();
    const before = account.stack();
    account.faults.set('create Subnet', CONFLICT);
    update({ Cidr: '10.1.0.0/16', Dns: 'false' });
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
    expect(() => update({})).toThrow('No updates are to be performed.');
  });

  it('restores in place what it had updated in place', () => {
    create();
    account.faults.set('create Extra', CONFLICT);
    update({ Dns: 'false' }, NETWORK.replace('Outputs:', '  Extra: {Type: AWS::EC2::VPC, DependsOn: Vpc}\nOutputs:'));
    expect(account.log.slice(3)).toEqual(['update vpc-1', 'create Extra vpc-4', 'update vpc-1']);
    expect(account.properties('vpc-1')).toMatchObject({ EnableDnsSupport: true });
  });

  it('that fails can wait for RollbackStack', () => {
    create();
    account.faults.set('create Subnet', CONFLICT);
    update({ Cidr: '10.1.0.0/16' }, NETWORK, { DisableRollback: true });
    expect(account.stack().StackStatus).toBe('UPDATE_FAILED');
    expect(account.ids()).toHaveLength(4);
    account.call('RollbackStack', { StackName: 'lab' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(account.ids()).toEqual(['vpc-1', 'igw-2', 'subnet-3']);
  });

  it('whose rollback fails can be continued', () => {
    create();
    account.faults.set('create Extra', CONFLICT);
    const extra = NETWORK.replace('Outputs:', '  Extra: {Type: AWS::EC2::VPC, DependsOn: Vpc}\nOutputs:');
    update({ Dns: 'false' }, extra, { DisableRollback: true });
    account.faults.set('update vpc-1', CONFLICT);
    account.call('RollbackStack', { StackName: 'lab' });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_FAILED');
    account.call('ContinueUpdateRollback', { StackName: 'lab', ResourcesToSkip: ['Vpc'] });
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('refuses another type, a type without updates, and a stack that cannot be updated', () => {
    create();
    expect(() => update({}, NETWORK.replace('InternetGateway', 'SecurityGroup'))).toThrow(
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
    create(named('one'));
    account.faults.set('create Group', refused('InvalidGroup.Duplicate', "The security group 'web' already exists"));
    update({}, named('two'));
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
    create(kept('10.0.0.0/16'));
    update({}, kept('10.1.0.0/16').replace(/, Old: .*/, '}'));
    expect(account.ids()).toEqual(['vpc-1', 'igw-2', 'vpc-3']);
    expect(account.events('lab UPDATE_IN_PROGRESS')).toContain('Old DELETE_SKIPPED');
  });
});

describe('DeleteStack', () => {
  it('deletes in reverse, and leaves the stack to be found by its id', () => {
    const { StackId = '' } = create();
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.log.slice(3)).toEqual(['delete subnet-3', 'delete igw-2', 'delete vpc-1']);
    expect(() => account.stack()).toThrow('Stack with id lab does not exist');
    expect(account.stack(StackId).StackStatus).toBe('DELETE_COMPLETE');
    expect(account.call('DescribeStacks', {}).Stacks).toEqual([]);
    account.call('DeleteStack', { StackName: 'lab' });
    create();
    expect(account.stack().StackStatus).toBe('CREATE_COMPLETE');
  });

  it('tries again what was in use until something else was deleted', () => {
    create('Resources: {Vpc: {Type: AWS::EC2::VPC}, Gateway: {Type: AWS::EC2::InternetGateway}}');
    account.faults.set('delete igw-2', IN_USE, 'delete vpc-1');
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.log.slice(2)).toEqual(['delete igw-2', 'delete vpc-1', 'delete igw-2']);
    expect(account.ids()).toEqual([]);
  });

  it('that fails says why, leaves what is needed, and can be told to keep it', () => {
    const { StackId } = create();
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
    create(
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
    update({}, 'Resources: {Vpc: {Type: AWS::EC2::VPC, DeletionPolicy: Retain}}');
    expect(account.stack().StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    account.call('DeleteStack', { StackName: 'user' });
    account.call('UpdateTerminationProtection', { StackName: 'lab', EnableTerminationProtection: true });
    expect(() => account.call('DeleteStack', { StackName: 'lab' })).toThrow('TerminationProtection is enabled');
    account.call('UpdateTerminationProtection', { StackName: 'lab', EnableTerminationProtection: false });
    account.call('DeleteStack', { StackName: 'lab' });
    expect(account.ids()).toEqual(['vpc-1']);
  });
});
