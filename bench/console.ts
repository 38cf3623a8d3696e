import { join } from 'node:path';
import { EC2 } from '@aws-sdk/client-ec2';
import Table from 'cli-table3';
import { type Browser, chromium, type Page } from 'playwright-core';
import { consolePages } from '../console/server/pages.ts';
import { type LocalAws, startLocalAws } from '../emulator/local-aws.ts';
import { packageRoot } from '../lib/package-root.ts';
import { type FirstLoad, firstLoad, MOST_BYTES } from './console/first-load.ts';
import type { Report } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 5;
const SUBNETS = 10;
const INSTANCES = 480;
/** What the console is held to: the bytes of a first load as they are sent, and the milliseconds until it can be used. */
const MOST = { bytes: MOST_BYTES, interactive: 2000 };

/** The console in Chromium: the first load, and the map of a VPC of about 500 resources. */
export async function consoleBench(): Promise<Report> {
  const pages = consolePages(join(packageRoot(), 'dist', 'console', 'web'));
  const aws = await startLocalAws({ port: 0, pages, quotas: { 'standard-vcpus': 10_000 } });
  const browser = await chromium.launch({
    executablePath: process.env.BREAKFIX_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    const first = await firstLoads(browser, aws);
    const map = await mapOf(browser, aws, await fill(aws));
    const met = { bytes: first.bytes <= MOST.bytes, interactive: first.interactive <= MOST.interactive };
    return { json: { first, map, most: MOST, met }, text: textOf(first, map) };
  } finally {
    await browser.close();
    await aws.close();
  }
}

async function firstLoads(browser: Browser, aws: LocalAws): Promise<FirstLoad> {
  const found: FirstLoad[] = [];
  for (let round = 0; round < ROUNDS; round += 1) found.push(await firstLoad(browser, `${aws.url}/console/vpc/vpcs`));
  return { bytes: found[0]!.bytes, interactive: median(found.map(({ interactive }) => interactive)) };
}

/** A VPC of ten subnets with 48 instances each. */
async function fill(aws: LocalAws): Promise<string> {
  const config = { region: 'us-east-1', endpoint: aws.url, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } };
  const ec2 = new EC2(config);
  const { Vpc } = await ec2.createVpc({ CidrBlock: '10.0.0.0/16' });
  const { Images } = await ec2.describeImages({
    Owners: ['amazon'],
    Filters: [{ Name: 'architecture', Values: ['x86_64'] }],
  });
  for (let subnet = 0; subnet < SUBNETS; subnet += 1) {
    const { Subnet } = await ec2.createSubnet({
      VpcId: Vpc?.VpcId,
      CidrBlock: `10.0.${subnet}.0/24`,
      AvailabilityZone: `us-east-1${'abc'[subnet % 3]}`,
    });
    const count = INSTANCES / SUBNETS;
    await ec2.runInstances({
      ...{ ImageId: Images?.[0]?.ImageId, InstanceType: 't3.nano', SubnetId: Subnet?.SubnetId },
      ...{ MinCount: count, MaxCount: count },
    });
  }
  return Vpc?.VpcId ?? '';
}

interface Drawn {
  /** Milliseconds from the request for the page until everything is on the map. */
  readonly drawn: number;
  /** Milliseconds from one frame to the next while the map is moved. */
  readonly frame: number;
  readonly worst: number;
}

async function mapOf(browser: Browser, aws: LocalAws, vpc: string): Promise<Drawn> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const begin = performance.now();
  await page.goto(`${aws.url}/console/vpc/vpcs/${vpc}`);
  await page
    .locator('.map-spot')
    .nth(INSTANCES - 1)
    .waitFor({ state: 'attached' });
  const drawn = performance.now() - begin;
  const frames = await framesWhileMoved(page);
  await page.close();
  return { drawn, frame: median(frames), worst: Math.max(...frames) };
}

/** Drags the map to and fro, and answers how long each frame took. */
async function framesWhileMoved(page: Page): Promise<number[]> {
  const map = await page.locator('.react-flow__pane').boundingBox();
  if (!map) throw new Error('no map');
  await page.evaluate(`
    globalThis.frames = [];
    let last = performance.now();
    const tick = (now) => { globalThis.frames.push(now - last); last = now; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  `);
  await page.mouse.move(map.x + 20, map.y + 20);
  await page.mouse.down();
  for (let step = 0; step < 120; step += 1) {
    await page.mouse.move(map.x + 20 + 3 * (step % 40), map.y + 20 + 2 * (step % 40));
  }
  await page.mouse.up();
  return (await page.evaluate('globalThis.frames.slice(1)')) as number[];
}

function textOf(first: FirstLoad, map: Drawn): string {
  const table = new Table({ head: ['console', ''], style: { head: [], border: [] } });
  table.push(
    ['first load, KB as sent', Math.round(first.bytes / 1024)],
    ['until it can be used, ms', Math.round(first.interactive)],
    [`map of ${INSTANCES} instances: until drawn, ms`, Math.round(map.drawn)],
    ['while it is moved: a frame, ms', map.frame.toFixed(1)],
    ['the longest frame, ms', map.worst.toFixed(1)],
  );
  return table.toString();
}
