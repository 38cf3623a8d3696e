import { request } from 'node:http';
import { connect } from 'node:net';
import { CreateFleetCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../emulator/guard.ts';
import { type RunningServer, serve } from '../../emulator/server.ts';
import { SERVICES, type ServiceEntry } from '../../emulator/services.ts';
import { State } from '../../emulator/state.ts';

const state = () => new State({ accountId: '123456789012', furnish: () => {} });
const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

/** EC2 with two operations of the test's own, and the other services as they are. */
const services: ServiceEntry[] = SERVICES.map((entry) =>
  entry.id !== 'ec2'
    ? entry
    : {
        ...entry,
        load: async () => ({
          shape: (await entry.load()).shape,
          handlers: {
            DescribeVpcs: ({ name, vpcs }) => ({ Vpcs: [{ VpcId: name }, ...vpcs.values()] }),
            DeleteVpc: () => {
              throw new Error('a defect');
            },
          },
        }),
      },
);

let server: RunningServer;
let log: string[];
beforeAll(async () => {
  server = await serve({ port: 0, state: state(), log: (line) => log.push(line), version: '1.2.3', services });
});
afterAll(() => server.close());
beforeEach(() => {
  log = [];
});

const ec2 = (region: string) => new EC2Client({ endpoint: server.url, region, credentials, maxAttempts: 1 });

test('the Region is the one that the request is signed for', async () => {
  for (const region of ['us-east-1', 'ap-northeast-2']) {
    const { Vpcs } = await ec2(region).send(new DescribeVpcsCommand({}));
    expect(Vpcs?.map(({ VpcId }) => VpcId)).toEqual([region]);
  }
  expect(log).toEqual(['ec2:DescribeVpcs us-east-1 200', 'ec2:DescribeVpcs ap-northeast-2 200']);
});

test('another state can take the place of the first', async () => {
  const other = new State({ accountId: '210987654321', furnish: () => {} });
  const sts = new STSClient({ endpoint: server.url, region: 'us-east-1', credentials });
  server.use(other);
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '210987654321' });
  server.use(state());
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' });
});

