import { describe, expect, test } from 'vitest';
import { readDump } from '../../../lib/account/dump.ts';
import type { Account } from '../../../lib/account/types.ts';
import { ALB, ANSWERS, FILES, GROUP, LISTENER, RULE, without } from './answers.ts';
import { folderOf, removeFolders } from './folder.ts';

removeFolders();

/** The only account of a folder with these files. */
async function read(files: Readonly<Record<string, unknown>>): Promise<Account> {
  const [account, ...others] = await readDump(folderOf(files));
  expect(others).toEqual([]);
  return account!;
}

const gapsOf = ({ gaps }: Account) => gaps.map(({ command }) => command);
const reasonOf = ({ gaps }: Account, command: string) => gaps.find((gap) => gap.command === command)?.reason;

test('a folder with every answer is an account without gaps', async () => {
  const account = await read(FILES);
  expect(account).toMatchObject({
    AccountId: '111122223333',
    Region: 'eu-west-1',
    gaps: [],
    Instances: [{ InstanceId: 'i-1' }],
    PrefixLists: [{ PrefixListId: 'pl-s3' }, { PrefixListId: 'pl-own', Cidrs: ['198.51.100.0/24'] }],
    TransitGatewayRoutes: { 'tgw-rtb-1': [{ DestinationCidrBlock: '10.0.0.0/16' }] },
    TransitGatewayRouteTablePropagations: { 'tgw-rtb-1': [{ ResourceId: 'vpc-1' }] },
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'block-ingress' },
    VpcAttributes: { 'vpc-1': { enableDnsSupport: true, enableDnsHostnames: false } },
    Rules: [{ RuleArn: RULE, ListenerArn: LISTENER }, { ListenerArn: LISTENER }],
    TargetHealth: { [GROUP]: [{ Target: { Id: 'i-1' } }] },
    Attributes: {
      [ALB]: { 'load_balancing.cross_zone.enabled': 'true' },
      [GROUP]: { 'stickiness.enabled': 'false' },
    },
    ElbTags: { [ALB]: [{ Key: 'Name', Value: 'one' }] },
  });
  const lists = Object.entries(account).filter(([, value]) => Array.isArray(value) && value.length === 0);
  expect(lists.map(([name]) => name)).toEqual(['gaps']);
});

describe('accounts and Regions', () => {
  test('are the folders below', async () => {
    const folder = folderOf({
      '111122223333/eu-west-1/describe-vpcs.json': ANSWERS['describe-vpcs'],
      '111122223333/us-east-1/describe-vpcs.json': { Vpcs: [] },
      '444455556666/us-east-1/describe-vpcs.json': { Vpcs: [] },
      'cases.json': [],
    });
    const accounts = await readDump(folder);
    expect(accounts.map(({ AccountId, Region }) => `${AccountId} ${Region}`)).toEqual([
      '111122223333 eu-west-1',
      '111122223333 us-east-1',
      '444455556666 us-east-1',
    ]);
    const [one] = await readDump(`${folder}/111122223333/us-east-1`);
    expect(one).toMatchObject({ AccountId: '111122223333', Region: 'us-east-1' });
  });

  test('are told by what is in them where the folders are called otherwise', async () => {
    const { AccountId, Region } = await read(
      without('get-caller-identity', 'describe-vpc-block-public-access-options', 'describe-load-balancers'),
    );
    expect([AccountId, Region]).toEqual(['111122223333', 'eu-west-1']);
    const zone = { Subnets: [{ SubnetId: 'subnet-1', AvailabilityZone: 'us-west-2-lax-1a' }] };
    expect(await read({ 'describe-subnets.json': zone })).toMatchObject({ AccountId: '', Region: 'us-west-2' });
    const arn = {
      TransitGateways: [{ TransitGatewayArn: 'arn:aws:ec2:ap-south-1:111122223333:transit-gateway/tgw-1' }],
    };
    expect(await read({ 'describe-transit-gateways.json': arn })).toMatchObject({ Region: 'ap-south-1' });
  });

  test('are those of the folders, whoever owns what is in them', async () => {
    const [account] = await readDump(
      folderOf({ '000000000000/us-west-2/describe-vpcs.json': ANSWERS['describe-vpcs'] }),
    );
    expect(account).toMatchObject({ AccountId: '000000000000', Region: 'us-west-2' });
  });
});

