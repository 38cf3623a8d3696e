import { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configOf } from '../emulator/stack.ts';
import { type ConsoleLab, startConsoleLab } from './browser.ts';
import { act, button, choose, inDialog, saved } from './person.ts';

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012';

let lab: ConsoleLab;
let elb: ElasticLoadBalancingV2;
let vpc = '';
let subnets: { id: string; zone: string }[] = [];
let arn = '';
const groups: Record<string, string> = {};
beforeAll(async () => {
  lab = await startConsoleLab();
  elb = new ElasticLoadBalancingV2(configOf(lab.aws));
  const { Subnets = [] } = await lab.ec2.describeSubnets({});
  vpc = Subnets[0]?.VpcId ?? '';
  subnets = Subnets.map(({ SubnetId = '', AvailabilityZone = '' }) => ({ id: SubnetId, zone: AvailabilityZone }));
  const { LoadBalancers } = await elb.createLoadBalancer({
    Name: 'shop',
    Subnets: subnets.slice(0, 2).map(({ id }) => id),
  });
  arn = LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  for (const Name of ['blue', 'green']) {
    const { TargetGroups } = await elb.createTargetGroup({ Name, Protocol: 'HTTP', Port: 80, VpcId: vpc });
    groups[Name] = TargetGroups?.[0]?.TargetGroupArn ?? '';
  }
});
afterAll(() => lab?.close());

type Watched = Page & { readonly errors: string[] };

async function done(page: Watched): Promise<void> {
  expect(page.errors).toEqual([]);
  await page.context().close();
}

const balancer = async () => (await elb.describeLoadBalancers({ LoadBalancerArns: [arn] })).LoadBalancers?.[0];
const listeners = async () => (await elb.describeListeners({ LoadBalancerArn: arn })).Listeners ?? [];

test('a load balancer’s subnets, security groups, attributes and IP address type are edited', async () => {
  const { GroupId = '' } = await lab.ec2.createSecurityGroup({ GroupName: 'web', Description: 'Web', VpcId: vpc });
  const page = await lab.open('elb/load-balancers/shop');
  await act(page, 'Edit subnets');
  await page.getByRole('checkbox', { name: subnets[2]?.zone }).check();
  await page.getByRole('checkbox', { name: subnets[0]?.zone }).uncheck();
  await saved(page, 'The subnets of shop were saved.');
  const zones = (await balancer())?.AvailabilityZones?.map(({ SubnetId }) => SubnetId).sort();
  expect(zones).toEqual([subnets[1]?.id, subnets[2]?.id].sort());
  await page.getByRole('tab', { name: 'Network mapping' }).click();
  await page.getByRole('link', { name: subnets[2]?.id ?? '' }).waitFor();

  await act(page, 'Edit security groups');
  await choose(page, 'Security groups', GroupId);
  await page.keyboard.press('Escape');
  await saved(page, 'The security groups of shop were saved.');
  expect((await balancer())?.SecurityGroups).toContain(GroupId);
  await page.getByRole('tab', { name: 'Security' }).click();
  await page.getByRole('link', { name: GroupId }).waitFor();

  await lab.ec2.associateVpcCidrBlock({ VpcId: vpc, AmazonProvidedIpv6CidrBlock: true });
  const { Vpcs } = await lab.ec2.describeVpcs({ VpcIds: [vpc] });
  const block = Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '';
  for (const each of [1, 2]) {
    const Ipv6CidrBlock = block.replace('00::/56', `0${each}::/64`);
    await lab.ec2.associateSubnetCidrBlock({ SubnetId: subnets[each]?.id, Ipv6CidrBlock });
  }
  await act(page, 'Edit IP address type');
  await choose(page, 'IP address type', 'Dualstack');
  await saved(page, 'The IP address type of shop was saved.');
  expect((await balancer())?.IpAddressType).toBe('dualstack');

  await page.getByRole('tab', { name: 'Attributes' }).click();
  await page.getByRole('link', { name: 'Edit attributes' }).click();
  await page.getByLabel('Connection idle timeout').fill('4001');
  await button(page, 'Save changes').click();
  await page.getByText('ValidationError').waitFor();
  await page.getByLabel('Connection idle timeout').fill('120');
  await page.getByRole('checkbox', { name: 'Deletion protection' }).check();
  await choose(page, 'Desync mitigation mode', 'strictest');
  await saved(page, 'The attributes of shop were saved.');
  const { Attributes = [] } = await elb.describeLoadBalancerAttributes({ LoadBalancerArn: arn });
  expect(Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
    'idle_timeout.timeout_seconds': '120',
    'deletion_protection.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'strictest',
  });

  await act(page, 'Delete load balancer');
  await inDialog(page, 'Delete').click();
  await page.getByText('OperationNotPermitted').waitFor();
  await inDialog(page, 'Cancel').click();
  expect(await balancer()).toBeDefined();
  await page.context().close();
});

