import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnswersFolder } from '../../../lib/account/answers-folder.ts';
import { commandLine, fileName } from '../../../lib/account/command.ts';
import { readDump } from '../../../lib/account/dump.ts';
import { dumpFolders } from '../../../lib/account/dump-folder.ts';
import { readFacts } from '../../../lib/account/facts.ts';
import { Reader } from '../../../lib/account/reader.ts';
import { type Survey, survey } from '../../../lib/account/snapshot.ts';
import { writeDump } from '../../../lib/account/write-dump.ts';
import { drawTerms } from '../../../lib/terms.ts';
import { type Bench, createStack, startBench, synthesise } from '../../../proof/bench.ts';
import { findScenario } from '../../../scenarios/index.ts';
import { runScript, withoutAwsCli } from '../../grader/aws-cli.ts';
import { FILES } from './answers.ts';
import { folderOf, removeFolders } from './folder.ts';

removeFolders();

/** As JSON has it: times are text, and what is undefined is not there. */
const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('what was read of a lab', () => {
  let bench: Bench;
  let read: Survey;
  const folder = join(folderOf({}), 'new');
  beforeAll(async () => {
    bench = await startBench();
    for (const id of ['alb-misrouted-listener-rule', 'asymmetric-path-syn-ack-dropped'] as const) {
      await createStack(bench.clients, synthesise(findScenario(id), drawTerms(findScenario(id), undefined, 'A')));
    }
    await namePrefixList(bench);
    read = await survey(bench.clients);
    await writeDump(folder, read.answers);
  });
  afterAll(() => bench.close());

  test('is read again from what was written, to the last field', async () => {
    const accounts = await readDump(folder, { whole: true });
    expect(accounts.map(asJson)).toEqual([asJson(read.account)]);
    const { gaps, LoadBalancers, Rules, NatGateways, PrefixLists, Instances } = read.account;
    expect(gaps).toEqual([]);
    for (const list of [LoadBalancers, Rules, Instances]) expect(list.length).toBeGreaterThan(0);
    expect(PrefixLists.some(({ PrefixListName }) => PrefixListName === undefined)).toBe(true);
    expect(NatGateways).toBeDefined();
  });

  test('lies in files that are called after the commands and what they were asked about', () => {
    const [group] = read.account.TargetGroups;
    const names = readdirSync(folder);
    expect(names).toContain('describe-instances.json');
    expect(names).toContain(`describe-target-health.${group?.TargetGroupName}.json`);
    expect(names).toContain(`describe-vpc-attribute.${read.account.Vpcs[0]?.VpcId}.enableDnsSupport.json`);
    expect(names).not.toContain('describe-transit-gateway-attachments.json');
  });

  test.skipIf(withoutAwsCli)(`is what the AWS CLI prints (${withoutAwsCli ?? 'tried'})`, async () => {
    const commands = [
      'ec2 describe-vpcs',
      'ec2 describe-instances',
      'ec2 describe-vpc-attribute',
      'ec2 get-managed-prefix-list-entries',
      'ec2 describe-vpc-block-public-access-options',
      'elbv2 describe-load-balancers',
      'elbv2 describe-rules',
      'elbv2 describe-target-health',
    ] as const;
    for (const command of commands) {
      const { about } = read.answers.find((answer) => answer.command === command)!;
      const { code, output } = await runScript(`${commandLine(command, about)} --output json`, bench.url);
      expect(code, output).toBe(0);
      const written = readFileSync(join(folder, fileName(command, about)), 'utf8');
      expect(JSON.parse(withTimes(written))).toEqual(JSON.parse(withTimes(output)));
      for (const text of [written, output]) expect(text).toBe(`${JSON.stringify(JSON.parse(text), undefined, 4)}\n`);
    }
  });
});

/** Versions of the AWS CLI write times differently. */
const withTimes = (text: string) =>
  text.replaceAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g, (_, time: string) => `"${new Date(time).toISOString()}"`);

async function namePrefixList({ clients: { ec2: client } }: Bench): Promise<void> {
  const Entries = [{ Cidr: '203.0.113.0/24' }];
  const { PrefixList } = await client.send(
    new ec2.CreateManagedPrefixListCommand({ PrefixListName: 'own', AddressFamily: 'IPv4', MaxEntries: 1, Entries }),
  );
  const { GroupId } = await client.send(new ec2.CreateSecurityGroupCommand({ GroupName: 'x', Description: 'x' }));
  const PrefixListIds = [{ PrefixListId: PrefixList?.PrefixListId }];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, PrefixListIds }];
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
}

test('every answer is written as it was read', async () => {
  const [files] = await dumpFolders(folderOf(FILES));
  const reader = new Reader(new AnswersFolder(files!.files, true));
  await reader.ask('sts get-caller-identity');
  await readFacts(reader);
  const folder = join(folderOf({}), 'written');
  expect(await writeDump(folder, reader.answers)).toEqual(Object.keys(FILES).sort());
  for (const [name, answer] of Object.entries(FILES)) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(`${JSON.stringify(answer, undefined, 4)}\n`);
  }
});

test('an answer with nothing in it is an object, and a name for a file is one', async () => {
  const folder = join(folderOf({}), 'written');
  const about = ['../../pl-1'];
  await writeDump(folder, [{ command: 'ec2 get-managed-prefix-list-entries', about, output: { Entries: undefined } }]);
  expect(readdirSync(folder)).toEqual(['get-managed-prefix-list-entries.------pl-1.json']);
  expect(readFileSync(join(folder, readdirSync(folder)[0]!), 'utf8')).toBe('{}\n');
});
