import { expect, test } from 'vitest';
import { answer } from '../../../emulator/answer.ts';
import { AwsError } from '../../../emulator/error.ts';
import type { AnyHandler } from '../../../emulator/operation.ts';
import { SERVICES, type ServiceEntry } from '../../../emulator/services.ts';
import { State } from '../../../emulator/state.ts';

const SCOPE = 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/SERVICE/aws4_request, Signature=0';
const state = new State({ accountId: '123456789012', furnish: () => {} });

/** The real services, whose operations all succeed with an empty answer. */
const services: ServiceEntry[] = SERVICES.map((entry) => ({
  ...entry,
  load: async () => {
    const { shape } = await entry.load();
    const handlers = Object.fromEntries([...shape.operations.keys()].map((name) => [name, (() => ({})) as AnyHandler]));
    return { shape, handlers: { ...handlers, CreateFleet: undefined, DeleteVpc: fail('boom'), DeleteStack: notFound } };
  },
}));

const fail = (message: string) => () => {
  throw new Error(message);
};
const notFound = () => {
  throw new AwsError('ChangeSetNotFoundException', 'gone');
};

async function send(service: string, contentType: string, body: string | Uint8Array, target?: string, method = 'POST') {
  const headers: Record<string, string | undefined> = {
    authorization: SCOPE.replace('SERVICE', service),
    'content-type': contentType,
    'x-amz-target': target,
  };
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const reply = await answer(services, state, { method, header: (name) => headers[name], body: bytes });
  const [code, message] = ['Code', 'Message'].map(
    (tag) => new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(reply.body)?.[1],
  );
  return { ...reply, code, message };
}

const form = (service: string, version: string) => (body: string | Uint8Array) =>
  send(
    service,
    'application/x-www-form-urlencoded; charset=utf-8',
    typeof body === 'string' ? `Version=${version}&${body}` : body,
  );
const ec2 = form('ec2', '2016-11-15');
const stacks = form('cloudformation', '2010-05-15');
const ssm = (body: string, action = 'GetParameters') =>
  send('ssm', 'application/x-amz-json-1.1', body, `AmazonSSM.${action}`);

test.each([
  ['Action=Nonsense', 'InvalidAction', 'The action Nonsense is not valid for this web service.'],
  ['Action=', 'MissingAction', 'The request must contain the parameter Action.'],
  ['Action=CreateFleet', 'UnsupportedOperation', "breakfix's local AWS does not emulate ec2:CreateFleet"],
  ['Action=constructor', 'InvalidAction', 'The action constructor is not valid for this web service.'],
  ['Action=DeleteSubnet', 'MissingParameter', 'The request must contain the parameter SubnetId'],
  ['Action=DescribeVpcs&Filters.1.Name=x', 'UnknownParameter', 'The parameter Filters is not recognized'],
  ['Action=DescribeVpcs&Filter.1.Nam=x', 'UnknownParameter', 'The parameter Filter.1.Nam is not recognized'],
  ['Action=DescribeVpcs&Filter.x.Name=x', 'UnknownParameter', 'The parameter Filter.x is not recognized'],
  ['Action=DescribeVpcs&VpcId.9999999999=x', 'UnknownParameter', 'The parameter VpcId.9999999999 is not recognized'],
  ['Action=DescribeVpcs&NextToken.1=x', 'UnknownParameter', 'The parameter NextToken.1 is not recognized'],
  ['Action=DescribeVpcs&__proto__.x=1', 'UnknownParameter', 'The parameter __proto__ is not recognized'],
  [
    'Action=DescribeVpcs&MaxResults=ten',
    'InvalidParameterValue',
    'Value (ten) for parameter MaxResults is invalid. Expected a number.',
  ],
  [
    'Action=DescribeVpcs&DryRun=perhaps',
    'InvalidParameterValue',
    'Value (perhaps) for parameter DryRun is invalid. Expected true or false.',
  ],
  [
    'Action=DescribeVpcs&Filter=x',
    'InvalidParameterValue',
    'Value (x) for parameter Filter is invalid. Expected a list.',
  ],
  [
    'Action=DescribeVpcs&NextToken=a%01',
    'InvalidCharacter',
    'The value of the parameter NextToken contains a character that is not valid.',
  ],
  ['Action=DescribeVpcs&NextToken=%ZZ', 'MalformedQueryString', undefined],
  ['Action=DescribeVpcs&NextToken=%FF', 'MalformedQueryString', undefined],
  [`Action=DescribeVpcs&${'a.'.repeat(40)}b=x`, 'MalformedQueryString', undefined],
  [`Action=DescribeVpcs&${'a'.repeat(600)}=x`, 'MalformedQueryString', undefined],
])('EC2 refuses %s', async (body, code, message) => {
  const reply = await ec2(body);
  expect(reply).toMatchObject({ status: 400, code });
  if (message) expect(reply.message).toBe(message);
  expect(reply.body).toMatch(/^<\?xml[^>]+>\n<Response><Errors><Error>/);
});

