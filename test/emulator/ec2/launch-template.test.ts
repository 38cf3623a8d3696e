import type { RequestLaunchTemplateData, RunInstancesCommandInput } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amazonLinux, type Ec2Lab, startEc2Lab } from './lab.ts';
import { localEc2, refusal, subnetOf, vpcOf } from './local-ec2.ts';

const local = localEc2();
let made = 0;
const NANO: RequestLaunchTemplateData = { InstanceType: 't3.nano' };

async function templateOf(LaunchTemplateData = NANO, more = {}) {
  made += 1;
  const LaunchTemplateName = `web-${made}`;
  const answer = await local.ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData, ...more });
  return { ...answer.LaunchTemplate, LaunchTemplateId: answer.LaunchTemplate?.LaunchTemplateId ?? '' };
}

async function versionsOf(LaunchTemplateId: string, rest: object = {}) {
  const answer = await local.ec2.describeLaunchTemplateVersions({ LaunchTemplateId, ...rest });
  return answer.LaunchTemplateVersions ?? [];
}

const numbersOf = async (id: string, rest: object = {}) =>
  (await versionsOf(id, rest)).map(({ VersionNumber }) => VersionNumber);

async function three() {
  const { LaunchTemplateId } = await templateOf();
  for (const InstanceType of ['t3.micro', 't3.small'] as const) {
    await local.ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData: { InstanceType } });
  }
  return LaunchTemplateId;
}

describe('a launch template', () => {
  test('is created with a first version, which is the default', async () => {
    const Tags = [{ Key: 'Name', Value: 'web' }];
    const template = await templateOf(NANO, {
      VersionDescription: 'first',
      TagSpecifications: [{ ResourceType: 'launch-template', Tags }],
    });
    const { LaunchTemplateId, LaunchTemplateName } = template;
    expect(LaunchTemplateId).toMatch(/^lt-[0-9a-f]{17}$/);
    expect(template).toMatchObject({ DefaultVersionNumber: 1, LatestVersionNumber: 1, Tags });
    expect(template.CreateTime).toBeInstanceOf(Date);
    expect(template).not.toHaveProperty('numbered');
    expect(await versionsOf(LaunchTemplateId)).toMatchObject([
      { LaunchTemplateId, LaunchTemplateName, VersionNumber: 1, VersionDescription: 'first', DefaultVersion: true },
    ]);
    expect((await versionsOf(LaunchTemplateId))[0]?.LaunchTemplateData).toEqual(NANO);
  });

  test('has a name of its own that AWS takes, and says something', async () => {
    const { LaunchTemplateName } = await templateOf();
    const bad = (rest: object, code: string) =>
      refusal(local.ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData: NANO, ...rest }), code);
    await bad({}, 'InvalidLaunchTemplateName.AlreadyExistsException');
    await bad({ LaunchTemplateName: 'ab' }, 'InvalidLaunchTemplateName.MalformedException');
    await bad({ LaunchTemplateName: 'a web' }, 'InvalidLaunchTemplateName.MalformedException');
    await bad({ LaunchTemplateName: undefined }, 'MissingParameter');
    await bad({ LaunchTemplateName: 'empty', LaunchTemplateData: {} }, 'MissingParameter');
    await bad({ LaunchTemplateName: 'dry', DryRun: true }, 'DryRunOperation');
    await refusal(
      local.ec2.describeLaunchTemplates({ LaunchTemplateNames: ['dry'] }),
      'InvalidLaunchTemplateName.NotFoundException',
    );
  });

  test('is found by id, name, filter and page', async () => {
    const { ec2 } = local;
    const all = [await templateOf(), await templateOf(), await templateOf()];
    const names = all.map(({ LaunchTemplateName }) => LaunchTemplateName ?? '');
    const found = async (request: object) =>
      (await ec2.describeLaunchTemplates(request)).LaunchTemplates?.map((each) => each.LaunchTemplateName);
    expect(await found({ LaunchTemplateIds: [all[1]?.LaunchTemplateId] })).toEqual([names[1]]);
    expect(await found({ LaunchTemplateNames: [names[2]] })).toEqual([names[2]]);
    expect(await found({ Filters: [{ Name: 'launch-template-name', Values: [names[0]] }] })).toEqual([names[0]]);
    await ec2.createTags({ Resources: [all[1]?.LaunchTemplateId ?? ''], Tags: [{ Key: 'set', Value: 'b' }] });
    expect(await found({ Filters: [{ Name: 'tag:set', Values: ['b'] }] })).toEqual([names[1]]);
    const first = await ec2.describeLaunchTemplates({ LaunchTemplateNames: names, MaxResults: 2 });
    expect(first.LaunchTemplates).toHaveLength(2);
    const rest = { LaunchTemplateNames: names, MaxResults: 2, NextToken: first.NextToken };
    expect(await found(rest)).toEqual([names[2]]);
    await refusal(found({ LaunchTemplateIds: ['lt-0123456789abcdef0'] }), 'InvalidLaunchTemplateId.NotFound');
  });

  test('is deleted with all versions, by id or by name', async () => {
    const { ec2 } = local;
    const { LaunchTemplateId, LaunchTemplateName } = await templateOf();
    await refusal(ec2.deleteLaunchTemplate({ LaunchTemplateId, LaunchTemplateName }), 'InvalidParameterCombination');
    await refusal(ec2.deleteLaunchTemplate({}), 'MissingParameter');
    await refusal(ec2.deleteLaunchTemplate({ LaunchTemplateId: 'web' }), 'InvalidLaunchTemplateId.Malformed');
    expect((await ec2.deleteLaunchTemplate({ LaunchTemplateName })).LaunchTemplate).toMatchObject({ LaunchTemplateId });
    await refusal(versionsOf(LaunchTemplateId), 'InvalidLaunchTemplateId.NotFound');
    const name = 'InvalidLaunchTemplateName.NotFoundException';
    await refusal(ec2.deleteLaunchTemplate({ LaunchTemplateName }), name, 'does not exist');
  });
});

