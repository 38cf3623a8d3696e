import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, choose } from './person.ts';

let lab: ConsoleLab;
let instance = '';
let group = '';
let gateway = '';
beforeAll(async () => {
  lab = await startConsoleLab();
  const { ec2 } = lab;
  const { Images } = await ec2.describeImages({ Owners: ['amazon'] });
  const server = { ImageId: Images?.[0]?.ImageId, InstanceType: 't4g.micro' as const, MinCount: 1, MaxCount: 1 };
  const [made] = (await ec2.runInstances(server)).Instances ?? [];
  instance = made?.InstanceId ?? '';
  group = made?.SecurityGroups?.[0]?.GroupId ?? '';
  gateway = (await ec2.describeInternetGateways({})).InternetGateways?.[0]?.InternetGatewayId ?? '';
});
afterAll(() => lab?.close());

test('a path is created and analysed: what blocks it, and once that is mended the way there and back', async () => {
  const { ec2 } = lab;
  const page = await lab.open('reachability/paths');
  await page.getByRole('button', { name: 'Create and analyze path' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name tag').fill('from-outside');
  await choose(page, 'Source type', 'Internet gateways');
  await choose(page, 'Source Select', gateway);
  await choose(page, 'Destination Select', instance);
  await dialog.getByLabel('Destination port', { exact: false }).last().fill('443');
  await dialog.getByRole('button', { name: 'Create and analyze path' }).click();
  await page.getByText('was created and analyzed.').waitFor();
  const path = async () => (await ec2.describeNetworkInsightsPaths({})).NetworkInsightsPaths?.[0];
  expect(await path()).toMatchObject({
    Source: gateway,
    Destination: instance,
    Protocol: 'tcp',
    DestinationPort: 443,
    Tags: [{ Key: 'Name', Value: 'from-outside' }],
  });
  const id = (await path())?.NetworkInsightsPathId ?? '';
  await page.getByRole('row', { name: id }).getByText('Not reachable').waitFor();
  await page.getByRole('link', { name: id }).click();
  await page.getByRole('link', { name: /^nia-/ }).click();
  await page.getByRole('heading', { name: 'Explanations', exact: true }).waitFor();
  await page.getByText('ENI_SG_RULES_MISMATCH').first().waitFor();
  await page.getByRole('link', { name: group }).first().waitFor();
  expect(await page.getByRole('link', { name: group }).first().getAttribute('href')).toContain(
    `/console/vpc/security-groups/${group}`,
  );

  await ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
  });
  await page.goto(`${lab.aws.url}/console/reachability/paths/${id}`);
  await act(page, 'Analyze path');
  await page.getByRole('dialog').getByRole('button', { name: 'Analyze path' }).click();
  await page.getByText(`${id} was analyzed.`).waitFor();
  const analyses = page.getByRole('table', { name: 'Analyses' }).getByRole('row');
  await expect.poll(() => analyses.nth(1).textContent()).toMatch(/nia-[0-9a-f]+Reachablesucceeded/);
  await analyses.nth(1).getByRole('link').click();
  const forward = page.getByRole('table', { name: 'Forward path' });
  await forward.getByRole('row', { name: gateway }).waitFor();
  await forward.getByText('Inbound rule: tcp 443 0.0.0.0/0').waitFor();
  await forward.getByRole('row', { name: instance }).waitFor();
  await page
    .getByRole('table', { name: 'Return path' })
    .getByText(/Route: 0\.0\.0\.0\/0 → igw-/)
    .waitFor();

  await page.getByRole('button', { name: 'Delete analysis' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('heading', { level: 1, name: id }).waitFor();
  expect((await ec2.describeNetworkInsightsAnalyses({})).NetworkInsightsAnalyses).toHaveLength(1);
  await act(page, 'Delete path');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect.poll(path).toBeUndefined();
  expect(page.errors).toEqual([]);
  await page.context().close();
});

test('a path to an address has filters, and AWS’s refusal is shown in its words', async () => {
  const page = await lab.open('reachability/paths');
  await page.getByRole('button', { name: 'Create and analyze path' }).click();
  const dialog = page.getByRole('dialog');
  const create = dialog.getByRole('button', { name: 'Create and analyze path' });
  await choose(page, 'Source Select', instance);
  await choose(page, 'Destination type', 'IP address');
  await dialog.getByLabel('Destination IP address', { exact: true }).fill('192.0.2');
  await create.click();
  await page.getByText('It must be an IPv4 address.').waitFor();
  await dialog.getByLabel('Destination IP address', { exact: true }).fill('192.0.2.1');
  await choose(page, 'Protocol', 'UDP');
  await dialog.getByRole('button', { name: 'Additional packet header configurations at source' }).click();
  await dialog.getByLabel('Source port at source').fill('1024-65535');
  await dialog.getByLabel('Destination port - optional').fill('53');
  await create.click();
  await page.getByText('was created and analyzed.').waitFor();
  const { NetworkInsightsPaths = [] } = await lab.ec2.describeNetworkInsightsPaths({});
  expect(NetworkInsightsPaths[0]).toMatchObject({
    Source: instance,
    Protocol: 'udp',
    FilterAtSource: {
      DestinationAddress: '192.0.2.1',
      SourcePortRange: { FromPort: 1024, ToPort: 65535 },
      DestinationPortRange: { FromPort: 53, ToPort: 53 },
    },
  });
  await page.getByRole('row', { name: '192.0.2.1' }).getByText('Reachable', { exact: true }).waitFor();
  await page.context().close();
});