test('lists keep their order by number, whatever gaps they have', async () => {
  let asked: object | undefined;
  const [entry] = services;
  if (!entry) throw new Error('no EC2');
  const { shape } = await entry.load();
  const spy: ServiceEntry = {
    ...entry,
    load: async () => ({
      shape,
      handlers: {
        DescribeVpcs: (_region: unknown, input: object) => {
          asked = input;
          return {};
        },
      },
    }),
  };
  const body = 'Action=DescribeVpcs&Version=2016-11-15&VpcId.10=c&VpcId.2=b&VpcId.1=a';
  const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded' };
  await answer([spy], state, { method: 'POST', header: (name) => headers[name], body: new TextEncoder().encode(body) });
  expect(asked).toEqual({ VpcIds: ['a', 'b', 'c'] });
});

test.each([
  ['Action=Nonsense', 'InvalidAction', 'Could not find operation Nonsense for version 2010-05-15'],
  [
    'Action=CreateChangeSet',
    'ValidationError',
    "2 validation errors detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null; " +
      "Value null at 'changeSetName' failed to satisfy constraint: Member must not be null",
  ],
  [
    'Action=CreateStack&StackName=s&Tags.member.1.Value=v',
    'ValidationError',
    "1 validation error detected: Value null at 'tags.1.member.key' failed to satisfy constraint: Member must not be null",
  ],
  ['Action=CreateStack&StackName=s&Tags.1.Key=v', 'MalformedInput', undefined],
  ['Action=CreateStack&StackName=s&Tags.member.Key=v', 'MalformedInput', undefined],
  ['Action=CreateStack&StackName.x=s', 'MalformedInput', undefined],
  [
    'Action=CreateStack&StackName=s&TimeoutInMinutes=soon',
    'MalformedInput',
    "Value 'soon' at 'timeoutInMinutes' is malformed: expected a number",
  ],
  [
    'Action=DeleteStack&StackName=%00',
    'ValidationError',
    "Value at 'stackName' contains a character that is not valid",
  ],
])('CloudFormation refuses %s', async (body, code, message) => {
  const reply = await stacks(body);
  expect(reply).toMatchObject({ status: 400, code });
  if (message) expect(reply.message?.replaceAll('&apos;', "'")).toBe(message);
  expect(reply.body).toMatch(/<ErrorResponse><Error><Type>Sender<\/Type>/);
});

test('CloudFormation ignores a parameter that it does not know', async () => {
  expect((await stacks('Action=DescribeStacks&Nonsense=1')).status).toBe(200);
});

test('an error takes the code and status that its shape declares', async () => {
  expect(await stacks('Action=DeleteStack&StackName=s')).toMatchObject({ status: 404, code: 'ChangeSetNotFound' });
});

test.each([
  ['{"Names":', 'SerializationException'],
  ['[]', 'SerializationException'],
  ['{"Names":"x"}', 'SerializationException'],
  ['{"Names":[1]}', 'SerializationException'],
  ['{"Names":["\\u0000"]}', 'ValidationException'],
  ['{"Names":["\\ud800"]}', 'ValidationException'],
  ['{}', 'ValidationException'],
  ['', 'ValidationException'],
  ['['.repeat(100_000), 'SerializationException'],
])('SSM refuses %.20s', async (body, type) => {
  const reply = await ssm(body);
  expect(reply.status).toBe(400);
  expect(JSON.parse(reply.body)).toMatchObject({ __type: type, message: expect.any(String) });
});

test('SSM refuses nesting without end in a shape that contains itself', async () => {
  const deep = `${'{"Aggregators":['.repeat(5000)}${']}'.repeat(5000)}`;
  const reply = await ssm(deep, 'GetInventory');
  expect(JSON.parse(reply.body)).toMatchObject({ __type: 'SerializationException' });
});

test('a JSON operation that does not exist is named', async () => {
  expect(JSON.parse((await ssm('{}', 'Nonsense')).body).__type).toBe('UnknownOperationException');
});

test.each([
  ['iam', 'application/x-www-form-urlencoded', 'Action=ListRoles&Version=2010-05-08', undefined],
  ['dynamodb', 'application/x-amz-json-1.0', '{}', 'DynamoDB_20120810.ListTables'],
  ['lambda', '', '', undefined],
  ['s3', 'application/xml', '<x/>', undefined],
])('a service that is not emulated, %s, is refused and not retried', async (service, contentType, body, target) => {
  const reply = await send(service, contentType, body, target, contentType ? 'POST' : 'GET');
  expect(reply.status).toBe(400);
  expect(reply.body).toContain(`breakfix's local AWS does not emulate ${service}`);
});

test('Classic Load Balancers share a name with ELBv2 and are told apart', async () => {
  const body = 'Action=DescribeLoadBalancers&Version=2012-06-01';
  const reply = await send('elasticloadbalancing', 'application/x-www-form-urlencoded', body);
  expect(reply.message).toContain('elasticloadbalancing:DescribeLoadBalancers of API version 2012-06-01');
});

test('a request to one service signed for another is refused', async () => {
  expect((await form('ec2', '2010-05-15')('Action=DescribeStacks')).status).toBe(400);
});

test('a body that is not UTF-8 is refused', async () => {
  const reply = await ec2(Uint8Array.from([0x41, 0xff]));
  expect(reply).toMatchObject({ status: 400, code: 'MalformedQueryString' });
});

test('a defect of ours is an internal error that keeps its reason to itself', async () => {
  const reply = await ec2('Action=DeleteVpc&VpcId=vpc-1');
  expect(reply).toMatchObject({ status: 500, code: 'InternalError', defect: new Error('boom') });
  expect(reply.body).not.toContain('boom');
});
