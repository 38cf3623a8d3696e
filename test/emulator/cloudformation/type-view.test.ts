import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resourceTypes } from '../../../emulator/cloudformation/resource-types.ts';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { startStacks } from '../stack.ts';

let aws: LocalAws;
let cloudformation: CloudFormation;
beforeAll(async () => {
  ({ aws, cloudformation } = await startStacks());
});
afterAll(() => aws.close());

const VPC = 'arn:aws:cloudformation:us-east-1::type/resource/AWS-EC2-VPC';

describe('ListTypes', () => {
  const listed = async (input: Parameters<typeof cloudformation.listTypes>[0]) => {
    const { TypeSummaries = [] } = await cloudformation.listTypes(input);
    return TypeSummaries.map(({ TypeName }) => TypeName);
  };

  test('lists the types that stacks can be made of, page by page', async () => {
    const names: (string | undefined)[] = [];
    let NextToken: string | undefined;
    do {
      const page = await cloudformation.listTypes({ Visibility: 'PUBLIC', MaxResults: 40, NextToken });
      expect(page.TypeSummaries?.length).toBeLessThanOrEqual(40);
      names.push(...(page.TypeSummaries ?? []).map(({ TypeName }) => TypeName));
      ({ NextToken } = page);
    } while (NextToken);
    expect(names).toEqual(Object.keys(resourceTypes).sort());
  });

  test('tells of each what it is', async () => {
    const Filters = { TypeNamePrefix: 'AWS::EC2::VPC' };
    const { TypeSummaries } = await cloudformation.listTypes({ Visibility: 'PUBLIC', Filters });
    const [vpc] = TypeSummaries ?? [];
    expect(vpc).toMatchObject({ Type: 'RESOURCE', TypeName: 'AWS::EC2::VPC', TypeArn: VPC });
    expect(vpc?.Description).toBe('Specifies a virtual private cloud (VPC).');
  });

  test('has no private, deprecated or third-party ones, and nothing but resources', async () => {
    expect(await listed({})).toEqual([]);
    expect(await listed({ Visibility: 'PRIVATE' })).toEqual([]);
    expect(await listed({ Visibility: 'PUBLIC', Type: 'HOOK' })).toEqual([]);
    expect(await listed({ Visibility: 'PUBLIC', DeprecatedStatus: 'DEPRECATED' })).toEqual([]);
    expect(await listed({ Visibility: 'PUBLIC', Filters: { Category: 'THIRD_PARTY' } })).toEqual([]);
    expect(await listed({ Visibility: 'PUBLIC', Filters: { Category: 'AWS_TYPES' } })).toContain('AWS::EC2::VPC');
    await expect(listed({ Visibility: 'PUBLIC', MaxResults: 101 })).rejects.toThrow('maxResults');
  });

  test('tells those that are always replaced from those that can be changed', async () => {
    const immutable = await listed({ Visibility: 'PUBLIC', ProvisioningType: 'IMMUTABLE' });
    expect(immutable).toContain('AWS::EC2::PlacementGroup');
    expect(immutable).not.toContain('AWS::EC2::VPC');
    expect(await listed({ Visibility: 'PUBLIC', ProvisioningType: 'NON_PROVISIONABLE' })).toEqual([]);
  });
});

