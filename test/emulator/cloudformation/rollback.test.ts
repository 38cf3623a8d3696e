import type { CreateStackCommandInput, StackEvent, UpdateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusal } from '../ec2/local-ec2.ts';
import { att, outputsOf, ref, type Stacks, startStacks } from '../stack.ts';

let stacks: Stacks;
beforeAll(async () => {
  stacks = await startStacks({ vpcs: 50 });
});
afterAll(() => stacks.aws.close());

const ec2 = (type: string, Properties: object = {}, more: object = {}) => ({
  Type: `AWS::EC2::${type}`,
  Properties,
  ...more,
});
const Net = ec2('VPC', { CidrBlock: '10.0.0.0/16' });
const subnet = (CidrBlock: string, more: object = {}) => ec2('Subnet', { VpcId: ref('Net'), CidrBlock }, more);
const group = (more: object = {}) => ec2('SecurityGroup', { GroupDescription: 'web', VpcId: ref('Net'), ...more });
const tagged = (Value: string) => ({ Tags: [{ Key: 'Name', Value }] });
/** A subnet outside its VPC, which cannot be made. */
const outside = (...DependsOn: string[]) => subnet('192.168.0.0/24', { DependsOn });

let made = 0;
const body = (Resources: Record<string, object>) =>
  JSON.stringify({
    Resources,
    Outputs: Object.fromEntries(Object.keys(Resources).map((id) => [id, { Value: ref(id) }])),
  });

async function create(resources: Record<string, object>, more: Partial<CreateStackCommandInput> = {}) {
  const StackName = `rollback-${++made}`;
  const TemplateBody = body(resources);
  const { StackId = '' } = await stacks.cloudformation.createStack({ StackName, TemplateBody, ...more });
  return { StackName, StackId, ids: await outputsOf(stacks.cloudformation, StackId) };
}

const update = (
  StackName: string,
  resources: Record<string, object>,
  more: Partial<UpdateStackCommandInput> = {},
): Promise<unknown> => stacks.cloudformation.updateStack({ StackName, TemplateBody: body(resources), ...more });

async function statusOf(StackName: string): Promise<string | undefined> {
  return (await stacks.cloudformation.describeStacks({ StackName })).Stacks?.[0]?.StackStatus;
}

async function eventsOf(StackName: string): Promise<StackEvent[]> {
  const { StackEvents = [] } = await stacks.cloudformation.describeStackEvents({ StackName });
  return StackEvents.reverse();
}

/** The resources that went through a status, in that order. */
const inOrder = async (StackName: string, status: string) =>
  (await eventsOf(StackName)).filter((each) => each.ResourceStatus === status).map((each) => each.LogicalResourceId);

const reasonOf = async (StackName: string, id: string, status: string) =>
  (await eventsOf(StackName)).findLast((each) => each.LogicalResourceId === id && each.ResourceStatus === status)
    ?.ResourceStatusReason;

async function subnetsOf(vpc: string | undefined): Promise<string[]> {
  const { Subnets = [] } = await stacks.ec2.describeSubnets({ Filters: [{ Name: 'vpc-id', Values: [vpc ?? ''] }] });
  return Subnets.map(({ SubnetId, CidrBlock }) => `${SubnetId} ${CidrBlock}`);
}

const vpcs = async () => ((await stacks.ec2.describeVpcs({})).Vpcs ?? []).map(({ VpcId }) => VpcId);

describe('an update that fails', () => {
  test('after a replacement keeps the old resource, and what it had, and takes the new one away', async () => {
    const { StackName, ids } = await create({ Net, Sub: subnet('10.0.0.0/24') });
    const before = await subnetsOf(ids.Net);
    await update(StackName, { Net, Sub: subnet('10.0.1.0/24'), Bad: outside('Sub') });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await subnetsOf(ids.Net)).toEqual(before);
    expect(await outputsOf(stacks.cloudformation, StackName)).toEqual(ids);
    const events = (await eventsOf(StackName)).filter((each) => each.LogicalResourceId === 'Sub');
    const created = events.filter((each) => each.ResourceStatus === 'UPDATE_COMPLETE')[0]?.PhysicalResourceId;
    expect(created).not.toBe(ids.Sub);
    expect(events.at(-1)).toMatchObject({ ResourceStatus: 'DELETE_COMPLETE', PhysicalResourceId: created });
    // The stack is what it was: the same template changes nothing.
    await refusal(update(StackName, { Net, Sub: subnet('10.0.0.0/24') }), 'ValidationError', 'No updates');
  });

  test('puts back what was changed in place, and takes away what was new, the last first', async () => {
    const { StackName, ids } = await create({ Net, Web: group(tagged('before')) });
    await update(StackName, {
      Net,
      Web: group(tagged('after')),
      One: group({ Tags: [] }),
      Two: subnet('10.0.0.0/24', { DependsOn: ['One', 'Web'] }),
      Bad: outside('Two'),
    });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await inOrder(StackName, 'DELETE_COMPLETE')).toEqual(['Bad', 'Two', 'One']);
    const { SecurityGroups } = await stacks.ec2.describeSecurityGroups({ GroupIds: [ids.Web ?? ''] });
    expect(SecurityGroups?.[0]?.Tags).toContainEqual({ Key: 'Name', Value: 'before' });
    expect(await subnetsOf(ids.Net)).toEqual([]);
  });
});

