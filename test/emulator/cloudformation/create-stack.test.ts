import { beforeEach, describe, expect, it } from 'vitest';
import { CONFLICT, FakeAccount } from './fake-account.ts';
import { NETWORK } from './network.ts';

let account: FakeAccount;

beforeEach(() => {
  account = new FakeAccount();
});

describe('CreateStack', () => {
  it('makes resources in the order in which they need each other', () => {
    account.create();
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
    const { StackId } = account.create(template, { Tags });
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
    account.create(`
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
    expect(() => account.create(template)).toThrow('Unresolved resource dependencies [Vpc] in the Resources block');
    expect(account.call('ListStacks', {}).StackSummaries).toEqual([]);
  });

  it('rolls back when a resource fails, cancelling those that were started', () => {
    account.faults.set('create Vpc', CONFLICT);
    account.create();
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
    account.create();
    expect(account.stack().StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(account.ids()).toEqual([]);
    expect(account.log.slice(3)).toEqual(['delete igw-2', 'delete vpc-1']);
  });

  it.each([
    ['DO_NOTHING', 'CREATE_FAILED', ['vpc-1', 'igw-2']],
    ['DELETE', 'DELETE_COMPLETE', []],
  ])('with OnFailure %s ends as %s', (OnFailure, status, left) => {
    account.faults.set('create Subnet', CONFLICT);
    const { StackId } = account.create(NETWORK, { OnFailure });
    expect(account.stack(StackId).StackStatus).toBe(status);
    expect(account.ids()).toEqual(left);
  });

  it('can be rolled back later, or repaired by an update without rollback', () => {
    account.faults.set('create Subnet', CONFLICT);
    account.create(NETWORK, { DisableRollback: true });
    account.faults.clear();
    account.update({}, NETWORK, { DisableRollback: true });
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
    account.create(`Resources: {${resource}}`);
    const failed = account
      .call('DescribeStackEvents', { StackName: 'lab' })
      .StackEvents?.find((event) => event.LogicalResourceId === 'X' && event.ResourceStatus === 'CREATE_FAILED');
    expect(failed?.ResourceStatusReason).toBe(reason);
    expect(account.stack().StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  it('refuses a name that is taken or wrong, and a template that is elsewhere', () => {
    account.create();
    expect(() => account.create()).toThrow('Stack [lab] already exists');
    expect(() => account.call('CreateStack', { StackName: '1x', TemplateBody: NETWORK })).toThrow("at 'stackName'");
    const elsewhere = { StackName: 'other', TemplateURL: 'https://example.com/t' };
    expect(() => account.call('CreateStack', elsewhere)).toThrow('does not emulate TemplateURL');
    expect(() => account.call('CreateStack', { StackName: 'other' })).toThrow('Either Template URL or Template Body');
  });
});
