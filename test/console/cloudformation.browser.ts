import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act } from './person.ts';

let lab: ConsoleLab;
let cloudformation: CloudFormation;
beforeAll(async () => {
  lab = await startConsoleLab();
  cloudformation = new CloudFormation(configOf(lab.aws));
});
afterAll(() => lab?.close());

const TEMPLATE = {
  Parameters: { Cidr: { Type: 'String', Default: '10.5.0.0/16' } },
  Resources: {
    Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Cidr' }, EnableDnsSupport: true } },
    Door: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'The door',
        VpcId: { Ref: 'Net' },
        SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' }],
      },
    },
  },
  Outputs: { Where: { Value: { Ref: 'Net' }, Description: 'The network' } },
};

const create = (StackName: string, template: object) =>
  cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(template) });

const statusOf = async (name: string) =>
  (await cloudformation.describeStacks({})).Stacks?.find(({ StackName }) => StackName === name)?.StackStatus;

test('a stack shows its parts, its drift with the differences, and is deleted', async () => {
  await create('net', TEMPLATE);
  const { Stacks } = await cloudformation.describeStacks({ StackName: 'net' });
  const vpc = Stacks?.[0]?.Outputs?.[0]?.OutputValue ?? '';
  const page = await lab.open('cloudformation/stacks');
  await page.getByRole('link', { name: 'net', exact: true }).click();
  await page.getByText('CREATE_COMPLETE').first().waitFor();

  await page.getByRole('tab', { name: 'Outputs' }).click();
  await page
    .getByRole('row', { name: /^Where/ })
    .getByRole('link', { name: vpc })
    .waitFor();
  await page.getByRole('tab', { name: 'Parameters' }).click();
  await page.getByRole('cell', { name: '10.5.0.0/16' }).waitFor();
  await page.getByRole('tab', { name: 'Template' }).click();
  await page.getByText('"GroupDescription": "The door"').waitFor();
  await page.getByRole('tab', { name: 'Events' }).click();
  const events = page.getByRole('table', { name: 'Events' }).getByRole('row');
  await expect.poll(() => events.nth(1).textContent()).toMatch(/net.*CREATE_COMPLETE/);
  expect(await events.last().textContent()).toMatch(/net.*CREATE_IN_PROGRESS.*User Initiated/);

  const { SecurityGroups } = await lab.ec2.describeSecurityGroups({
    Filters: [{ Name: 'description', Values: ['The door'] }],
  });
  await lab.ec2.authorizeSecurityGroupIngress({
    GroupId: SecurityGroups?.[0]?.GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  await act(page, 'Detect drift');
  await page.getByRole('dialog').getByRole('button', { name: 'Detect drift' }).click();
  await page.getByText('Drift detection for net: DRIFTED, 1 drifted resource.').waitFor();
  expect((await cloudformation.describeStacks({})).Stacks?.[0]?.DriftInformation?.StackDriftStatus).toBe('DRIFTED');
  await page.getByRole('tab', { name: 'Resources' }).click();
  await page.getByRole('row', { name: /^Door/ }).getByText('MODIFIED').waitFor();
  await page.getByRole('row', { name: /^Net/ }).getByText('IN_SYNC').waitFor();
  await page.getByRole('link', { name: 'View drift results' }).click();
  await page.getByRole('button', { name: 'Drift details: Door' }).waitFor();
  const difference = page.getByRole('table', { name: 'Differences' }).getByRole('row').nth(1);
  expect(await difference.textContent()).toMatch(/SecurityGroupIngress.*ADD.*0\.0\.0\.0\/0/);

  await page.goto(`${lab.aws.url}/console/cloudformation/stacks`);
  await page.getByRole('radio', { name: 'Select net' }).check();
  await act(page, 'Delete stack');
  expect(await statusOf('net')).toBe('CREATE_COMPLETE');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('The deletion of net was initiated.').waitFor();
  await expect.poll(() => statusOf('net')).toBeUndefined();
  await page.getByRole('link', { name: 'net', exact: true }).waitFor({ state: 'detached' });
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('why a stack failed stands among its events, the newest first', async () => {
  const { Net } = TEMPLATE.Resources;
  await create('broken', { Resources: { Net: { ...Net, Properties: { CidrBlock: '10.0.0.0/8' } } } });
  const page = await lab.open('cloudformation/stacks/broken');
  await page.getByRole('tab', { name: 'Events' }).click();
  await page.getByText("The CIDR '10.0.0.0/8' is invalid.").first().waitFor();
  expect(await page.getByRole('row').nth(1).textContent()).toContain('ROLLBACK_COMPLETE');
  expect(page.errors).toEqual([]);
  await page.context().close();
});