describe('DescribeType', () => {
  test.each([
    ['its name', { Type: 'RESOURCE' as const, TypeName: 'AWS::EC2::VPC' }],
    ['its ARN', { Arn: VPC }],
  ])('is asked by %s, and answers with the schema', async (_by, key) => {
    const { Schema = '', ...type } = await cloudformation.describeType(key);
    expect(type).toMatchObject({
      ...{ Arn: VPC, Type: 'RESOURCE', TypeName: 'AWS::EC2::VPC', Visibility: 'PUBLIC', DeprecatedStatus: 'LIVE' },
      ...{ ProvisioningType: 'FULLY_MUTABLE' },
      DocumentationUrl:
        'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html',
    });
    expect(JSON.parse(Schema)).toMatchObject({
      typeName: 'AWS::EC2::VPC',
      properties: { CidrBlock: { type: 'string' }, EnableDnsSupport: { type: 'boolean' }, Tags: { type: 'array' } },
      readOnlyProperties: expect.arrayContaining(['/properties/VpcId']),
      createOnlyProperties: expect.arrayContaining(['/properties/CidrBlock']),
      primaryIdentifier: ['/properties/VpcId'],
    });
  });

  test('knows no other', async () => {
    const unknown = { name: 'TypeNotFoundException' };
    const ask = (TypeName: string, Type: 'RESOURCE' | 'MODULE' = 'RESOURCE') =>
      cloudformation.describeType({ Type, TypeName });
    await expect(ask('AWS::Lambda::Function')).rejects.toMatchObject(unknown);
    await expect(ask('AWS::EC2::VPC', 'MODULE')).rejects.toMatchObject(unknown);
    await expect(ask('constructor')).rejects.toMatchObject(unknown);
    await expect(cloudformation.describeType({})).rejects.toMatchObject({ name: 'ValidationError' });
  });
});

describe('limits', () => {
  test('of the account are told, with what it was granted', async () => {
    aws.state.grant({ stacks: 3 });
    expect((await cloudformation.describeAccountLimits({})).AccountLimits).toEqual([
      { Name: 'StackLimit', Value: 3 },
      { Name: 'StackOutputsLimit', Value: 200 },
      { Name: 'ConcurrentResourcesLimit', Value: 2500 },
    ]);
  });

  test('of stacks do not count those that are deleted', async () => {
    const TemplateBody = '{"Resources":{"Out":{"Type":"AWS::EC2::DHCPOptions","Properties":{"DomainName":"x"}}}}';
    const create = (StackName: string) => cloudformation.createStack({ StackName, TemplateBody });
    for (const name of ['a', 'b', 'c']) await create(name);
    const refusal = { name: 'LimitExceededException', message: 'Limit for stack has been exceeded' };
    await expect(create('d')).rejects.toMatchObject(refusal);
    const asked = { StackName: 'd', ChangeSetName: 'd', ChangeSetType: 'CREATE' as const, TemplateBody };
    await expect(cloudformation.createChangeSet(asked)).rejects.toMatchObject(refusal);
    await cloudformation.deleteStack({ StackName: 'a' });
    await create('d');
  });

  const many = (count: number, member: object) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`M${index}`, member]));
  const gateway = { Type: 'AWS::EC2::InternetGateway' };

  test.each<[string, object, string]>([
    ['resources', { Resources: many(501, gateway) }, 'Number of resources, 501, is greater than maximum allowed, 500'],
    [
      'parameters',
      { Parameters: many(201, { Type: 'String' }) },
      'Number of parameters, 201, is greater than maximum allowed, 200',
    ],
    ['outputs', { Outputs: many(201, { Value: 'x' }) }, 'Number of outputs, 201, is greater than maximum allowed, 200'],
    [
      'mappings',
      { Mappings: many(201, { a: { b: 'c' } }) },
      'Number of mappings, 201, is greater than maximum allowed, 200',
    ],
    ['attributes', { Mappings: { M: many(201, { b: 'c' }) } }, 'Number of attributes of mapping M, 201, is greater'],
    ['names', { Parameters: { ['x'.repeat(256)]: { Type: 'String' } } }, 'is longer than 255 characters'],
  ])('of a template: %s', async (_what, sections, message) => {
    const TemplateBody = JSON.stringify({ Resources: { Gateway: gateway }, ...sections });
    await expect(cloudformation.validateTemplate({ TemplateBody })).rejects.toThrow(message);
  });

  test('of a template are what it may just have', async () => {
    const TemplateBody = JSON.stringify({
      ...{ Resources: many(500, gateway), Outputs: many(200, { Value: 'x' }), Mappings: { M: many(200, { b: 'c' }) } },
      Parameters: many(200, { Type: 'String' }),
    });
    expect((await cloudformation.getTemplateSummary({ TemplateBody })).ResourceTypes).toEqual([gateway.Type]);
  });
});