describe('the name of a file', () => {
  const vpcs = ANSWERS['describe-vpcs'];
  test.each([
    'describe-vpcs.json',
    'ec2-describe-vpcs.json',
    'aws-ec2-describe-vpcs.json',
    'aws_ec2_describe-vpcs.json',
    'aws ec2 describe-vpcs.json',
    'DESCRIBE-VPCS.JSON',
    'describe-vpcs.page-1.json',
    'describe-vpcs-1.json',
    'describe-vpcs_1.json',
    'describe-vpcs (1).json',
    'describe-vpcs.eu-west-1.json',
  ])('%s is that of a command', async (name) => {
    expect((await read({ [name]: vpcs })).Vpcs).toEqual(vpcs.Vpcs);
  });

  test.each([
    'cases.json',
    'describe-vpcs.json.bak',
    'describe-vpcs-classic-link.json',
    'elbv2-describe-vpcs.json',
    'describe-addresses-attribute.json',
    '.describe-vpcs.json',
  ])('%s is not', async (name) => {
    const files = {
      [name]: { ...vpcs, Addresses: [{ PublicIp: '203.0.113.1' }] },
      'describe-subnets.json': { Subnets: [] },
    };
    const { Vpcs, Addresses } = await read(files);
    expect([Vpcs, Addresses]).toEqual([[], []]);
  });

  test.each([
    'describe-target-health.api.json',
    'elbv2-describe-target-health.api.json',
    'describe-target-health.4444444444444444.json',
    'describe-target-health.targetgroup-api-4444444444444444.json',
    'describe-target-health.api_4444444444444444.json',
    `describe-target-health.${GROUP.replaceAll(/[:/]/g, '_')}.json`,
    'describe-target-health.json',
  ])('%s tells the target group', async (name) => {
    const health = ANSWERS['describe-target-health.api'];
    const { TargetHealth, gaps } = await read({ ...without('describe-target-health.api'), [name]: health });
    expect(TargetHealth[GROUP]).toEqual(health.TargetHealthDescriptions);
    expect(gaps).toEqual([]);
  });

  test('that names no target group is of none where there are several', async () => {
    const [group] = ANSWERS['describe-target-groups'].TargetGroups;
    const other = { ...group, TargetGroupArn: GROUP.replace('/api/', '/api-2/'), TargetGroupName: 'api-2' };
    const account = await read({
      ...without('describe-target-health.api'),
      'describe-target-groups.json': { TargetGroups: [group, other] },
      'describe-target-health.json': ANSWERS['describe-target-health.api'],
      'describe-target-group-attributes.api-2.json': { Attributes: [] },
    });
    expect({ ...account.TargetHealth }).toEqual({});
    expect(reasonOf(account, 'elbv2 describe-target-health')).toBe(
      'there is no describe-target-health.api.json (and 1 more)',
    );
    expect(gapsOf(account)).toEqual(['elbv2 describe-target-health']);
  });
});

describe('pages of one answer', () => {
  const vpc = (VpcId: string) => ({ VpcId, CidrBlock: '10.0.0.0/16' });

  test('are put together, and what is on two of them is there once', async () => {
    const account = await read({
      'describe-vpcs.1.json': { Vpcs: [vpc('vpc-1'), vpc('vpc-2')], NextToken: 'more' },
      'describe-vpcs.2.json': { Vpcs: [vpc('vpc-2'), vpc('vpc-3')] },
    });
    expect(account.Vpcs.map(({ VpcId }) => VpcId)).toEqual(['vpc-1', 'vpc-2', 'vpc-3']);
    expect(gapsOf(account)).not.toContain('ec2 describe-vpcs');
  });

  test.each(['NextToken', 'NextMarker'])('are not all there when none is without a %s', async (token) => {
    const account = await read({ 'describe-vpcs.json': { Vpcs: [vpc('vpc-1')], [token]: 'more' } });
    expect(account.Vpcs).toHaveLength(1);
    expect(reasonOf(account, 'ec2 describe-vpcs')).toContain('a token for the next page');
  });

  test('of one target group are several files with its name', async () => {
    const [one] = ANSWERS['describe-target-health.api'].TargetHealthDescriptions;
    const { TargetHealth } = await read({
      ...FILES,
      'describe-target-health.api.json': { TargetHealthDescriptions: [one], NextMarker: 'more' },
      'describe-target-health.api.2.json': { TargetHealthDescriptions: [{ ...one, Target: { Id: 'i-2' } }] },
    });
    expect(TargetHealth[GROUP]?.map(({ Target }) => Target?.Id)).toEqual(['i-2', 'i-1']);
  });

  test('are more than were asked for where a transit gateway has more routes than one answer', async () => {
    const routes = { ...ANSWERS['search-transit-gateway-routes.tgw-rtb-1'], AdditionalRoutesAvailable: true };
    const account = await read({ ...FILES, 'search-transit-gateway-routes.tgw-rtb-1.json': routes });
    expect(account.TransitGatewayRoutes['tgw-rtb-1']).toHaveLength(1);
    expect(gapsOf(account)).toEqual([expect.stringMatching(/^ec2 search-transit-gateway-routes .* tgw-rtb-1$/)]);
  });
});

