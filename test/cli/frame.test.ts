import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERBS } from '../../cli/verbs.ts';
import { Machine } from './breakfix.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

describe('help', () => {
  test('lists every verb', async () => {
    const { code, stdout } = await machine.run(['--help']);
    expect(code).toBe(0);
    for (const { name } of VERBS) expect(stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  });

  test('of a verb names the common options', async () => {
    const { stdout } = await machine.run(['deploy', '--help']);
    expect(stdout).toContain('--variant <name>');
    expect(stdout).toContain('--target <name>');
  });

  test('loads neither an SDK client nor CDK', () => {
    const trace = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `process.argv.push('--help'); await import('./dist/bin/breakfix.js'); ${LOADED}`],
      { encoding: 'utf8', env: machine.env },
    );
    expect(trace.stderr).toBe('');
    expect(trace.stdout).toContain('Usage: breakfix');
  });

  test('starts in about the time of Node itself', () => {
    const time = (args: string[]) => {
      const start = performance.now();
      spawnSync(process.execPath, args, { env: machine.env });
      return performance.now() - start;
    };
    // The best of many tells what it costs when the machine has time for it.
    let [ours, node] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < 5 || (round < 50 && ours >= 3 * node); round += 1) {
      ours = Math.min(ours, time(['dist/bin/breakfix.js', '--help']));
      node = Math.min(node, time(['-e', '0']));
    }
    expect(ours).toBeLessThan(3 * node);
  });

  test('is one JSON document where that is asked for', async () => {
    for (const args of [[], ['--help'], ['help', 'deploy'], ['--version']]) {
      expect(await machine.json(args)).toEqual({ code: 0, value: { text: expect.any(String) } });
    }
  });

  test('--version is the version of the package', async () => {
    expect((await machine.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

/** CommonJS packages leave a trace in the module cache; both the SDK and CDK are CommonJS. */
const LOADED = `
  const { createRequire } = await import('node:module');
  const heavy = Object.keys(createRequire(import.meta.url).cache).filter((f) => /aws-sdk|aws-cdk|smithy/.test(f));
  if (heavy.length > 0) process.stderr.write(heavy.join('\\n'));
`;

describe('errors', () => {
  const REFUSALS: [string, string[], NodeJS.ProcessEnv, { code: string; exit: number; tryThis: RegExp }][] = [
    ['an unknown verb', ['deplyo'], {}, { code: 'USAGE', exit: 64, tryThis: /--help/ }],
    [
      'a name with control characters',
      ['deploy', 'a\u001b[31mb'],
      {},
      { code: 'UNKNOWN_SCENARIO', exit: 64, tryThis: /list/ },
    ],
    ['a Region that is none', ['status', '--region', '../x'], {}, { code: 'USAGE', exit: 64, tryThis: /us-east-1/ }],
    [
      'a Region that only looks like one',
      ['status', '--region', 'us-nowhere-1'],
      {},
      { code: 'USAGE', exit: 64, tryThis: /one of .*us-east-1/ },
    ],
    [
      'a Region of the environment that is none',
      ['status', '--target', 'aws'],
      { AWS_REGION: 'no where' },
      { code: 'USAGE', exit: 64, tryThis: /AWS_REGION us-east-1/ },
    ],
    [
      'a shell that every object has',
      ['env', '--shell', 'constructor'],
      {},
      { code: 'USAGE', exit: 64, tryThis: /fish/ },
    ],
    [
      'a home folder that is a file',
      ['up'],
      { BREAKFIX_HOME: process.execPath },
      { code: 'FILE', exit: 73, tryThis: /BREAKFIX_HOME/ },
    ],
    ['a missing argument', ['deploy'], {}, { code: 'USAGE', exit: 64, tryThis: /--help/ }],
    ['an unknown option', ['list', '--nonsense'], {}, { code: 'USAGE', exit: 64, tryThis: /--help/ }],
    ['an unknown target', ['list', '--target', 'azure'], {}, { code: 'USAGE', exit: 64, tryThis: /local or aws/ }],
    ['an unknown language', ['list', '--lang', 'de'], {}, { code: 'USAGE', exit: 64, tryThis: /en or ko/ }],
    ['a port that is none', ['up', '--port', 'http'], {}, { code: 'USAGE', exit: 64, tryThis: /--port 4580/ }],
    ['an unknown shell', ['env', '--shell', 'tcsh'], {}, { code: 'USAGE', exit: 64, tryThis: /fish/ }],
    [
      'a case that is nearly one',
      ['deploy', 'private-subnet-nat'],
      {},
      {
        code: 'UNKNOWN_SCENARIO',
        exit: 64,
        tryThis: /^private-subnet-no-nat,/,
      },
    ],
    [
      'a case that is none',
      ['deploy', 'zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz'],
      {},
      {
        code: 'UNKNOWN_SCENARIO',
        exit: 64,
        tryThis: /^breakfix list$/,
      },
    ],
    ['destroy of nothing in particular', ['destroy'], {}, { code: 'USAGE', exit: 64, tryThis: /--all/ }],
    [
      'a profile for the local AWS',
      ['reset', 'sg-syn-dropped', '--profile', 'x'],
      {},
      {
        code: 'USAGE',
        exit: 64,
        tryThis: /--target aws/,
      },
    ],
    [
      'aws at a local endpoint',
      ['deploy', 'sg-syn-dropped', '--target', 'aws'],
      { AWS_ENDPOINT_URL: 'http://localhost:4580' },
      { code: 'LOCAL_ENDPOINT', exit: 78, tryThis: /env --target aws/ },
    ],
    [
      'aws without a Region',
      ['deploy', 'sg-syn-dropped', '--target', 'aws'],
      {},
      {
        code: 'NO_REGION',
        exit: 78,
        tryThis: /--region/,
      },
    ],
    [
      'aws without credentials',
      ['deploy', 'sg-syn-dropped', '--target', 'aws', '--region', 'eu-west-1'],
      {},
      {
        code: 'NO_CREDENTIALS',
        exit: 77,
        tryThis: /--profile/,
      },
    ],
    [
      'aws with a profile that is not there',
      ['deploy', 'sg-syn-dropped', '--target', 'aws', '--region', 'eu-west-1', '--profile', 'nobody'],
      {},
      {
        code: 'NO_CREDENTIALS',
        exit: 77,
        tryThis: /--profile/,
      },
    ],
  ];

  test.each(REFUSALS)('%s', async (_, args, env, expected) => {
    const { code, value } = await machine.json(args, env);
    const { error } = value as { error: { code: string; message: string; tryThis: string } };
    expect({ code: error.code, exit: code }).toEqual({ code: expected.code, exit: expected.exit });
    expect(error.tryThis).toMatch(expected.tryThis);
    expect(error.message).not.toBe('');
  });

  test('show control characters, and do not obey them', async () => {
    const { stderr } = await machine.run(['deploy', `a\u001b[31m${'b'.repeat(100_000)}`]);
    expect(stderr).toMatch(/^There is no case a\\u001b\[31mb{900,1000}…\nTry: breakfix list\n$/);
  });

  test('of usage name the verb and a spelling that is known', async () => {
    expect(await machine.run(['deplyo'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Did you mean deploy?'),
    });
    expect((await machine.run(['list', 'x'])).stderr).toMatch(/\nTry: breakfix list --help\n$/);
  });

  test('read as what and what to try', async () => {
    const { stdout, stderr } = await machine.run(['deploy', 'private-subnet-nat']);
    expect(stdout).toBe('');
    expect(stderr).toBe('There is no case private-subnet-nat.\nTry: private-subnet-no-nat, or breakfix list for all\n');
  });

  test('name a port at which something else listens', async () => {
    const other = createServer((_, response) => response.end('hello'));
    await new Promise<void>((resolve) => other.listen(machine.port, '127.0.0.1', resolve));
    try {
      for (const args of [['up'], ['deploy', 'sg-syn-dropped'], ['up', '--foreground'], ['env']]) {
        const { code, value } = await machine.json(args);
        expect([code, value]).toMatchObject([73, { error: { code: 'PORT_IN_USE' } }]);
      }
      expect(await machine.run(['doctor'])).toMatchObject({ code: 1 });
      expect((await machine.run(['status'])).stdout).toContain('is in use by something');
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});
