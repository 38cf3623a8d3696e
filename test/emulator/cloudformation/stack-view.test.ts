import { beforeEach, describe, expect, it } from 'vitest';
import { FakeAccount, refused } from './fake-account.ts';

const TEMPLATE = `Description: A lab
Parameters:
  Size: {Type: String, Default: small, AllowedValues: [small, large], Description: How big}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Metadata: {a: 1}, Properties: {Tags: [{Key: Size, Value: !Ref Size}]}}
`;

let account: FakeAccount;
beforeEach(() => {
  account = new FakeAccount();
  account.call('CreateStack', { StackName: 'lab', TemplateBody: TEMPLATE });
});

describe('reading a stack', () => {
  it('tells its resources', () => {
    const { StackResources } = account.call('DescribeStackResources', { StackName: 'lab' });
    expect(
      StackResources?.map((each) => [each.LogicalResourceId, each.PhysicalResourceId, each.ResourceStatus]),
    ).toEqual([['Vpc', 'vpc-1', 'CREATE_COMPLETE']]);
    expect(account.call('DescribeStackResources', { PhysicalResourceId: 'vpc-1' }).StackResources).toHaveLength(1);
    expect(account.call('ListStackResources', { StackName: 'lab' }).StackResourceSummaries).toHaveLength(1);
    const detail = account.call('DescribeStackResource', { StackName: 'lab', LogicalResourceId: 'Vpc' });
    expect(detail.StackResourceDetail).toMatchObject({ PhysicalResourceId: 'vpc-1', Metadata: '{"a":1}' });
    expect(() => account.call('DescribeStackResource', { StackName: 'lab', LogicalResourceId: 'X' })).toThrow(
      'Resource X does not exist for stack lab',
    );
  });

  it('tells its template as it was sent, or as JSON', () => {
    expect(account.call('GetTemplate', { StackName: 'lab' }).TemplateBody).toBe(TEMPLATE);
    const processed = account.call('GetTemplate', { StackName: 'lab', TemplateStage: 'Processed' });
    expect(JSON.parse(processed.TemplateBody ?? '')).toMatchObject({
      Resources: { Vpc: { Properties: { Tags: [{ Key: 'Size', Value: { Ref: 'Size' } }] } } },
    });
  });

  it('sums up and validates templates', () => {
    const summary = account.call('GetTemplateSummary', { StackName: 'lab' });
    expect(summary).toMatchObject({ Description: 'A lab', ResourceTypes: ['AWS::EC2::VPC'] });
    expect(summary.Parameters).toEqual([
      {
        ParameterKey: 'Size',
        DefaultValue: 'small',
        ParameterType: 'String',
        NoEcho: false,
        Description: 'How big',
        ParameterConstraints: { AllowedValues: ['small', 'large'] },
      },
    ]);
    expect(account.call('ValidateTemplate', { TemplateBody: TEMPLATE }).Description).toBe('A lab');
    expect(() => account.call('ValidateTemplate', { TemplateBody: 'Resources: {}' })).toThrow('At least one Resources');
  });

  it('lists stacks by status, newest first', () => {
    account.call('CreateStack', { StackName: 'two', TemplateBody: TEMPLATE });
    account.call('DeleteStack', { StackName: 'lab' });
    const names = (filter?: ('CREATE_COMPLETE' | 'DELETE_COMPLETE')[]) =>
      account.call('ListStacks', { StackStatusFilter: filter }).StackSummaries?.map((each) => each.StackName);
    expect(names()).toEqual(['two', 'lab']);
    expect(names(['DELETE_COMPLETE'])).toEqual(['lab']);
  });

  it('tells the failed events of an operation', () => {
    account.faults.set('create Vpc', refused('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'));
    account.call('CreateStack', { StackName: 'two', TemplateBody: TEMPLATE });
    const { OperationEvents } = account.call('DescribeEvents', { StackName: 'two', Filters: { FailedEvents: true } });
    expect(OperationEvents?.map((event) => [event.LogicalResourceId, event.ResourceStatus])).toEqual([
      ['Vpc', 'CREATE_FAILED'],
    ]);
    expect(OperationEvents?.[0]?.ResourceStatusReason).toContain('HandlerErrorCode: ServiceLimitExceeded');
  });

  it('of none that exists is refused in the words that CDK waits for', () => {
    expect(() => account.call('DescribeStacks', { StackName: 'x' })).toThrow(
      expect.objectContaining({ code: 'ValidationError', message: 'Stack with id x does not exist' }),
    );
    expect(() => account.call('DescribeStackEvents', { StackName: 'x' })).toThrow('Stack [x] does not exist');
    expect(() => account.call('GetTemplate', { StackName: 'x' })).toThrow('Stack with id x does not exist');
    expect(() => account.call('ListImports', { ExportName: 'x' })).toThrow("Export 'x' is not imported by any stack.");
  });
});