test('what is not emulated is an error that the SDK understands and does not retry', async () => {
  const client = new EC2Client({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 3 });
  const fleet = { LaunchTemplateConfigs: [], TargetCapacitySpecification: { TotalTargetCapacity: 1 } };
  await expect(client.send(new CreateFleetCommand(fleet))).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    message: "breakfix's local AWS does not emulate ec2:CreateFleet",
    $metadata: { httpStatusCode: 400, attempts: 1, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
});

test('a defect answers 500 and tells its stack to the log alone', async () => {
  const reply = await post({ body: 'Action=DeleteVpc&Version=2016-11-15&VpcId=vpc-1' });
  expect(reply.status).toBe(500);
  expect(reply.body).toContain('<Code>');
  expect(reply.body).not.toContain('a defect');
  expect(log.join('\n')).toMatch(/Error: a defect\n\s+at /);
});

test('health', async () => {
  const reply = await fetch(`${server.url}/_breakfix/health`);
  expect(await reply.json()).toEqual({
    status: 'ok',
    version: '1.2.3',
    accountId: '123456789012',
    pid: process.pid,
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    home: null,
    quotas: {},
  });
});

test('a reset makes a fresh account', async () => {
  const used = state();
  used.transaction('us-east-1', ({ vpcs }) =>
    vpcs.put('vpc-1', { VpcId: 'vpc-1', enableDnsHostnames: false, enableDnsSupport: true }),
  );
  server.use(used);
  expect((await fetch(`${server.url}/_breakfix/reset`)).status).toBe(404);
  expect((await ec2('us-east-1').send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(2);
  expect((await fetch(`${server.url}/_breakfix/reset`, { method: 'POST' })).status).toBe(200);
  expect((await ec2('us-east-1').send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
});

describe('the guard', () => {
  const local = { host: '127.0.0.1:4566', origin: undefined, fetchSite: undefined };

  test.each(['localhost', 'localhost:4566', 'LOCALHOST:1', '127.0.0.1:4566', '127.9.8.7', '[::1]:4566'])(
    'lets Host %s pass',
    (host) => {
      expect(refusal({ ...local, host })).toBeUndefined();
    },
  );

  test.each([
    undefined,
    '',
    'example.com',
    'localhost.example.com',
    '127.0.0.1.nip.io',
    '127.0.0.256',
    '0.0.0.0',
    '10.0.0.1:4566',
    '[::]',
    '[::1].example.com',
    'localhost:4566@example.com',
    'example.com:127.0.0.1',
  ])('refuses Host %s', (host) => {
    expect(refusal({ ...local, host })).toContain('Host');
  });

  test.each(['http://example.com', 'null', 'https://127.0.0.1:4566', 'http://127.0.0.1:4567', 'http://127.0.0.1', ''])(
    'refuses Origin %s',
    (origin) => {
      expect(refusal({ ...local, origin })).toContain('origins');
    },
  );

  test('lets its own origin pass', () => {
    expect(refusal({ ...local, origin: 'http://127.0.0.1:4566', fetchSite: 'same-origin' })).toBeUndefined();
  });

  test.each(['cross-site', 'same-site'])('refuses what a browser calls %s', (fetchSite) => {
    expect(refusal({ ...local, fetchSite })).toContain('sites');
  });

  test.each(['/', '/_breakfix/health', '/_breakfix/reset'])('stands before %s', async (path) => {
    expect((await post({ path, headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await post({ path, headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await post({ path, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  });
});

describe('a body', () => {
  const limit = 1024 * 1024;
  const padded = (length: number) => `Action=DescribeVpcs&Version=2016-11-15&NextToken=${'x'.repeat(length - 49)}`;

  test('of one mebibyte is read', async () => {
    expect(padded(limit)).toHaveLength(limit);
    expect((await post({ body: padded(limit) })).status).toBe(200);
  });

  test.each([
    ['with its length', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('that is larger is refused %s', async (_, headers) => {
    const reply = await post({ body: padded(limit + 1), headers });
    expect(reply.status).toBe(413);
    expect(reply.body).toContain('<Code>RequestEntityTooLarge</Code>');
  });

  test('of a hundred thousand parameters is answered', async () => {
    const many = Array.from({ length: 60_000 }, (_, index) => `VpcId.${index + 1}=v`).join('&');
    expect((await post({ body: `Action=DescribeVpcs&Version=2016-11-15&${many}` })).status).toBe(200);
  });
});

test('bytes that are no HTTP end their connection only', async () => {
  const socket = connect(server.port, '127.0.0.1');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('data', () => {}).on('error', () => {});
  socket.write('\x16\x03\x01 no HTTP at all\r\n\r\n');
  await closed;
  expect((await fetch(`${server.url}/_breakfix/health`)).status).toBe(200);
});

test('many requests at once are all answered', async () => {
  const client = ec2('us-east-1');
  const replies = await Promise.all(Array.from({ length: 100 }, () => client.send(new DescribeVpcsCommand({}))));
  expect(replies.every(({ Vpcs }) => Vpcs?.[0]?.VpcId === 'us-east-1')).toBe(true);
});

test('a port that is taken is an error that can be repaired', async () => {
  const again = serve({ port: server.port, state: state() });
  await expect(again).rejects.toMatchObject({ code: 'PORT_IN_USE', tryThis: expect.stringContaining('port 0') });
});

test('a port that does not exist is one too', async () => {
  await expect(serve({ port: 70_000, state: state() })).rejects.toMatchObject({ code: 'PORT_NOT_ALLOWED' });
});

test('a closed server is gone, whoever kept a connection open', async () => {
  const short = await serve({ port: 0, state: state(), services });
  const client = new EC2Client({ endpoint: short.url, region: 'us-east-1', credentials, maxAttempts: 1 });
  await client.send(new DescribeVpcsCommand({}));
  await short.close();
  await expect(client.send(new DescribeVpcsCommand({}))).rejects.toThrow();
});

interface Post {
  path?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Unlike fetch, it sends the headers that it is given. */
function post({ path = '/', body = '', headers = {} }: Post): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { port: server.port, host: '127.0.0.1', method: 'POST', path, headers: { ...form, ...headers } },
      (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe('quotas', () => {
  const grant = (body: string) => fetch(`${server.url}/_breakfix/quotas`, { method: 'POST', body });

  test('are granted while it runs, and told', async () => {
    const reply = await grant('{"vpcs":20}');
    expect([reply.status, await reply.json()]).toEqual([200, { status: 'ok', quotas: { vpcs: 20 } }]);
    expect(await (await grant('{"elastic-ips":7}')).json()).toMatchObject({ quotas: { vpcs: 20, 'elastic-ips': 7 } });
    const health = await (await fetch(`${server.url}/_breakfix/health`)).json();
    expect(health).toMatchObject({ quotas: { vpcs: 20, 'elastic-ips': 7 } });
  });

  test.each([
    ['', /numbers by name/],
    ['[]', /numbers by name/],
    ['{"vpc":20}', /no quota 'vpc'/],
    ['{"vpcs":"20"', /numbers by name/],
    ['{"vpcs":"20"}', /whole number/],
    ['{"vpcs":0}', /whole number/],
    ['{"vpcs":1.5}', /whole number/],
    ['{"vpcs":1e9}', /whole number/],
  ])('%s is refused', async (body, message) => {
    const reply = await grant(body);
    expect([reply.status, await reply.json()]).toEqual([
      400,
      { status: 'refused', message: expect.stringMatching(message) },
    ]);
  });
});