describe('a version', () => {
  test('takes from its source what it does not say itself', async () => {
    const { ec2 } = local;
    const { LaunchTemplateId } = await templateOf({ ...NANO, KeyName: 'web', EbsOptimized: true });
    const LaunchTemplateData = { InstanceType: 't3.micro' } as const;
    const plain = await ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData });
    expect(plain.LaunchTemplateVersion).toMatchObject({ VersionNumber: 2, DefaultVersion: false });
    expect(plain.LaunchTemplateVersion?.LaunchTemplateData).toEqual(LaunchTemplateData);
    const based = await ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData, SourceVersion: '1' });
    expect(based.LaunchTemplateVersion?.LaunchTemplateData).toEqual({
      ...{ InstanceType: 't3.micro', KeyName: 'web', EbsOptimized: true },
    });
    const lost = ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData, SourceVersion: '9' });
    await refusal(lost, 'InvalidLaunchTemplateId.VersionNotFound', 'Could not find the specified version 9');
  });

  test('becomes the default', async () => {
    const LaunchTemplateId = await three();
    const { LaunchTemplate } = await local.ec2.modifyLaunchTemplate({ LaunchTemplateId, DefaultVersion: '2' });
    expect(LaunchTemplate).toMatchObject({ DefaultVersionNumber: 2, LatestVersionNumber: 3 });
    const defaults = (await versionsOf(LaunchTemplateId)).map(({ DefaultVersion }) => DefaultVersion);
    expect(defaults).toEqual([false, true, false]);
    const lost = local.ec2.modifyLaunchTemplate({ LaunchTemplateId, DefaultVersion: '666' });
    await refusal(lost, 'InvalidLaunchTemplateId.VersionNotFound');
  });

  test('is described by number, by what it is, in a range and by filters', async () => {
    const { ec2 } = local;
    const id = await three();
    await ec2.modifyLaunchTemplate({ LaunchTemplateId: id, DefaultVersion: '2' });
    expect(await numbersOf(id)).toEqual([3, 2, 1]);
    expect(await numbersOf(id, { Versions: ['1', '$Latest', '$Default', '2'] })).toEqual([1, 3, 2]);
    expect(await numbersOf(id, { MinVersion: '2' })).toEqual([3, 2]);
    expect(await numbersOf(id, { MaxVersion: '2' })).toEqual([2, 1]);
    expect(await numbersOf(id, { Filters: [{ Name: 'instance-type', Values: ['t3.micro'] }] })).toEqual([2]);
    expect(await numbersOf(id, { Filters: [{ Name: 'is-default-version', Values: ['true'] }] })).toEqual([2]);
    const all = await ec2.describeLaunchTemplateVersions({ Versions: ['$Latest', '$Default'] });
    const ofIt = all.LaunchTemplateVersions?.filter(({ LaunchTemplateId }) => LaunchTemplateId === id);
    expect(ofIt?.map(({ VersionNumber }) => VersionNumber)).toEqual([3, 2]);
    await refusal(ec2.describeLaunchTemplateVersions({ Versions: ['1'] }), 'MissingParameter');
    await refusal(numbersOf(id, { Versions: ['9'] }), 'InvalidLaunchTemplateId.VersionNotFound');
    await refusal(numbersOf(id, { MinVersion: 'one' }), 'InvalidParameterValue');
  });

  test('is deleted unless it is the default, and its number is not given again', async () => {
    const { ec2 } = local;
    const LaunchTemplateId = await three();
    const answer = await ec2.deleteLaunchTemplateVersions({ LaunchTemplateId, Versions: ['1', '3', '9'] });
    const numbers = answer.SuccessfullyDeletedLaunchTemplateVersions?.map(({ VersionNumber }) => VersionNumber);
    expect(numbers).toEqual([3]);
    expect(answer.UnsuccessfullyDeletedLaunchTemplateVersions).toMatchObject([
      { VersionNumber: 1, ResponseError: { Code: 'unexpectedError' } },
      { VersionNumber: 9, ResponseError: { Code: 'launchTemplateVersionDoesNotExist' } },
    ]);
    expect(await numbersOf(LaunchTemplateId, { Versions: ['$Latest'] })).toEqual([2]);
    const next = await ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData: NANO });
    expect(next.LaunchTemplateVersion?.VersionNumber).toBe(4);
    await refusal(ec2.deleteLaunchTemplateVersions({ LaunchTemplateId, Versions: [] }), 'MissingParameter');
  });
});

