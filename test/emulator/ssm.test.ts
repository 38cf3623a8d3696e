import {
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  paginateGetParametersByPath,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { SERVICES } from '../../emulator/services.ts';
import { type AmiParameter, amiParameters } from '../../emulator/ssm/ami-parameters.ts';
import { State } from '../../emulator/state.ts';
import { requestHandlerFor } from './protocol/clients.ts';

const NAME = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64';

const state = new State({ accountId: '123456789012', furnish: () => {} });
const ssmIn = (region: string) =>
  new SSMClient({
    region,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    requestHandler: requestHandlerFor(SERVICES, state),
  });
const ssm = ssmIn('eu-west-1');

test('a public parameter names an image of the Region, always the same', async () => {
  const valueIn = async (region: string) =>
    (await ssmIn(region).send(new GetParameterCommand({ Name: NAME }))).Parameter?.Value;
  const [ireland, again, seoul] = [
    await valueIn('eu-west-1'),
    await valueIn('eu-west-1'),
    await valueIn('ap-northeast-2'),
  ];
  expect(ireland).toMatch(/^ami-0[0-9a-f]{16}$/);
  expect(again).toBe(ireland);
  expect(seoul).not.toBe(ireland);
});

test('a parameter is answered in full', async () => {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NAME }));
  expect(Parameter).toMatchObject({
    Name: NAME,
    Type: 'String',
    ARN: `arn:aws:ssm:eu-west-1::parameter${NAME}`,
    DataType: 'text',
    LastModifiedDate: expect.any(Date),
  });
});

test.each([NAME, `${NAME}:1`, `arn:aws:ssm:eu-west-1::parameter${NAME}`])('%s is a way to name it', async (Name) => {
  expect((await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Name).toBe(NAME);
});

test.each(['/nope', `${NAME}:2`, ''])('%j is not found', async (Name) => {
  await expect(ssm.send(new GetParameterCommand({ Name }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
    $metadata: { httpStatusCode: 400 },
  });
});

test('names that are not found are listed', async () => {
  const { Parameters, InvalidParameters } = await ssm.send(new GetParametersCommand({ Names: [NAME, '/nope', NAME] }));
  expect(Parameters?.map(({ Name }) => Name)).toEqual([NAME]);
  expect(InvalidParameters).toEqual(['/nope']);
});

test('all of a path come page by page', async () => {
  const names: (string | undefined)[] = [];
  for await (const page of paginateGetParametersByPath({ client: ssm }, { Path: '/aws/service', Recursive: true })) {
    names.push(...(page.Parameters ?? []).map(({ Name }) => Name));
  }
  expect(names).toEqual(amiParameters('eu-west-1').map(({ Name }) => Name));
  expect(new Set(names).size).toBe(names.length);
});

test('without recursion only what is right below the path is listed', async () => {
  const below = async (Path: string) => (await ssm.send(new GetParametersByPathCommand({ Path }))).Parameters?.length;
  expect(await below('/aws/service/ami-amazon-linux-latest/')).toBe(10);
  expect(await below('/aws/service')).toBe(0);
});

test.each([
  [{ Path: 'no-slash' }, 'must begin with a forward slash'],
  [{ Path: '/', MaxResults: 11 }, "Value '11' at 'maxResults'"],
  [{ Path: '/', NextToken: 'x' }, 'token is not valid'],
  [{ Path: '/', ParameterFilters: [{ Key: 'Type', Values: ['String'] }] }, 'does not emulate filters'],
])('the path request %o is refused', async (input, message) => {
  await expect(ssm.send(new GetParametersByPathCommand(input))).rejects.toThrow(message);
});

test('two names for one image have one id, and each image has one architecture', () => {
  const parameters = amiParameters('us-east-1');
  const byId = new Map<string, AmiParameter[]>();
  for (const each of parameters) byId.set(each.Value, [...(byId.get(each.Value) ?? []), each]);
  for (const same of byId.values()) expect(new Set(same.map(({ ImageName }) => ImageName)).size).toBe(1);
  expect(byId.size).toBe(new Set(parameters.map(({ ImageName }) => ImageName)).size);
  for (const { Name, Architecture } of parameters) {
    expect(Name).toMatch(Architecture === 'arm64' ? /arm64/ : /x86_64|amd64/);
  }
});