describe('answers about one thing at a time', () => {
  test('are found by what they say, whatever the files are called', async () => {
    const [listeners, rules] = [ANSWERS['describe-listeners.web'], ANSWERS['describe-rules.2222222222222222']];
    const account = await read({
      ...without(
        'describe-listeners.web',
        'describe-rules.2222222222222222',
        'describe-vpc-attribute.vpc-1.enableDnsSupport',
        'describe-vpc-attribute.vpc-1.enableDnsHostnames',
      ),
      'describe-listeners.all.json': listeners,
      'describe-rules.port-80.json': rules,
      'describe-vpc-attribute.support.json': ANSWERS['describe-vpc-attribute.vpc-1.enableDnsSupport'],
      'describe-vpc-attribute.hostnames.json': ANSWERS['describe-vpc-attribute.vpc-1.enableDnsHostnames'],
    });
    expect(account.gaps).toEqual([]);
    expect(account.Listeners).toEqual(listeners.Listeners);
    expect(account.Rules).toHaveLength(2);
    expect({ ...account.VpcAttributes }).toEqual({ 'vpc-1': { enableDnsSupport: true, enableDnsHostnames: false } });
  });

  test('are told apart where one file holds those about several', async () => {
    const [listener] = ANSWERS['describe-listeners.web'].Listeners;
    const [rule] = ANSWERS['describe-rules.2222222222222222'].Rules;
    const second = LISTENER.replace('2222222222222222', '5555555555555555');
    const account = await read({
      ...without('describe-rules.2222222222222222'),
      'describe-listeners.web.json': { Listeners: [listener, { ...listener, ListenerArn: second }] },
      'describe-rules.json': {
        Rules: [rule, { ...rule, RuleArn: RULE.replace('2222222222222222', '5555555555555555') }],
      },
      'describe-tags.json': { TagDescriptions: [{ ResourceArn: 'arn:another', Tags: [] }] },
    });
    expect(account.Rules.map(({ ListenerArn }) => ListenerArn)).toEqual([LISTENER, second]);
    expect([account.ElbTags, account.gaps]).toEqual([{}, []]);
  });

  test('may be empty', async () => {
    const account = await read({ ...FILES, 'describe-listeners.web.json': { Listeners: [] } });
    expect([account.Listeners, account.gaps]).toEqual([[], []]);
  });

  test('about rules are not missed where a load balancer has none but its default action', async () => {
    const [listener] = ANSWERS['describe-listeners.web'].Listeners;
    const tcp = { Listeners: [{ ...listener, Protocol: 'TCP' }] };
    const files = { ...without('describe-rules.2222222222222222'), 'describe-listeners.web.json': tcp };
    expect((await read(files)).gaps).toEqual([]);
  });
});