test('listeners are added, edited and deleted: forwarding by weights, redirecting, answering, with TLS', async () => {
  const page = await lab.open('elb/load-balancers/shop');
  await page.getByRole('link', { name: 'Add listener' }).click();
  await page.getByLabel('Port', { exact: true }).fill('8080');
  await choose(page, 'Target group', 'blue');
  await page.getByLabel('Weight').fill('3');
  await button(page, 'Add target group').click();
  await choose(page, 'Target group 2', 'green');
  await page.getByRole('checkbox', { name: 'Turn on target group stickiness' }).check();
  await saved(page, 'The listener HTTP:8080 was added.');
  expect((await listeners())[0]).toMatchObject({ Protocol: 'HTTP', Port: 8080 });
  expect((await listeners())[0]?.DefaultActions?.[0]?.ForwardConfig).toEqual({
    TargetGroups: [
      { TargetGroupArn: groups.blue, Weight: 3 },
      { TargetGroupArn: groups.green, Weight: 1 },
    ],
    TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 3600 },
  });

  await page.getByText('blue: 3 (75%)').waitFor();
  await page.getByRole('link', { name: 'HTTP:8080' }).click();
  await button(page, 'Listener actions').click();
  await page.getByRole('menuitem', { name: 'Edit listener' }).click();
  await page.getByLabel('Port', { exact: true }).fill('80');
  await page.getByRole('radio', { name: 'Redirect to URL' }).check();
  await choose(page, 'Status code', '302 - Found');
  await saved(page, 'The listener HTTP:8080 was saved.');
  expect((await listeners())[0]).toMatchObject({
    Port: 80,
    DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_302' } }],
  });

  await page.goto(`${lab.aws.url}/console/elb/load-balancers/shop/add-listener`);
  await choose(page, 'Protocol', 'HTTPS');
  await page.getByLabel('Port', { exact: true }).fill('443');
  await page.getByRole('radio', { name: 'Return fixed response' }).check();
  await page.getByLabel('Response code').fill('404');
  await page.getByLabel('Response body').fill('gone');
  await page.getByLabel('Default SSL/TLS server certificate').fill(CERTIFICATE);
  await saved(page, 'The listener HTTPS:443 was added.');
  expect((await listeners()).find(({ Port }) => Port === 443)).toMatchObject({
    Protocol: 'HTTPS',
    Certificates: [{ CertificateArn: CERTIFICATE }],
    DefaultActions: [{ FixedResponseConfig: { StatusCode: '404', MessageBody: 'gone' } }],
  });
  await page.getByRole('link', { name: 'HTTPS:443' }).click();
  await page.getByRole('tab', { name: 'Certificates' }).click();
  await page.getByRole('cell', { name: CERTIFICATE }).first().waitFor();
  await button(page, 'Listener actions').click();
  await page.getByRole('menuitem', { name: 'Delete listener' }).click();
  await inDialog(page, 'Delete').click();
  await page.getByRole('heading', { level: 1, name: 'shop' }).waitFor();
  expect((await listeners()).map(({ Port }) => Port)).toEqual([80]);
  await done(page);
});

test('a rule has conditions of every kind, and shows them', async () => {
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: groups.blue }];
  const { Listeners } = await elb.createListener({ LoadBalancerArn: arn, Protocol: 'HTTP', Port: 81, DefaultActions });
  const page = await lab.open('elb/load-balancers/shop');
  await page.getByRole('link', { name: 'HTTP:81' }).click();
  await button(page, 'Add rule').click();
  const conditions = {
    'Host header': '*.example.test',
    'HTTP request method': 'GET',
    'HTTP header': '*Chrome*',
    'Query string': 'version=v1',
    'Source IP': '192.0.2.0/24',
  };
  for (const [type, value] of Object.entries(conditions)) {
    await button(page, 'Add condition').click();
    await page.getByRole('menuitem', { name: type }).click();
    await page.getByRole('textbox', { name: `${type} value` }).fill(value);
  }
  await page.getByLabel('HTTP header name').fill('User-Agent');
  await choose(page, 'Target group', 'green');
  await saved(page, 'The rule at priority 1 was added.');
  const { Rules = [] } = await elb.describeRules({ ListenerArn: Listeners?.[0]?.ListenerArn });
  expect(Rules.find(({ Priority }) => Priority === '1')?.Conditions).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ HostHeaderConfig: { Values: ['*.example.test'] } }),
      expect.objectContaining({ HttpRequestMethodConfig: { Values: ['GET'] } }),
      expect.objectContaining({ HttpHeaderConfig: { HttpHeaderName: 'User-Agent', Values: ['*Chrome*'] } }),
      expect.objectContaining({ QueryStringConfig: { Values: [{ Key: 'version', Value: 'v1' }] } }),
      expect.objectContaining({ SourceIpConfig: { Values: ['192.0.2.0/24'] } }),
    ]),
  );
  await page.getByText('HTTP header User-Agent = *Chrome*').waitFor();
  await page.getByText('Query string = version=v1').waitFor();
  await done(page);
});

test('a Network Load Balancer is created with a listener for TCP, and deleted', async () => {
  await elb.createTargetGroup({ Name: 'sockets', Protocol: 'TCP', Port: 9000, VpcId: vpc });
  const page = await lab.open('elb/load-balancers');
  await button(page, 'Create load balancer').click();
  await choose(page, 'Load balancer type', 'Network Load Balancer');
  await page.getByLabel('Load balancer name').fill('net');
  await choose(page, 'Scheme', 'Internal');
  await choose(page, 'VPC', vpc);
  await page.getByRole('checkbox', { name: subnets[0]?.zone }).check();
  await page.getByLabel('Listener port (TCP)').fill('9000');
  await choose(page, 'Default action', 'sockets');
  await inDialog(page, 'Create load balancer').click();
  await page.getByText('net was created.').waitFor();
  const named = async () =>
    (await elb.describeLoadBalancers({})).LoadBalancers?.find((each) => each.LoadBalancerName === 'net');
  expect(await named()).toMatchObject({ Type: 'network', Scheme: 'internal' });
  const { Listeners } = await elb.describeListeners({ LoadBalancerArn: (await named())?.LoadBalancerArn });
  expect(Listeners).toMatchObject([{ Protocol: 'TCP', Port: 9000 }]);
  await page.getByRole('radio', { name: 'Select net' }).check();
  await act(page, 'Delete load balancer');
  await inDialog(page, 'Delete').click();
  await expect.poll(named).toBeUndefined();
  await done(page);
});