describe('a resource that somebody has deleted', () => {
  const found = { Net, Web: group(tagged('a')) };
  const wanted = { Net, Web: group(tagged('b')) };

  test('fails the update and its rollback, until it is skipped', async () => {
    const { StackName, ids } = await create(found);
    await stacks.ec2.deleteSecurityGroup({ GroupId: ids.Web });
    await update(StackName, wanted);
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_FAILED');
    const gone = `Resource of type 'AWS::EC2::SecurityGroup' with identifier '${ids.Web}' was not found.`;
    expect(await reasonOf(StackName, 'Web', 'UPDATE_FAILED')).toContain(gone);
    expect(await reasonOf(StackName, StackName, 'UPDATE_ROLLBACK_FAILED')).toContain('failed to update: [Web]');
    const { StackResources } = await stacks.cloudformation.describeStackResources({ StackName });
    expect(StackResources?.find((each) => each.LogicalResourceId === 'Web')?.ResourceStatus).toBe('UPDATE_FAILED');

    await refusal(update(StackName, wanted), 'ValidationError', 'UPDATE_ROLLBACK_FAILED state and can not be updated');
    await stacks.cloudformation.continueUpdateRollback({ StackName });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_FAILED');
    for (const ResourcesToSkip of [['Net'], ['Web', 'Nobody']]) {
      const skipping = stacks.cloudformation.continueUpdateRollback({ StackName, ResourcesToSkip });
      await refusal(skipping, 'ValidationError', `did not fail to be rolled back: [${ResourcesToSkip.at(-1)}]`);
    }
    await stacks.cloudformation.continueUpdateRollback({ StackName, ResourcesToSkip: ['Web'] });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
    const again = stacks.cloudformation.continueUpdateRollback({ StackName, ResourcesToSkip: ['Web'] });
    await refusal(again, 'ValidationError', 'can not continue update rollback');

    // What was skipped is still gone. Leaving it out of the template mends the stack.
    await update(StackName, { Net });
    expect(await statusOf(StackName)).toBe('UPDATE_COMPLETE');
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await vpcs()).not.toContain(ids.Net);
  });

  test.each<[string, (name: string) => object, (id: string) => Promise<unknown>]>([
    [
      'a subnet',
      (name) => ec2('Subnet', { VpcId: ref('Net'), CidrBlock: '10.0.0.0/24', ...tagged(name) }),
      (SubnetId) => stacks.ec2.deleteSubnet({ SubnetId }),
    ],
    [
      'a route table',
      (name) => ec2('RouteTable', { VpcId: ref('Net'), ...tagged(name) }),
      (RouteTableId) => stacks.ec2.deleteRouteTable({ RouteTableId }),
    ],
    [
      'an internet gateway',
      (name) => ec2('InternetGateway', tagged(name)),
      (InternetGatewayId) => stacks.ec2.deleteInternetGateway({ InternetGatewayId }),
    ],
  ])('fails a change of tags alone: %s', async (_, resource, remove) => {
    const { StackName, ids } = await create({ Net, It: resource('a') });
    await remove(ids.It ?? '');
    await update(StackName, { Net, It: resource('b') });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_FAILED');
    const reasons = (await eventsOf(StackName)).filter((each) => each.ResourceStatus === 'UPDATE_FAILED');
    expect(reasons.map((each) => each.ResourceStatusReason)).toEqual([
      expect.stringContaining(`with identifier '${ids.It}' was not found.`),
      expect.stringContaining(`with identifier '${ids.It}' was not found.`),
    ]);
  });

  test('after it was updated fails a rollback that somebody asks for', async () => {
    const { StackName, ids } = await create(found);
    await update(StackName, { ...wanted, Bad: outside('Web') }, { DisableRollback: true });
    expect(await statusOf(StackName)).toBe('UPDATE_FAILED');
    await stacks.ec2.deleteSecurityGroup({ GroupId: ids.Web });
    await stacks.cloudformation.rollbackStack({ StackName });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_FAILED');
    await stacks.cloudformation.continueUpdateRollback({ StackName, ResourcesToSkip: ['Web'] });
    expect(await statusOf(StackName)).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await subnetsOf(ids.Net)).toEqual([]);
  });

  test('is no hindrance to the deletion of its stack', async () => {
    const { StackName, StackId, ids } = await create(found);
    await stacks.ec2.deleteSecurityGroup({ GroupId: ids.Web });
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
  });
});