describe('an answer that is not there is a gap', () => {
  test.each([
    ['a file that is missing', undefined, 'there is no describe-vpcs.json'],
    ['an empty file', '', 'describe-vpcs.json is empty'],
    ['a file of white space', ' \r\n\t\n', 'describe-vpcs.json is empty'],
    [
      'an error of the AWS CLI',
      '\nAn error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized.\n',
      'describe-vpcs.json holds an error: An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized.',
    ],
    [
      'a newer one',
      'aws: [ERROR]: An error occurred (X) when',
      'describe-vpcs.json holds an error: aws: [ERROR]: An error occurred (X) when',
    ],
    [
      'a command that an older AWS CLI does not know',
      'usage: aws [options] <command>\naws: error: argument operation: Invalid choice, valid choices are:\n',
      'describe-vpcs.json holds an error: usage: aws [options] <command>',
    ],
    [
      'no credentials',
      'Unable to locate credentials. You can …',
      'describe-vpcs.json holds an error: Unable to locate credentials. You can …',
    ],
    ['no AWS CLI', 'bash: aws: command not found', 'describe-vpcs.json holds an error: bash: aws: command not found'],
    ['an error as JSON', { Error: { Code: 'X', Message: 'no' } }, 'describe-vpcs.json holds an error: X: no'],
    ['another answer', { Subnets: [] }, 'describe-vpcs.json has no Vpcs, but Subnets'],
    ['an object with nothing in it', {}, 'describe-vpcs.json has no Vpcs'],
  ])('%s', async (_, content, reason) => {
    const files = { ...without('describe-vpcs'), ...(content !== undefined && { 'describe-vpcs.json': content }) };
    const account = await read(files);
    expect(account.Vpcs).toEqual([]);
    expect(account.gaps).toEqual([{ command: 'ec2 describe-vpcs', reason }]);
  });

  test.each(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[])('for each command: %s', async (name) => {
    const { gaps } = await read(without(name));
    const command = name.split('.')[0];
    if (command === 'get-caller-identity') expect(gaps).toEqual([]);
    else expect(gaps.map((gap) => gap.command)).toContainEqual(expect.stringMatching(`^(ec2|elbv2) ${command}( |$)`));
  });

  test('next to one page that is there', async () => {
    const account = await read({ ...FILES, 'describe-vpcs.2.json': 'An error occurred (Throttling) when calling' });
    expect(account.Vpcs).toHaveLength(1);
    expect(gapsOf(account)).toEqual(['ec2 describe-vpcs']);
  });

  test('but not for what nobody would ask about', async () => {
    const files = {
      'describe-transit-gateways.json': { TransitGateways: [] },
      'describe-load-balancers.json': { LoadBalancers: [] },
      'describe-target-groups.json': { TargetGroups: [] },
      'describe-vpc-block-public-access-options.json': {
        VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off' },
      },
    };
    const missing = gapsOf(await read(files)).join();
    expect(missing).not.toMatch(/transit|listeners|rules|health|attribute|tags|exclusions/);
  });
});

describe('older and other ways of writing it', () => {
  const account = () => read(FILES);

  test('with a byte order mark', async () => {
    const text = JSON.stringify(ANSWERS['describe-vpcs']);
    const marked = { ...FILES, 'describe-vpcs.json': Buffer.from(`\ufeff${text}`) };
    expect(await read(marked)).toEqual(await account());
  });

  test.each(['utf-16le', 'utf-16be'])('in %s, as PowerShell does', async (encoding) => {
    const vpcs = { Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'Name', Value: '서울 🌍' }] }] };
    const bytes = Buffer.from(`\ufeff${JSON.stringify(vpcs, undefined, 4)}`, 'utf16le');
    const { Vpcs } = await read({ 'describe-vpcs.json': encoding === 'utf-16be' ? bytes.swap16() : bytes });
    expect(Vpcs).toEqual(vpcs.Vpcs);
  });

  test('with null for what is absent', async () => {
    const [table] = ANSWERS['describe-route-tables'].RouteTables;
    const nulls = { RouteTables: [{ ...table, Tags: null, Associations: null, Routes: [{ GatewayId: null }, null] }] };
    const { RouteTables, InternetGateways, VpcBlockPublicAccessOptions } = await read({
      'describe-route-tables.json': nulls,
      'describe-internet-gateways.json': { InternetGateways: null },
      'describe-vpc-block-public-access-options.json': { VpcBlockPublicAccessOptions: null },
    });
    expect(RouteTables).toEqual([{ ...table, Tags: undefined, Associations: undefined, Routes: [{}] }]);
    expect(InternetGateways).toEqual([]);
    expect(VpcBlockPublicAccessOptions).toBeUndefined();
  });

  test('with fewer fields, and with some that nobody knows yet', async () => {
    const { Vpcs, NatGateways } = await read({
      'describe-vpcs.json': { Vpcs: [{ VpcId: 'vpc-1', NewField: { deep: [1] } }], ResponseMetadata: {} },
      'describe-nat-gateways.json': { NatGateways: [{ NatGatewayId: 'nat-1' }] },
    });
    expect(Vpcs).toEqual([{ VpcId: 'vpc-1' }]);
    expect(NatGateways).toEqual([{ NatGatewayId: 'nat-1' }]);
  });
});