describe('RunInstances', () => {
  const run = async (request: Partial<RunInstancesCommandInput>) =>
    (await local.ec2.runInstances({ MinCount: 1, MaxCount: 1, ...request })).Instances?.[0];

  test('launches what the template says, unless it says otherwise', async () => {
    const { ec2 } = local;
    const SubnetId = await subnetOf(ec2, await vpcOf(ec2), '10.0.0.0/24');
    const { LaunchTemplateId, LaunchTemplateName } = await templateOf({
      ...{ ...NANO, ImageId: await amazonLinux(ec2), Monitoring: { Enabled: true }, DisableApiStop: true },
      NetworkInterfaces: [{ DeviceIndex: 0, SubnetId }],
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
    });
    const LaunchTemplateData = { InstanceType: 't3.small' } as const;
    await ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData, SourceVersion: '1' });
    const first = await run({ LaunchTemplate: { LaunchTemplateId } });
    expect(first).toMatchObject({ InstanceType: 't3.nano', SubnetId, Monitoring: { State: 'enabled' } });
    const mark = (Value: string) => ({ Key: 'aws:ec2launchtemplate:version', Value });
    const tags = first?.Tags ?? [];
    expect(tags).toContainEqual({ Key: 'Name', Value: 'web' });
    expect(tags).toContainEqual({ Key: 'aws:ec2launchtemplate:id', Value: LaunchTemplateId });
    expect(tags).toContainEqual(mark('1'));
    const latest = await run({ LaunchTemplate: { LaunchTemplateName, Version: '$Latest' } });
    expect(latest).toMatchObject({ InstanceType: 't3.small', SubnetId });
    expect(latest?.Tags).toContainEqual(mark('2'));
    const own = await run({
      LaunchTemplate: { LaunchTemplateId, Version: '2' },
      InstanceType: 't3.micro',
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'mine' }] }],
    });
    expect(own).toMatchObject({ InstanceType: 't3.micro', SubnetId });
    expect(own?.Tags?.filter(({ Key }) => Key === 'Name')).toEqual([{ Key: 'Name', Value: 'mine' }]);
    await refusal(run({ LaunchTemplate: { LaunchTemplateId }, SubnetId }), 'InvalidParameterCombination');
  });

  test('is refused where there is no such template or version, or it does not say enough', async () => {
    const { LaunchTemplateId } = await templateOf();
    const bad = (LaunchTemplate: object, code: string) => refusal(run({ LaunchTemplate }), code);
    await bad({ LaunchTemplateId: 'lt-0123456789abcdef0' }, 'InvalidLaunchTemplateId.NotFound');
    await bad({ LaunchTemplateName: 'lost' }, 'InvalidLaunchTemplateName.NotFoundException');
    await bad({ LaunchTemplateId, Version: '7' }, 'InvalidLaunchTemplateId.VersionNotFound');
    await bad({ LaunchTemplateId }, 'MissingParameter');
    const wide = await templateOf({ InstanceRequirements: { VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1 } } });
    await bad({ LaunchTemplateId: wide.LaunchTemplateId }, 'UnsupportedOperation');
  });
});

