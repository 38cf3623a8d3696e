import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from '../../lib/clients.ts';
import { Machine } from './breakfix.ts';

const ID = 'private-subnet-no-nat';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

const local = () =>
  connect({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${machine.port}`,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

test('--quota that names none is refused before anything is started', async () => {
  const { code, value } = await machine.json(['up', '--quota', 'vpcs=20', '--quota', 'vpc=20']);
  expect([code, value]).toMatchObject([64, { error: { code: 'QUOTA', message: "There is no quota 'vpc'." } }]);
  expect((await machine.json(['status'])).value).toMatchObject({ localAws: { running: false } });
});

test('the help of up tells of it', async () => {
  expect((await machine.run(['up', '--help'])).stdout).toContain('--quota <name=number...>');
});

test('a lab that the account has no room for says what makes room; more is granted while the local AWS runs, and kept', async () => {
  const few = ['up', '--quota', 'vpcs=6'];
  expect(await machine.json(few)).toMatchObject({ code: 0, value: { started: true, quotas: { vpcs: 6 } } });
  for (const n of [1, 2, 3, 4, 5]) await local().ec2.send(new CreateVpcCommand({ CidrBlock: `172.${16 + n}.0.0/16` }));
  const refused = await machine.json(['deploy', ID]);
  expect(refused).toMatchObject({ code: 73, value: { error: { code: 'QUOTA_REACHED' } } });
  const said = JSON.stringify(refused.value);
  expect(said).toContain('The maximum number of VPCs has been reached.');
  expect(said).toContain('VPCs per Region');
  expect(said).toContain('breakfix up --quota vpcs=12');

  const options = ['--quota', 'vpcs=10', '--quota', 'elastic-ips=7'];
  const quotas = { vpcs: 10, 'elastic-ips': 7 };
  expect(await machine.json(['up', ...options])).toMatchObject({ code: 0, value: { started: false, quotas } });
  expect(await machine.json(['deploy', ID])).toMatchObject({ code: 0, value: { deployed: { scenario: ID } } });

  await machine.run(['down']);
  expect(await machine.json(['up'])).toMatchObject({ code: 0, value: { started: true, quotas } });
  expect((await machine.run(['up'])).stdout).toContain('Quota vpcs: 10\n');
  expect(await machine.json(['destroy', ID])).toMatchObject({ code: 0 });
}, 180_000);
