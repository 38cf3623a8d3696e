import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect } from '../../lib/clients.ts';
import { waitUntil } from '../../lib/deadline.ts';
import { ended, Machine } from './breakfix.ts';

const ID = 'private-subnet-no-nat';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterEach(() => machine.empty());
afterAll(() => machine.clear());

interface Status {
  localAws: { running: boolean; crashed: boolean; pid?: number };
  labs: { scenario: string; state: string; stackStatus?: string; variant: string; usdPerHour: number }[];
}

async function status(): Promise<Status> {
  return (await machine.json(['status'])).value as Status;
}

const local = () =>
  connect({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${machine.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

describe('the local AWS', () => {
  test('is started once, and stopped once', async () => {
    expect(await machine.json(['up'])).toMatchObject({ code: 0, value: { started: true, port: machine.port } });
    expect(await machine.json(['up'])).toMatchObject({ code: 0, value: { started: false } });
    expect((await status()).localAws).toMatchObject({ running: true, crashed: false });
    expect(await machine.json(['down'])).toMatchObject({ code: 0, value: { stopped: true } });
    expect(await machine.json(['down'])).toMatchObject({ code: 0, value: { stopped: false } });
    expect((await status()).localAws).toMatchObject({ running: false, crashed: false });
  });

  test('is started once when two ask at the same time', async () => {
    const both = await Promise.all([machine.json(['up']), machine.json(['up'])]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect((await machine.run(['status'])).stdout).toContain('The local AWS runs at');
  });

  test('does not run twice on one home folder', async () => {
    await machine.run(['up']);
    const { code, value } = await machine.json(['up', '--port', '1']);
    expect([code, value]).toMatchObject([73, { error: { code: 'OTHER_PORT' } }]);
  });

  test('keeps to a home folder that is named from here', async () => {
    const env = { BREAKFIX_HOME: 'a folder' };
    await machine.run(['down']);
    expect(await machine.json(['up'], env)).toMatchObject({
      code: 0,
      value: { log: join(machine.home, 'a folder', 'local-aws.log') },
    });
    expect(await machine.json(['down'], env)).toMatchObject({ code: 0, value: { stopped: true } });
  });

  test('in the foreground ends on SIGINT with 130, and leaves no record', async () => {
    await machine.run(['down']);
    const child = machine.start(['up', '--foreground']);
    const end = ended(child);
    await waitUntil('it runs', async () => (await status()).localAws.running, { seconds: 20 });
    child.kill('SIGINT');
    expect(await end).toMatchObject({ code: 130 });
    expect((await status()).localAws).toMatchObject({ running: false, crashed: false });
  });

  test('has its environment printed for a shell', async () => {
    await machine.run(['up']);
    const { stdout } = await machine.run(['env'], { AWS_ENDPOINT_URL_EC2: 'http://elsewhere', AWS_PROFILE: 'work' });
    expect(stdout).toContain(`export AWS_ENDPOINT_URL='http://127.0.0.1:${machine.port}'\n`);
    expect(stdout).toContain("export AWS_REGION='us-east-1'\n");
    expect(stdout).toMatch(/export CDK_DEFAULT_ACCOUNT='\d{12}'\n/);
    for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_EC2']) {
      expect(stdout).toContain(`unset ${name}\n`);
    }
    expect((await machine.run(['env', '--shell', 'fish'])).stdout).toContain("set -gx AWS_PAGER ''\n");
    expect((await machine.run(['env', '--shell', 'powershell'])).stdout).toContain("$env:AWS_REGION = 'us-east-1'\n");
  });

  test('has its environment taken away again for a real account', async () => {
    const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:4580', AWS_ACCESS_KEY_ID: 'test' };
    const { code, stdout } = await machine.run(['env', '--target', 'aws', '--profile', 'work'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('unset AWS_ENDPOINT_URL\n');
    expect(stdout).toContain('unset AWS_ACCESS_KEY_ID\n');
    expect(stdout).toContain("export AWS_PROFILE='work'\n");
  });
});

describe('a lab', () => {
  test('is deployed, described, reset and destroyed', async () => {
    const deployed = await machine.json(['deploy', ID]);
    expect(deployed).toMatchObject({ code: 0, value: { deployed: { scenario: ID, variant: 'A', target: 'local' } } });
    expect((await status()).labs).toMatchObject([{ scenario: ID, state: 'deployed', stackStatus: 'CREATE_COMPLETE' }]);
    expect((await status()).labs[0]?.usdPerHour).toBeCloseTo(0.0051, 4);
    expect(await machine.json(['deploy', ID])).toMatchObject({
      code: 73,
      value: { error: { code: 'ALREADY_DEPLOYED' } },
    });
    expect(await machine.json(['reset', ID])).toMatchObject({ code: 0, value: { reset: { scenario: ID } } });
    expect(await machine.json(['destroy', '--all'])).toEqual({ code: 0, value: { destroyed: [ID], left: [] } });
    expect((await status()).labs).toEqual([]);
    expect(readdirSync(join(machine.home, 'state', 'labs'))).toEqual([]);
    expect(existsSync(join(machine.home, 'cdk.out'))).toBe(false);
  });

  test('is changed by one at a time', async () => {
    await machine.run(['up']);
    const all = await Promise.all([machine.json(['deploy', ID]), machine.json(['deploy', ID])]);
    const [first, second] = all.sort((a, b) => (a.code ?? 0) - (b.code ?? 0));
    expect(first).toMatchObject({ code: 0, value: { deployed: { scenario: ID } } });
    expect([73, 75]).toContain(second?.code);
    expect(second?.value).toMatchObject({ error: { code: expect.stringMatching(/^(LAB_BUSY|ALREADY_DEPLOYED)$/) } });
    expect((await status()).labs).toMatchObject([{ scenario: ID, state: 'deployed' }]);
    expect(readdirSync(join(machine.home, 'state', 'labs')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  test('survives a restart of the local AWS', async () => {
    await machine.run(['deploy', ID]);
    await machine.run(['down']);
    await machine.run(['up']);
    expect((await status()).labs).toMatchObject([{ scenario: ID, state: 'deployed' }]);
  });

  test('that is not there cannot be reset, and is destroyed already', async () => {
    expect(await machine.json(['reset', ID])).toMatchObject({ code: 69, value: { error: { code: 'NOT_DEPLOYED' } } });
    expect(await machine.json(['destroy', ID])).toMatchObject({ code: 0, value: { left: [] } });
  });

  test('of another Region is named', async () => {
    await machine.run(['deploy', ID, '--region', 'eu-west-1']);
    const { value } = await machine.json(['reset', ID]);
    expect(value).toMatchObject({ error: { code: 'OTHER_PLACE', tryThis: expect.stringContaining('eu-west-1') } });
    expect((await machine.run(['destroy', ID])).stderr).toContain('--region eu-west-1');
  });

  test('shows its resources as plain lines without a terminal', async () => {
    const { stdout, stderr } = await machine.run(['deploy', ID]);
    expect(stderr).toMatch(/^ {2}\d+\/\d+ AWS::EC2::VPC \w+$/m);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/WARNING|deprecated/);
    expect(stdout).toBe(`Read the ticket: breakfix ticket ${ID}\n`);
  });
});

describe('kill -9 of the local AWS', () => {
  /** Deploys, kills the local AWS as soon as `when` is true, and answers how the deploy ended. */
  async function crash(when: () => Promise<boolean>) {
    await machine.run(['up']);
    const { pid } = (await status()).localAws;
    const child = ended(machine.start(['deploy', ID, '--json']));
    await waitUntil('it is time', when, { seconds: 30 });
    process.kill(pid ?? 0, 'SIGKILL');
    return child;
  }

  test('before CloudFormation knows of the lab: maybe deployed, and the next deploy cleans up', async () => {
    const labs = join(machine.home, 'state', 'labs');
    const { code, stdout } = await crash(
      async () => existsSync(labs) && readdirSync(labs).some((f) => f.endsWith('.json')),
    );
    expect([code, JSON.parse(stdout)]).toMatchObject([69, { error: { code: 'UNREACHABLE' } }]);
    expect((await status()).localAws).toMatchObject({ running: false, crashed: true });
    expect(await machine.run(['doctor'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('ended without being told to'),
    });
    expect((await machine.run(['status'])).stdout).toContain(`${ID} (deploying)`);
    await machine.run(['up']);
    expect((await status()).labs).toMatchObject([{ scenario: ID, state: 'maybe deployed' }]);
    const again = await machine.run(['deploy', ID]);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining('There was an earlier deployment') });
    expect((await status()).labs).toMatchObject([{ scenario: ID, state: 'deployed' }]);
  });

  test('in the middle of it: what CloudFormation has acknowledged is there, and destroy takes it away', async () => {
    const { code } = await crash(async () => {
      const stacks = await local().cloudformation.send(new DescribeStacksCommand({}));
      return (stacks.Stacks ?? []).length > 0;
    });
    await machine.run(['up']);
    const [lab] = (await status()).labs;
    const truth = await local().cloudformation.send(new DescribeStacksCommand({ StackName: `breakfix-${ID}` }));
    expect(lab).toMatchObject({ scenario: ID, stackStatus: truth.Stacks?.[0]?.StackStatus });
    expect(lab?.state).toBe(lab?.stackStatus === 'CREATE_COMPLETE' ? 'deployed' : 'maybe deployed');
    if (lab?.state !== 'deployed') expect(code).toBe(69);
    expect(await machine.json(['destroy', ID])).toEqual({ code: 0, value: { destroyed: [ID], left: [] } });
    expect((await status()).labs).toEqual([]);
  });
});

test('a state that cannot be read is set aside, and said so', async () => {
  await machine.run(['down']);
  const folder = join(machine.home, 'state', 'local-aws');
  const [database = ''] = readdirSync(folder).filter((name) => name.endsWith('.db'));
  writeFileSync(join(folder, database), 'what a mess '.repeat(1000));
  expect((await machine.run(['up'])).stderr).toMatch(/could not be read and was kept as .*unreadable/);
  expect((await machine.run(['doctor'])).stdout).toMatch(/one that could not be read was kept as/);
});

test('the log of the background process is in the home folder', async () => {
  await machine.run(['up']);
  expect(readFileSync(join(machine.home, 'state', 'local-aws.log'), 'utf8')).toContain(`:${machine.port}`);
});
