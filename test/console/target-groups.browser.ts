import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, button, choose, go, inDialog, saved } from './person.ts';

let lab: ConsoleLab;
let elb: ElasticLoadBalancingV2;
let vpc = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  elb = new ElasticLoadBalancingV2(configOf(lab.aws));
  vpc = (await lab.ec2.describeVpcs({})).Vpcs?.[0]?.VpcId ?? '';
});
afterAll(() => lab?.close());

test('a target group of addresses is created, its targets, health check, attributes and tags edited, and deleted', async () => {
  const page = await lab.open('elb/target-groups');
  await button(page, 'Create target group').click();
  const dialog = page.getByRole('dialog');
  await choose(page, 'Choose a target type', 'IP addresses');
  await dialog.getByLabel('Target group name').fill('hosts');
  await dialog.getByLabel('Port', { exact: true }).fill('8080');
  await choose(page, 'VPC', vpc);
  await inDialog(page, 'Create target group').click();
  await page.getByText('hosts was created.').waitFor();
  const group = async () =>
    (await elb.describeTargetGroups({})).TargetGroups?.find((each) => each.TargetGroupName === 'hosts');
  expect(await group()).toMatchObject({ TargetType: 'ip', Protocol: 'HTTP', Port: 8080, VpcId: vpc });
  const TargetGroupArn = (await group())?.TargetGroupArn;

  await page.getByRole('link', { name: 'hosts', exact: true }).click();
  await button(page, 'Register targets').click();
  await page.getByLabel('IPv4 address').fill('172.31.0.50');
  await button(page, 'Include as pending below').click();
  await saved(page, 'The targets were registered with hosts.');
  await page.getByRole('row', { name: '172.31.0.50' }).getByText('Target.NotInUse').waitFor();
  const { TargetHealthDescriptions } = await elb.describeTargetHealth({ TargetGroupArn });
  expect(TargetHealthDescriptions?.[0]?.Target).toMatchObject({ Id: '172.31.0.50', Port: 8080 });
  await page.getByText(TargetHealthDescriptions?.[0]?.TargetHealth?.Description ?? 'none').waitFor();

  await page.getByRole('tab', { name: 'Health checks' }).click();
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Health check path').fill('/healthz');
  await page.getByRole('radio', { name: 'Override' }).check();
  await page.getByLabel('Override port').fill('9090');
  await page.getByLabel('Interval').fill('10');
  await page.getByLabel('Success codes').fill('200-299');
  await saved(page, 'The health check settings of hosts were saved.');
  expect(await group()).toMatchObject({
    HealthCheckPath: '/healthz',
    HealthCheckPort: '9090',
    HealthCheckIntervalSeconds: 10,
    Matcher: { HttpCode: '200-299' },
  });

  await act(page, 'Edit target group attributes');
  await page.getByLabel('Deregistration delay').fill('15');
  await choose(page, 'Cross-zone load balancing', 'Off');
  await saved(page, 'The attributes of hosts were saved.');
  const { Attributes } = await elb.describeTargetGroupAttributes({ TargetGroupArn });
  expect(Attributes).toEqual(
    expect.arrayContaining([
      { Key: 'deregistration_delay.timeout_seconds', Value: '15' },
      { Key: 'load_balancing.cross_zone.enabled', Value: 'false' },
    ]),
  );

  await act(page, 'Manage tags');
  await button(page, 'Add new tag').click();
  await page.getByRole('textbox', { name: 'Key' }).fill('team');
  await page.getByRole('textbox', { name: 'Value' }).fill('shop');
  await saved(page, 'The tags of hosts were saved.');
  const { TagDescriptions } = await elb.describeTags({ ResourceArns: [TargetGroupArn ?? ''] });
  expect(TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'team', Value: 'shop' }]);

  await go(page, 'elb/target-groups');
  await page.getByRole('radio', { name: 'Select hosts' }).check();
  await act(page, 'Delete');
  await inDialog(page, 'Delete').click();
  await expect.poll(group).toBeUndefined();
  expect(page.errors).toEqual([]);
  await page.context().close();
});
