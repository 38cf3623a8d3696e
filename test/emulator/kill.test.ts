import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LocalAwsProcess } from './local-aws-process.ts';
import { random } from './protocol/random-value.ts';

/** `KILLS=200` for all of them, `KILL_SEED` for the same moments and writes again. */
const KILLS = Number(process.env.KILLS ?? 5);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 2 ** 31);
const WRITERS = 3;
/** A Region has room for these. */
const MOST_VPCS = 30;

let home: string;
let aws: LocalAwsProcess | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'breakfix-'));
});
afterEach(async () => {
  await aws?.kill();
  rmSync(home, { recursive: true });
});

/** What a VPC was last marked with; undefined when it is gone. */
type Mark = string | undefined;

/** What was asked for and not yet answered: whether it has happened nobody can know. */
interface Pending {
  readonly id: string | undefined;
  readonly mark: Mark;
}

test(`${KILLS} kills during writes lose nothing that was acknowledged`, { timeout: 3_600_000 }, async () => {
  const next = random(SEED);
  const acknowledged = new Map<string, Mark>();
  const counts = { writes: 0, pending: 0, happened: 0 };
  let pending = new Set<Pending>();
  for (let kills = 0; ; kills += 1) {
    aws = await LocalAwsProcess.start(home);
    expect(aws.firstLines, 'the store was set aside').toEqual([]);
    const found = await marks(aws);
    expectSame(found, acknowledged, pending, `seed ${SEED}, after ${kills} kills`);
    await expectWhole(aws);
    counts.pending += pending.size;
    counts.happened += [...pending].filter((each) => happened(each, found)).length;
    if (kills === KILLS) break;
    acknowledged.clear();
    for (const [id, mark] of found) acknowledged.set(id, mark);
    pending = await writeUntilKilled(aws, next, acknowledged, counts);
    expect(aws.defects).toEqual([]);
  }
  console.info(
    `${KILLS} kills, seed ${SEED}: ${counts.writes} writes acknowledged, ${counts.pending} cut off, of which ${counts.happened} had happened`,
  );
  expect(counts.writes).toBeGreaterThan(KILLS);
  expect(counts.pending).toBeGreaterThan(0);
  expect(readdirSync(home).filter((name) => name.includes('unreadable'))).toEqual([]);
});

/** What was acknowledged is as it was, save for what was asked for last and not answered; and there is nothing else. */
function expectSame(
  found: ReadonlyMap<string, Mark>,
  acknowledged: ReadonlyMap<string, Mark>,
  pending: Iterable<Pending>,
  when: string,
): void {
  const lost = [...acknowledged].filter(([id, mark]) => found.get(id) !== mark && !mayBe(pending, id, found.get(id)));
  expect(lost, `${when}: acknowledged, but not so after the restart`).toEqual([]);
  const strange = [...found].filter(([id, mark]) => !acknowledged.has(id) && !mayBe(pending, undefined, mark));
  expect(strange, `${when}: nobody asked for these`).toEqual([]);
}

async function writeUntilKilled(
  aws: LocalAwsProcess,
  next: () => number,
  acknowledged: Map<string, Mark>,
  counts: { writes: number },
): Promise<Set<Pending>> {
  const pending = new Set<Pending>();
  const before = counts.writes;
  const writers = Array.from({ length: WRITERS }, (_, at) => write({ aws, at, next, acknowledged, pending, counts }));
  const until = Date.now() + 20_000;
  while (counts.writes === before && Date.now() < until) await pause(1);
  await pause(next() * 200);
  await aws.kill();
  await Promise.all(writers);
  return pending;
}

const happened = ({ id, mark }: Pending, found: ReadonlyMap<string, Mark>): boolean =>
  id === undefined ? [...found.values()].includes(mark) : found.get(id) === mark;

const mayBe = (pending: Iterable<Pending>, id: string | undefined, mark: Mark): boolean =>
  [...pending].some((each) => each.id === id && each.mark === mark);

interface Writing {
  readonly aws: LocalAwsProcess;
  readonly at: number;
  readonly next: () => number;
  readonly acknowledged: Map<string, Mark>;
  readonly pending: Set<Pending>;
  readonly counts: { writes: number };
}

let serial = 0;

/** Makes, marks and deletes VPCs, one after the other, until the server is gone. */
async function write({ aws: { url }, at, next, acknowledged, pending, counts }: Writing): Promise<void> {
  const ec2 = clientOf(url);
  // Each writer has VPCs of its own, so that nobody else's request is in the way of what it expects.
  const mine = [...acknowledged.keys()].sort().filter((_, index) => index % WRITERS === at);
  try {
    for (;;) {
      serial += 1;
      const mark = `mark-${serial}`;
      const id =
        mine.length === 0 || (mine.length < MOST_VPCS / WRITERS && next() < 0.4)
          ? undefined
          : mine[Math.floor(next() * mine.length)];
      const asked: Pending = { id, mark: id !== undefined && next() < 0.3 ? undefined : mark };
      pending.add(asked);
      const done = id ?? (await create(ec2, mark));
      if (id !== undefined && asked.mark === undefined) await ec2.send(new DeleteVpcCommand({ VpcId: id }));
      else if (id !== undefined)
        await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'mark', Value: mark }] }));
      pending.delete(asked);
      acknowledged.set(done, asked.mark);
      counts.writes += 1;
      if (id === undefined) mine.push(done);
      else if (asked.mark === undefined) mine.splice(mine.indexOf(id), 1);
    }
  } catch (error) {
    // An answer of any kind came from a server that was alive: only silence is expected.
    if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) throw error;
  } finally {
    ec2.destroy();
  }
}

async function create(ec2: EC2Client, mark: string): Promise<string> {
  const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'mark', Value: mark }] }];
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications }));
  return Vpc?.VpcId ?? '';
}

async function marks({ url }: LocalAwsProcess): Promise<Map<string, Mark>> {
  const ec2 = clientOf(url);
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] }),
  );
  ec2.destroy();
  return new Map(Vpcs.map(({ VpcId = '', Tags }) => [VpcId, Tags?.find(({ Key }) => Key === 'mark')?.Value]));
}

/** A VPC is there with all that comes with it, or it is not there at all. */
async function expectWhole({ url }: LocalAwsProcess): Promise<void> {
  const ec2 = clientOf(url);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({}));
  ec2.destroy();
  for (const parts of [SecurityGroups, RouteTables, NetworkAcls] as { VpcId?: string }[][]) {
    const owners = parts.map(({ VpcId }) => VpcId).filter((id) => id !== undefined);
    expect(new Set(owners).size).toBe(owners.length);
    expect(new Set(owners)).toEqual(new Set(Vpcs.map(({ VpcId }) => VpcId)));
  }
}

const clientOf = (endpoint: string) =>
  new EC2Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
