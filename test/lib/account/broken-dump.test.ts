import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combine } from '../../../lib/account/combine.ts';
import { readDump } from '../../../lib/account/dump.ts';
import { BreakfixError } from '../../../lib/error.ts';
import { interpret } from '../../../lib/network/network.ts';
import { findPlaces } from '../../../lib/place.ts';
import { ANSWERS, FILES } from './answers.ts';
import { folderOf, removeFolders } from './folder.ts';

removeFolders();

/** What a person is told of a folder. */
async function fault(folder: string): Promise<Pick<BreakfixError, 'code' | 'message' | 'tryThis' | 'exitCode'>> {
  const error = await readDump(folder).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BreakfixError);
  return error as BreakfixError;
}

describe('a file that is broken is named, with what is wrong and what to try', () => {
  test.each([
    [
      'describe-vpcs.json',
      '{"Vpcs": [{"VpcId": "vpc-1"}, {"Vpc',
      'describe-vpcs.json is cut off: it ends in the middle of its JSON',
    ],
    ['describe-vpcs.json', 'VPCS\tvpc-1\t10.0.0.0/16', 'describe-vpcs.json is not JSON'],
    ['describe-vpcs.json', '{"Vpcs": [\n{"VpcId": "vpc-1"},\n{VpcId}]}', 'describe-vpcs.json is not JSON near line 3'],
    [
      'describe-vpcs.json',
      '[{"VpcId": "vpc-1"}]',
      'describe-vpcs.json holds a list, not an object with a list in it, as --query writes it',
    ],
    ['describe-vpcs.json', { Vpcs: 'none' }, 'describe-vpcs.json: Vpcs is text, not a list'],
    [
      'describe-vpcs.json',
      { Vpcs: [{}, {}, {}, { CidrBlock: 10 }] },
      'describe-vpcs.json: Vpcs[3].CidrBlock is a number, not text',
    ],
    [
      'describe-vpcs.json',
      { Vpcs: [{ CidrBlock: { toString: 0, valueOf: 0 } }] },
      'describe-vpcs.json: Vpcs[0].CidrBlock is an object, not text',
    ],
    ['describe-vpcs.json', { Vpcs: ['vpc-1'] }, 'describe-vpcs.json: Vpcs[0] is text, not an object'],
    [
      'describe-network-acls.json',
      { NetworkAcls: [{ Entries: {} }] },
      'describe-network-acls.json: NetworkAcls[0].Entries is an object, not a list',
    ],
    [
      'describe-network-acls.json',
      { NetworkAcls: [{ Entries: [{ RuleNumber: 1.5 }] }] },
      'describe-network-acls.json: NetworkAcls[0].Entries[0].RuleNumber is a number, not a whole number',
    ],
    [
      'describe-security-groups.json',
      { SecurityGroups: [{ IpPermissions: [{ FromPort: '80' }] }] },
      'describe-security-groups.json: SecurityGroups[0].IpPermissions[0].FromPort is text, not a whole number',
    ],
    [
      'describe-network-interfaces.json',
      { NetworkInterfaces: [{ SourceDestCheck: 'false' }] },
      'describe-network-interfaces.json: NetworkInterfaces[0].SourceDestCheck is text, not true or false',
    ],
    [
      'describe-instances.json',
      { Reservations: [{ Instances: [{ State: 'running' }] }] },
      'describe-instances.json: Reservations[0].Instances[0].State is text, not an object',
    ],
    [
      'describe-target-health.api.json',
      { TargetHealthDescriptions: [{ Target: [] }] },
      'describe-target-health.api.json: TargetHealthDescriptions[0].Target is a list, not an object',
    ],
    [
      'search-transit-gateway-routes.tgw-rtb-1.json',
      { Routes: true },
      'search-transit-gateway-routes.tgw-rtb-1.json: Routes is true, not a list',
    ],
  ])('%s', async (name, content, message) => {
    const error = await fault(folderOf({ ...FILES, [name]: content }));
    expect(error).toMatchObject({ code: 'BROKEN_ANSWER', message, exitCode: 78 });
    expect(error.tryThis).toMatch(new RegExp(`^aws (ec2|elbv2) .* --output json > ${name}$`));
  });

  test('by its path where there are several accounts', async () => {
    const { message } = await fault(folderOf({ '111122223333/eu-west-1/describe-vpcs.json': '{' }));
    expect(message).toMatch(/^111122223333\/eu-west-1\/describe-vpcs\.json is cut off/);
  });
});

