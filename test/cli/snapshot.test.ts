import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readDump } from '../../lib/account/dump.ts';
import { ended, Machine } from './breakfix.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
  await machine.run(['up']);
});
afterAll(() => machine.clear());

const inHome = (...names: string[]) => join(machine.home, ...names);

test('writes what the account answers, and what it wrote can be read', async () => {
  const { code, stdout } = await machine.run(['snapshot', '--out', 'flat/one']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^flat\/one: \d+ answers of account 123456789012 in us-east-1\n$/);
  const [account, ...others] = await readDump(inHome('flat'));
  expect(others).toEqual([]);
  expect(account).toMatchObject({ AccountId: '123456789012', Region: 'us-east-1', gaps: [] });
  expect(account?.Vpcs).toHaveLength(1);
  expect(readdirSync(inHome('flat', 'one')).filter((name) => !name.endsWith('.json'))).toEqual([]);
});

test('writes several Regions apart', async () => {
  const { code, value } = await machine.json(['snapshot', '--out', 'many', '--regions', 'us-east-1, eu-west-1']);
  expect(code).toBe(0);
  expect(value).toMatchObject([
    { account: '123456789012', region: 'us-east-1', folder: 'many/123456789012/us-east-1', gaps: [] },
    { region: 'eu-west-1', files: expect.arrayContaining(['describe-vpcs.json']) },
  ]);
  const accounts = await readDump(inHome('many'));
  expect(accounts.map(({ Region }) => Region)).toEqual(['eu-west-1', 'us-east-1']);
});

test('replaces answers in a folder only when that is confirmed, and nothing else in it', async () => {
  await machine.run(['snapshot', '--out', 'old']);
  const notes = { 'notes.txt': 'mine', 'describe-target-health.gone.json': '{}', 'describe-vpcs.json': 'theirs' };
  for (const [name, content] of Object.entries(notes)) writeFileSync(inHome('old', name), content);
  const { code, stderr } = await machine.run(['snapshot', '--out', 'old']);
  expect([code, readFileSync(inHome('old', 'describe-vpcs.json'), 'utf8')]).toEqual([64, 'theirs']);
  expect(stderr).toContain('old is not empty. Replace the answers in it?');
  expect((await machine.run(['snapshot', '--out', 'old', '--yes'])).code).toBe(0);
  expect(readFileSync(inHome('old', 'notes.txt'), 'utf8')).toBe('mine');
  expect(existsSync(inHome('old', 'describe-target-health.gone.json'))).toBe(false);
  expect((await readDump(inHome('old')))[0]?.Vpcs).toHaveLength(1);
});

test.each([
  [['snapshot'], 64, '--out is missing'],
  [['snapshot', '--out', 'x', '--regions', 'here'], 64, '--regions here is not a Region of the local AWS'],
  [['snapshot', '--out', 'x', '--regions', 'us-east-1', '--region', 'us-east-1'], 64, 'both given'],
])('%j is refused', async (args, exitCode, message) => {
  const { code, stderr } = await machine.run(args);
  expect([code, existsSync(inHome('x'))]).toEqual([exitCode, false]);
  expect(stderr).toContain(message);
});

test('a file in the place of the folder is left as it is', async () => {
  writeFileSync(inHome('file'), 'mine');
  expect((await machine.run(['snapshot', '--out', 'file'])).code).toBe(73);
  expect(readFileSync(inHome('file'), 'utf8')).toBe('mine');
});

describe('where the account does not answer everything', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** The local AWS, but for what `answer` does with a call; it may leave it to the local AWS by answering false. */
  async function inFrontOfIt(answer: (action: string, response: ServerResponse) => boolean): Promise<string> {
    const server = createServer(async (request, response) => {
      const body = await textOf(request);
      if (answer(new URLSearchParams(body).get('Action') ?? '', response)) return;
      const { method = '', headers } = request;
      const kept = { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' };
      const url = `http://127.0.0.1:${machine.port}${request.url}`;
      const passed = await fetch(url, { method, headers: kept, ...(method === 'POST' && { body }) });
      response.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? '' });
      response.end(await passed.text());
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return String((server.address() as AddressInfo).port);
  }

  const refuse = (response: ServerResponse) => {
    response.writeHead(403, { 'content-type': 'text/xml' });
    const error = '<Error><Code>UnauthorizedOperation</Code><Message>not you</Message></Error>';
    response.end(`<Response><Errors>${error}</Errors></Response>`);
    return true;
  };

  test('what is denied is not written, and said', async () => {
    const port = await inFrontOfIt((action, response) => action === 'DescribeNetworkAcls' && refuse(response));
    const { code, stderr } = await machine.run(['snapshot', '--out', 'denied'], { BREAKFIX_PORT: port });
    expect([code, existsSync(inHome('denied', 'describe-network-acls.json'))]).toEqual([0, false]);
    expect(stderr).toContain('Could not read aws ec2 describe-network-acls: UnauthorizedOperation: not you\n');
    const [account] = await readDump(inHome('denied'));
    expect(account?.gaps.map(({ command }) => command)).toEqual(['ec2 describe-network-acls']);
  });

  test('nothing is written where all is denied', async () => {
    const port = await inFrontOfIt((action, response) => /^Describe/.test(action) && refuse(response));
    const { code, stderr } = await machine.run(['snapshot', '--out', 'none'], { BREAKFIX_PORT: port });
    expect([code, existsSync(inHome('none'))]).toEqual([77, false]);
    expect(stderr).toContain('Nothing could be read');
  });

  test('Ctrl-C leaves no half of it', async () => {
    let asked = () => {};
    const hanging = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const port = await inFrontOfIt((action) => {
      if (action === 'DescribeSubnets') asked();
      return action === 'DescribeSubnets';
    });
    const child = machine.start(['snapshot', '--out', 'made/half'], { BREAKFIX_PORT: port });
    const outcome = ended(child);
    await hanging;
    expect(readdirSync(inHome('made', 'half'))).toEqual([expect.stringMatching(/^\.unfinished-/)]);
    child.kill('SIGINT');
    expect(await outcome).toMatchObject({ code: 130, stderr: expect.stringContaining('Nothing was written') });
    expect(existsSync(inHome('made'))).toBe(false);
  });
});

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
