import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../../lib/account/types.ts';
import type { CaseAnswer } from '../../lib/reach/case.ts';
import { folderOf, removeFolders } from '../lib/account/folder.ts';
import { accountOf, type Sketch } from '../lib/account.ts';
import { Machine } from './breakfix.ts';

removeFolders();

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

const OPEN = { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] };

const site = (change: Partial<Sketch> = {}): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: {
    'subnet-web': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] },
    'subnet-app': { cidr: '10.0.2.0/24' },
  },
  groups: {
    'sg-web': { in: ['tcp/443 0.0.0.0/0', 'tcp/22 203.0.113.0/24'] },
    'sg-app': { in: ['tcp/8000-8080 sg-web'] },
  },
  hosts: {
    'i-web': { subnet: 'subnet-web', ip: '10.0.1.10', groups: ['sg-web'], public: '52.0.0.1' },
    'i-app': { subnet: 'subnet-app', ip: '10.0.2.10', groups: ['sg-app'] },
  },
  ...change,
});

const KEYS = [
  ...([
    'Vpcs',
    'Subnets',
    'RouteTables',
    'InternetGateways',
    'NetworkInterfaces',
    'SecurityGroups',
    'NetworkAcls',
  ] as const),
  ...(['VpcPeeringConnections', 'NatGateways'] as const),
];

const commandOf = (list: string) => `describe${list.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.json`;

/** The files that a customer would send of such an account. */
function filesOf(sketch: Sketch): Record<string, unknown> {
  const account: Account = accountOf(sketch);
  return {
    ...Object.fromEntries(KEYS.map((list) => [commandOf(list), { [list]: account[list] }])),
    'describe-instances.json': { Reservations: [{ Instances: account.Instances }] },
  };
}

const traced = (folder: string, from: string, to: string, ...more: string[]) =>
  machine.run(['trace', '--account', folder, '--from', from, '--to', to, ...more]);

describe('a trace from a folder', () => {
  test('is what it would be of the account, and starts no local AWS', async () => {
    const folder = folderOf(filesOf(site()));
    const web = await machine.json([
      'trace',
      '--account',
      folder,
      '--from',
      'internet',
      '--to',
      'i-web',
      '--port',
      '443',
    ]);
    expect(web).toMatchObject({ code: 0, value: { verdict: 'reachable', lastHop: 'i-web', blockers: [] } });
    const app = await traced(folder, 'i-web', 'i-app', '--port', '443');
    expect([app.code, app.stdout]).toEqual([1, expect.stringContaining('ENI_SG_RULES_MISMATCH')]);
    const open = await traced(folder, 'i-web', 'i-app');
    expect([open.code, open.stdout]).toEqual([0, expect.stringMatching(/What gets there\s+tcp\/8000-8080\n/)]);
    expect((await machine.run(['status', '--json'])).stdout).not.toContain('running":true');
  });

  test('answers many cases in one run', async () => {
    const folder = folderOf(filesOf(site()));
    const file = join(folder, 'cases.json');
    const cases = [
      { id: 'a', from: 'internet', sourceIp: '203.0.113.9', to: '52.0.0.1', protocol: 6, sourcePort: 50_000, port: 22 },
      { id: 'b', from: 'internet', sourceIp: '8.8.8.8', to: '52.0.0.1', protocol: 'tcp', sourcePort: null, port: 22 },
      { id: 'c', from: 'i-web', to: '10.0.2.10' },
      { id: 'd', from: 'nobody', to: 'i-web', port: 1 },
      { id: 'e', from: '10.0.1.10', to: 'i-app', protocol: 'any' },
    ];
    writeFileSync(file, JSON.stringify(cases));
    const { code, value } = await machine.json(['trace', '--account', folder, '--cases', file]);
    expect(code).toBe(0);
    const answers = value as CaseAnswer[];
    expect(answers.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'a reachable',
      'b blocked',
      'c reachable',
      'd unknown',
      'e blocked',
    ]);
    const allowed = [{ protocol: 'tcp', sourcePorts: null, ports: '8000-8080', responseBlocked: false }];
    expect(answers[2]).toMatchObject({ lastHop: 'i-app', allowed });
    expect(answers[4]).toMatchObject({ partial: true, allowed });
    expect(answers[1]?.blockers).toEqual([
      { component: 'sg-web', code: 'ENI_SG_RULES_MISMATCH', direction: 'forward' },
    ]);
    expect(answers[3]?.blockers).toMatchObject([{ code: 'NO_SOURCE_OR_DESTINATION' }]);
    expect(answers[0]?.forward[0]).toEqual({ component: 'igw-a', verdict: 'pass' });
  });

  test.each<[string, string]>([
    ['no such file', '../none.json'],
    ['no JSON', '{"id": '],
    ['no array', '{"id": "a"}'],
    ['no end', '[{"id": "a", "from": "internet"}]'],
    ['no port', '[{"id": "a", "from": "internet", "to": "i-web", "port": 99999}]'],
    ['no protocol', '[{"id": "a", "from": "internet", "to": "i-web", "protocol": "tpc"}]'],
    ['no address', '[{"id": "a", "from": "internet", "to": "i-web", "sourceIp": "1.2.3"}]'],
  ])('says what is wrong with cases: %s', async (_, text) => {
    const folder = folderOf({ ...filesOf(site()), 'cases.json': text });
    const file = text.startsWith('..') ? join(folder, text) : join(folder, 'cases.json');
    const { code, stderr } = await machine.run(['trace', '--account', folder, '--cases', file]);
    expect([64, 69]).toContain(code);
    expect(stderr).not.toMatch(/ at .*\.js:\d+/);
  });
});