describe('a creation that fails', () => {
  const resources = { Net, Sub: subnet('10.0.0.0/24'), Bad: outside('Sub') };

  test('leaves everything without rollback, until the stack is deleted', async () => {
    const before = await vpcs();
    const { StackName, StackId } = await create(resources, { DisableRollback: true });
    expect(await statusOf(StackName)).toBe('CREATE_FAILED');
    const left = (await vpcs()).filter((id) => !before.includes(id));
    expect(await subnetsOf(left[0])).toHaveLength(1);
    await refusal(update(StackName, { Net }), 'ValidationError', 'CREATE_FAILED state and can not be updated');
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
    expect(await vpcs()).toEqual(before);
  });

  test('leaves nothing with OnFailure DELETE, not even its name', async () => {
    const before = await vpcs();
    const { StackName, StackId } = await create(resources, { OnFailure: 'DELETE' });
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
    await refusal(statusOf(StackName), 'ValidationError', `Stack with id ${StackName} does not exist`);
    expect(await reasonOf(StackId, StackName, 'DELETE_IN_PROGRESS')).toBe(
      'The following resource(s) failed to create: [Bad]. Delete requested by user.',
    );
    expect(await vpcs()).toEqual(before);
    const { StackId: second = '' } = await stacks.cloudformation.createStack({
      StackName,
      TemplateBody: body({ Net }),
    });
    expect(await statusOf(second)).toBe('CREATE_COMPLETE');
  });

  test('undoes what depends on each other in reverse', async () => {
    const before = await vpcs();
    const { StackName } = await create({
      Net,
      Gateway: ec2('InternetGateway'),
      Attached: ec2('VPCGatewayAttachment', { VpcId: ref('Net'), InternetGatewayId: ref('Gateway') }),
      Table: ec2('RouteTable', { VpcId: ref('Net') }),
      Route: ec2(
        'Route',
        { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') },
        { DependsOn: 'Attached' },
      ),
      Sub: subnet('10.0.0.0/24'),
      Link: ec2('SubnetRouteTableAssociation', { SubnetId: ref('Sub'), RouteTableId: ref('Table') }),
      Nic: ec2('NetworkInterface', { SubnetId: ref('Sub') }),
      Address: ec2('EIP', {}, { DependsOn: 'Attached' }),
      Held: ec2('EIPAssociation', { AllocationId: att('Address', 'AllocationId'), NetworkInterfaceId: ref('Nic') }),
      Bad: outside('Held', 'Route', 'Link'),
    });
    expect(await statusOf(StackName)).toBe('ROLLBACK_COMPLETE');
    const order = await inOrder(StackName, 'DELETE_COMPLETE');
    expect(order).toHaveLength(11);
    for (const [first, then] of [
      ['Held', 'Nic'],
      ['Held', 'Address'],
      ['Nic', 'Sub'],
      ['Link', 'Sub'],
      ['Link', 'Table'],
      ['Route', 'Table'],
      ['Route', 'Attached'],
      ['Address', 'Attached'],
      ['Attached', 'Gateway'],
      ['Attached', 'Net'],
      ['Sub', 'Net'],
      ['Table', 'Net'],
    ] as const) {
      expect(order.indexOf(first), `${first} before ${then}`).toBeLessThan(order.indexOf(then));
    }
    expect(await vpcs()).toEqual(before);
    expect((await stacks.ec2.describeAddresses({})).Addresses).toEqual([]);
  });
});

describe('a deletion that fails', () => {
  test('says what is in the way, and goes on when it is gone', async () => {
    const { StackName, StackId, ids } = await create({ Net, Sub: subnet('10.0.0.0/24'), Web: group() });
    const { NetworkInterface } = await stacks.ec2.createNetworkInterface({ SubnetId: ids.Sub });
    const early = stacks.cloudformation.deleteStack({ StackName, RetainResources: ['Sub'] });
    await refusal(early, 'ValidationError', 'only when the stack is in the DELETE_FAILED state');
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await statusOf(StackName)).toBe('DELETE_FAILED');
    expect(await reasonOf(StackName, 'Sub', 'DELETE_FAILED')).toContain('has dependencies and cannot be deleted');
    expect(await reasonOf(StackName, StackName, 'DELETE_FAILED')).toContain('failed to delete: [Sub]');
    // What the subnet needs was not tried, what nothing needs is gone.
    expect(await inOrder(StackName, 'DELETE_COMPLETE')).toEqual(['Web']);
    expect(await vpcs()).toContain(ids.Net);
    await refusal(update(StackName, { Net }), 'ValidationError', 'DELETE_FAILED state and can not be updated');
    await stacks.ec2.deleteNetworkInterface({ NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId });
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
    expect(await vpcs()).not.toContain(ids.Net);
  });

  test('is finished by keeping what cannot go', async () => {
    const { StackName, StackId, ids } = await create({ Net, Web: group() });
    await stacks.ec2.createSubnet({ VpcId: ids.Net, CidrBlock: '10.0.9.0/24' });
    await stacks.cloudformation.deleteStack({ StackName });
    expect(await statusOf(StackName)).toBe('DELETE_FAILED');
    await stacks.cloudformation.deleteStack({ StackName, RetainResources: ['Net'] });
    expect(await statusOf(StackId)).toBe('DELETE_COMPLETE');
    expect(await inOrder(StackId, 'DELETE_SKIPPED')).toEqual(['Net']);
    expect(await vpcs()).toContain(ids.Net);
  });
});