describe('a folder that cannot be one', () => {
  test('is empty, or holds something else', async () => {
    for (const files of [{}, { 'cases.json': [], 'notes.txt': 'x' }]) {
      expect(await fault(folderOf(files))).toMatchObject({
        code: 'NO_ANSWERS',
        message: expect.stringContaining('holds no answers of AWS CLI commands'),
        tryThis: expect.stringContaining('aws ec2 describe-vpcs --output json > '),
        exitCode: 69,
      });
    }
  });

  test('is not there, or is a file', async () => {
    const folder = folderOf({ 'describe-vpcs.json': {} });
    const missing = `${folder}/missing`;
    expect(await fault(missing)).toMatchObject({
      message: `${missing} cannot be read: it is not there.`,
      exitCode: 69,
    });
    const file = `${folder}/describe-vpcs.json`;
    expect(await fault(file)).toMatchObject({ message: `${file} cannot be read: it is no folder.`, exitCode: 64 });
  });

  test.skipIf(process.getuid?.() === undefined)(
    'may not be read (not tried on Windows, which knows no modes)',
    async () => {
      const folder = folderOf(FILES);
      const nobody = 65534;
      chmodSync(folder, 0o755);
      chmodSync(join(folder, 'describe-vpcs.json'), 0);
      const own = process.geteuid?.() ?? nobody;
      // Root may read everything.
      if (own === 0) process.seteuid?.(nobody);
      try {
        const denied = { exitCode: 77, message: expect.stringContaining('cannot be read: permission is denied.') };
        expect(await fault(folder)).toMatchObject(denied);
        process.seteuid?.(own);
        chmodSync(folder, 0);
        if (own === 0) process.seteuid?.(nobody);
        expect(await fault(folder)).toMatchObject(denied);
      } finally {
        process.seteuid?.(own);
        chmodSync(folder, 0o755);
      }
    },
  );
});

describe('what lies in a folder', () => {
  test('may be links, also in a circle', async () => {
    const folder = folderOf({ 'real/describe-vpcs.json': ANSWERS['describe-vpcs'] });
    symlinkSync('.', join(folder, 'circle'));
    symlinkSync('real', join(folder, 'again'));
    const [account, ...others] = await readDump(folder);
    expect([account?.Vpcs.length, others.length]).toEqual([1, 0]);
  });

  test('is broken where a link leads nowhere, or where it is no file', async () => {
    const folder = folderOf({});
    symlinkSync('nowhere', join(folder, 'describe-vpcs.json'));
    expect((await fault(folder)).message).toBe('describe-vpcs.json cannot be read: it is not there.');
    const other = folderOf({});
    mkdirSync(join(other, 'describe-vpcs.json'));
    expect((await fault(other)).message).toBe('describe-vpcs.json cannot be read: it is no file.');
  });

  test.skipIf(process.platform === 'win32')(
    'is not waited for (no named pipes to try it with on Windows)',
    async () => {
      const folder = folderOf({});
      execFileSync('mkfifo', [join(folder, 'describe-vpcs.json')]);
      expect((await fault(folder)).message).toBe('describe-vpcs.json cannot be read: it is no file.');
    },
  );

  test('may be nested without end', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const message = 'describe-vpcs.json is nested more than 64 levels deep';
    for (const text of [`{"Vpcs": ${nested(1_000_000)}}`, `{"Vpcs": [], "X": ${'{"a":'.repeat(1_000_000)}`]) {
      expect((await fault(folderOf({ 'describe-vpcs.json': text }))).message).toBe(message);
    }
  });

  test('may be called after what objects inherit', async () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const tags = names.map((Value) => ({ Key: 'lab:role', Value }));
    const folder = folderOf({
      ...FILES,
      'describe-vpcs.json': `{"__proto__": {"a": 1}, "Vpcs": [{"VpcId": "__proto__", "__proto__": {"CidrBlock": 1}}]}`,
      'describe-target-groups.json': { TargetGroups: names.map((TargetGroupArn) => ({ TargetGroupArn })) },
      'describe-load-balancers.json': { LoadBalancers: names.map((LoadBalancerArn) => ({ LoadBalancerArn })) },
      'describe-instances.json': {
        Reservations: [{ Instances: tags.map((tag, i) => ({ InstanceId: `i-${i}`, Tags: [tag] })) }],
      },
    });
    const [account] = await readDump(folder);
    const { targetGroups } = interpret(combine([account!, account!]));
    expect(names.map((name) => targetGroups.get(name)?.targets)).toEqual([[], [], []]);
    expect(Object.keys(findPlaces(account!)).sort()).toEqual(names);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('whatever happens to a file', () => {
  const folder = folderOf(FILES);
  const names = Object.keys(FILES);

  /** An account, or words for a person; never another error. */
  async function answers(name: string, content: string): Promise<void> {
    writeFileSync(join(folder, name), content);
    try {
      const accounts = await readDump(folder);
      interpret(combine(accounts));
      for (const account of accounts) findPlaces(account);
    } catch (error) {
      if (!(error instanceof BreakfixError)) throw error;
      expect(error.message).toContain(name);
    } finally {
      writeFileSync(join(folder, name), JSON.stringify(FILES[name]));
    }
  }

  test('it may end anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), (name, part) => {
        const text = JSON.stringify(FILES[name], undefined, 4);
        return answers(name, text.slice(0, Math.floor(text.length * part)));
      }),
      { numRuns: 100 },
    );
  });

  test('it may hold anything in the place of anything', async () => {
    const anything = fc.oneof(
      fc.constantFrom(null, '', 'x', 0, -1, 1.5, 1e300, true, [], {}, [[]], [null], [{}], { '0': 1 }, '__proto__'),
      fc.jsonValue({ maxDepth: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), anything, (name, where, value) => {
        const document: unknown = JSON.parse(JSON.stringify(FILES[name]));
        const places = placesIn(document);
        const [holder, key] = places[where % places.length]!;
        holder[key] = value;
        return answers(name, JSON.stringify(document));
      }),
      { numRuns: 400 },
    );
  });
});

/** Every member and element, at any depth, as what holds it and its name there. */
function placesIn(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesIn(holder[key]),
  ]);
}