describe('a hostile folder', () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `tcp/${(i % 60_000) + 1} 10.${i % 200}.${i % 250}.0/24`);
  const hops = (a: string, b: string): Sketch => ({
    vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
    subnets: {
      'subnet-a': { cidr: '10.0.1.0/24', routes: [`10.9.0.0/16 -> ${a}`, '10.1.0.0/16 -> pcx-a'] },
      'subnet-fw': { cidr: '10.0.3.0/24', routes: [`10.9.0.0/16 -> ${b}`] },
      'subnet-b': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: ['10.0.0.0/16 -> pcx-a', '10.9.0.0/16 -> pcx-a'] },
    },
    peerings: { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } },
    groups: { 'sg-a': OPEN },
    hosts: {
      'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], forwards: true },
      'i-fw': { subnet: 'subnet-fw', ip: '10.0.3.10', groups: ['sg-a'], forwards: true },
      'i-b': { subnet: 'subnet-b', ip: '10.1.1.10', groups: ['sg-a'] },
    },
  });
  const cut = JSON.stringify(filesOf(site())['describe-subnets.json']).slice(0, -20);

  test.each<[string, Record<string, unknown>, string, number, RegExp]>([
    [
      'a truncated file',
      { ...filesOf(site()), 'describe-subnets.json': cut },
      'i-app',
      78,
      /describe-subnets\.json is cut off/,
    ],
    [
      'a wrong type',
      { ...filesOf(site()), 'describe-vpcs.json': { Vpcs: [{ VpcId: 'vpc-a', CidrBlock: 10 }] } },
      'i-app',
      78,
      /describe-vpcs\.json: Vpcs\[0\]\.CidrBlock is a number/,
    ],
    ['a cycle of routes', filesOf(hops('eni-fw', 'eni-a')), '10.9.0.1', 1, /goes in circles/],
    ['a peering loop', filesOf(hops('pcx-a', 'pcx-a')), '10.9.0.1', 1, /PCX_REQUIRES_ADDRESS_IN_VPC_CIDR/],
    [
      '10,000 rules in a group',
      filesOf(site({ groups: { 'sg-web': OPEN, 'sg-app': { in: many } } })),
      'i-app',
      1,
      /ENI_SG_RULES_MISMATCH/,
    ],
    ['an empty one', {}, 'i-app', 69, /holds no answers/],
  ])('%s', async (_, files, to, code, text) => {
    const folder = folderOf(files);
    const from = 'describe-vpc-peering-connections.json' in files && to === '10.9.0.1' ? 'i-a' : 'i-web';
    for (const port of [
      ['--port', '443'],
      ['--protocol', 'any'],
    ]) {
      const outcome = await traced(folder, from, to, ...port);
      expect([outcome.code, outcome.stdout + outcome.stderr]).toEqual([code, expect.stringMatching(text)]);
      expect(outcome.stderr).not.toMatch(/ at .*\.js:\d+/);
    }
  });
});

test('exposure lists what the internet reaches', async () => {
  const folder = folderOf(filesOf(site()));
  const { code, value } = await machine.json(['exposure', '--account', folder]);
  expect(code).toBe(0);
  const at = { resource: 'i-web', interface: 'eni-web', address: '52.0.0.1', protocol: 'tcp' };
  expect(value).toEqual([
    { ...at, ports: '22', from: ['203.0.113.0/24'] },
    { ...at, ports: '443', from: ['internet'] },
  ]);
  const { stdout } = await machine.run(['exposure', '--account', folder]);
  expect(stdout).toMatch(/i-web +52\.0\.0\.1 +tcp +443 +internet/);
  const closed = folderOf(filesOf(site({ gateways: {} })));
  expect((await machine.run(['exposure', '--account', closed])).stdout).toContain('reaches nothing');
});
