import { AllocateAddressCommand, DescribeAddressesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../lib/deadline.ts';
import { Machine } from './breakfix.ts';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

/** A client that does not try again: what it was not answered, it does not count. */
const client = () =>
  new EC2Client({
    ...{ region: 'us-east-1', endpoint: `http://127.0.0.1:${machine.port}`, maxAttempts: 1 },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** Creates one after the other until nobody answers any more, and notes each id that it was told. */
async function hammer(ec2: EC2Client, acknowledged: string[]): Promise<void> {
  for (;;) {
    try {
      const { AllocationId } = await ec2.send(new AllocateAddressCommand({}));
      if (AllocationId) acknowledged.push(AllocationId);
    } catch {
      return;
    }
  }
}

test('kill -9 in the middle of many calls loses none that was acknowledged', async () => {
  const acknowledged: string[] = [];
  for (const enough of [40, 95, 170]) {
    const { value } = await machine.json(['up', '--quota', 'elastic-ips=10000']);
    const { pid } = value as { pid: number };
    const ec2 = client();
    const clients = Array.from({ length: 8 }, () => hammer(ec2, acknowledged));
    await waitUntil('enough was acknowledged', async () => acknowledged.length >= enough, { seconds: 50 });
    process.kill(pid, 'SIGKILL');
    await Promise.all(clients);
  }
  await machine.run(['up']);
  const { Addresses = [] } = await client().send(new DescribeAddressesCommand({}));
  const kept = new Set(Addresses.map(({ AllocationId }) => AllocationId));
  expect(acknowledged.length).toBeGreaterThanOrEqual(170);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
});