describe('CloudFormation', () => {
  let lab: Ec2Lab;
  beforeAll(async () => {
    lab = await startEc2Lab();
  });
  afterAll(() => lab.close());

  test('makes a template, then a new version, and an instance of it', async () => {
    const type = lab.template('AWS::EC2::LaunchTemplate');
    const ImageId = await amazonLinux(lab.ec2);
    const tagged = (Value: string) => [{ ResourceType: 'launch-template', Tags: [{ Key: 'owner', Value }] }];
    const before = { LaunchTemplateData: { ...NANO, ImageId }, TagSpecifications: tagged('a') };
    const after = {
      LaunchTemplateData: { ImageId, InstanceType: 't3.micro', Monitoring: { Enabled: true } },
      TagSpecifications: tagged('b'),
    };
    const id = type.create(before);
    expect(type.attributes(id)).toEqual({ LaunchTemplateId: id, DefaultVersionNumber: '1', LatestVersionNumber: '1' });
    type.update(id, { ...before, TagSpecifications: tagged('b') }, before);
    expect(type.attributes(id)).toMatchObject({ LatestVersionNumber: '1' });
    type.update(id, after, before);
    expect(type.attributes(id)).toMatchObject({ DefaultVersionNumber: '1', LatestVersionNumber: '2' });
    const { LaunchTemplates } = await lab.ec2.describeLaunchTemplates({ LaunchTemplateIds: [id] });
    expect(LaunchTemplates?.[0]).toMatchObject({
      LaunchTemplateName: expect.stringMatching(/^It_\w{12}$/),
      Tags: [{ Key: 'owner', Value: 'b' }],
    });
    const instance = lab.template('AWS::EC2::Instance');
    const InstanceIds = [
      instance.create({
        ...{ SubnetId: lab.subnets[0], LaunchTemplate: { LaunchTemplateId: id, Version: '2' } },
        Tags: [{ Key: 'Name', Value: 'web' }],
      }),
    ];
    const { Reservations } = await lab.ec2.describeInstances({ InstanceIds });
    const launched = Reservations?.[0]?.Instances?.[0];
    expect(launched).toMatchObject({ InstanceType: 't3.micro', ImageId, Monitoring: { State: 'enabled' } });
    expect(launched?.Tags).toContainEqual({ Key: 'Name', Value: 'web' });
    type.delete(id, after);
    type.delete(id, after);
    await refusal(lab.ec2.describeLaunchTemplates({ LaunchTemplateIds: [id] }), 'InvalidLaunchTemplateId.NotFound');
  });
});
