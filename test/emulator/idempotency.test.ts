import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as ec2 from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVICES } from '../../emulator/services.ts';
import { newInstance } from './ec2/lab.ts';
import { gatewayOf, refusal, subnetOf, tableOf, vpcOf } from './ec2/local-ec2.ts';
import { configOf, outputsOf, type Stacks, startStacks } from './stack.ts';

let stacks: Stacks;
beforeAll(async () => {
  stacks = await startStacks({ vpcs: 100, 'internet-gateways': 100 });
});
afterAll(() => stacks.aws.close());

/** A request, and what makes another of it under the same token. */
interface Specimen {
  readonly input: object;
  readonly other: object;
}

const vpc = () => vpcOf(stacks.ec2);
const subnet = async () => subnetOf(stacks.ec2, await vpc(), '10.0.0.0/24');
const instance = async () => newInstance(stacks.ec2, await subnet());
const image = async () => (await stacks.ec2.describeImages({ MaxResults: 5 })).Images?.[0]?.ImageId;

async function launchTemplate(): Promise<string> {
  const LaunchTemplateData = { InstanceType: 't3.nano' } as const;
  const LaunchTemplateName = `template-${++made}`;
  const { LaunchTemplate } = await stacks.ec2.createLaunchTemplate({ LaunchTemplateName, LaunchTemplateData });
  const LaunchTemplateId = LaunchTemplate?.LaunchTemplateId ?? '';
  await stacks.ec2.createLaunchTemplateVersion({ LaunchTemplateId, LaunchTemplateData, VersionDescription: 'two' });
  return LaunchTemplateId;
}

async function path(): Promise<object> {
  const GatewayId = await gatewayOf(stacks.ec2, await vpc());
  return { Source: GatewayId, Destination: await instance(), Protocol: 'tcp' };
}

let made = 0;
const group = (name: string) => ({
  Type: 'AWS::EC2::SecurityGroup',
  Properties: { GroupDescription: 'web', VpcId: { Ref: 'Net' }, Tags: [{ Key: 'Name', Value: name }] },
});
const body = (name: string, more: object = {}) =>
  JSON.stringify({
    Resources: {
      Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Web: group(name),
      ...more,
    },
    Outputs: { Web: { Value: { Ref: 'Web' } } },
  });
/** A subnet outside its VPC, which cannot be made. */
const OUTSIDE = {
  Bad: {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Net' }, CidrBlock: '192.168.0.0/24' },
    DependsOn: 'Web',
  },
};

async function stack(): Promise<string> {
  const StackName = `stack-${++made}`;
  await stacks.cloudformation.createStack({ StackName, TemplateBody: body('a') });
  return StackName;
}

async function changeSet(): Promise<object> {
  const StackName = await stack();
  const ChangeSetName = 'change';
  await stacks.cloudformation.createChangeSet({ StackName, ChangeSetName, TemplateBody: body('b') });
  return { StackName, ChangeSetName };
}

/** A stack whose update failed and waits. */
async function pausedStack(): Promise<string> {
  const StackName = await stack();
  await stacks.cloudformation.updateStack({ StackName, TemplateBody: body('b', OUTSIDE), DisableRollback: true });
  return StackName;
}

/** A stack that cannot be rolled back, because a resource is gone. */
async function stuckStack(): Promise<string> {
  const StackName = await stack();
  const { Web } = await outputsOf(stacks.cloudformation, StackName);
  await stacks.ec2.deleteSecurityGroup({ GroupId: Web });
  await stacks.cloudformation.updateStack({ StackName, TemplateBody: body('b') });
  return StackName;
}

/** By operation, with everything that it needs made beforehand. */
const SPECIMENS: Record<string, () => Promise<Specimen>> = {
  'ec2:CopyImage': async () => {
    const InstanceId = await instance();
    const { ImageId } = await stacks.ec2.createImage({ InstanceId, Name: `image-${++made}` });
    return { input: { Name: 'copy', SourceImageId: ImageId, SourceRegion: 'us-east-1' }, other: { Name: 'another' } };
  },
  'ec2:CreateEgressOnlyInternetGateway': async () => ({ input: { VpcId: await vpc() }, other: { VpcId: await vpc() } }),
  'ec2:CreateFlowLogs': async () => ({
    input: {
      ResourceIds: [await vpc()],
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::flow-logs',
    },
    other: { TrafficType: 'REJECT' },
  }),
  'ec2:CreateInstanceConnectEndpoint': async () => ({
    input: { SubnetId: await subnet() },
    other: { SubnetId: await subnet() },
  }),
  'ec2:CreateLaunchTemplate': async () => ({
    input: { LaunchTemplateName: 'web', LaunchTemplateData: { InstanceType: 't3.nano' } },
    other: { LaunchTemplateName: 'other' },
  }),
  'ec2:CreateLaunchTemplateVersion': async () => ({
    input: { LaunchTemplateId: await launchTemplate(), LaunchTemplateData: { InstanceType: 't3.micro' } },
    other: { VersionDescription: 'another' },
  }),
  'ec2:CreateManagedPrefixList': async () => ({
    input: { PrefixListName: 'offices', AddressFamily: 'IPv4', MaxEntries: 2 },
    other: { MaxEntries: 3 },
  }),
  'ec2:CreateNatGateway': async () => ({
    input: { SubnetId: await subnet(), ConnectivityType: 'private' },
    other: { SubnetId: await subnet() },
  }),
  'ec2:CreateNetworkAcl': async () => ({ input: { VpcId: await vpc() }, other: { VpcId: await vpc() } }),
  'ec2:CreateNetworkInsightsPath': async () => ({ input: await path(), other: { DestinationPort: 443 } }),
  'ec2:CreateNetworkInterface': async () => ({
    input: { SubnetId: await subnet() },
    other: { Description: 'another' },
  }),
  'ec2:CreateRouteTable': async () => ({ input: { VpcId: await vpc() }, other: { VpcId: await vpc() } }),
  'ec2:CreateVolume': async () => ({ input: { AvailabilityZone: 'us-east-1a', Size: 1 }, other: { Size: 2 } }),
  'ec2:CreateVpcEndpoint': async () => {
    const VpcId = await vpc();
    const ServiceName = 'com.amazonaws.us-east-1.s3';
    return { input: { VpcId, ServiceName }, other: { RouteTableIds: [await tableOf(stacks.ec2, VpcId)] } };
  },
  'ec2:ModifyInstanceCreditSpecification': async () => {
    const InstanceId = await instance();
    const credits = (CpuCredits: string) => ({ InstanceCreditSpecifications: [{ InstanceId, CpuCredits }] });
    return { input: credits('standard'), other: credits('unlimited') };
  },
  'ec2:ModifyLaunchTemplate': async () => ({
    input: { LaunchTemplateId: await launchTemplate(), DefaultVersion: '2' },
    other: { DefaultVersion: '1' },
  }),
  'ec2:RunInstances': async () => ({
    input: {
      ...{ ImageId: await image(), InstanceType: 't3.nano', SubnetId: await subnet(), MinCount: 1, MaxCount: 1 },
    },
    other: { MaxCount: 2 },
  }),
  'ec2:StartNetworkInsightsAnalysis': async () => {
    const { NetworkInsightsPath } = await stacks.ec2.createNetworkInsightsPath((await path()) as never);
    const { NetworkInsightsPathId } = NetworkInsightsPath ?? {};
    const arn = 'arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0';
    return { input: { NetworkInsightsPathId }, other: { FilterInArns: [arn] } };
  },
  'cloudformation:ContinueUpdateRollback': async () => ({
    input: { StackName: await stuckStack(), ResourcesToSkip: ['Web'] },
    other: { ResourcesToSkip: [] },
  }),
  'cloudformation:CreateChangeSet': async () => ({
    input: { StackName: await stack(), ChangeSetName: 'change', TemplateBody: body('b') },
    other: { TemplateBody: body('c') },
  }),
  'cloudformation:CreateStack': async () => ({
    input: { StackName: `stack-${++made}`, TemplateBody: body('a') },
    other: { TemplateBody: body('b') },
  }),
  'cloudformation:DeleteStack': async () => ({
    input: { StackName: await stack() },
    other: { StackName: await stack() },
  }),
  'cloudformation:ExecuteChangeSet': async () => ({ input: await changeSet(), other: { DisableRollback: true } }),
  'cloudformation:RollbackStack': async () => ({
    input: { StackName: await pausedStack() },
    other: { StackName: await pausedStack() },
  }),
  'cloudformation:UpdateStack': async () => ({
    input: { StackName: await stack(), TemplateBody: body('b') },
    other: { TemplateBody: body('c') },
  }),
};

/** An update is over before anybody could cancel it. */
const NEVER_CARRIED_OUT = ['cloudformation:CancelUpdateStack'];

const TOKENS = ['ClientToken', 'ClientRequestToken'];

/** What the services' own schemas say takes a token, with the member that it goes into. */
async function tokenMembers(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { id, load } of SERVICES) {
    const { shape, handlers } = await load();
    for (const [name, { input }] of shape.operations) {
      const members = Object.entries(input.getMemberSchemas());
      const token = members.find(
        ([each, member]) => TOKENS.includes(each) || member.getMergedTraits().idempotencyToken,
      );
      if (token && Object.hasOwn(handlers, name)) found.set(`${id}:${name}`, token[0]);
    }
  }
  return found;
}

async function send(operation: string, input: object): Promise<object> {
  const [service, name] = operation.split(':');
  const [sdk, client] = service === 'ec2' ? [ec2, stacks.ec2] : [cloudformation, stacks.cloudformation];
  const Command = (sdk as unknown as Record<string, new (input: object) => object>)[`${name}Command`]!;
  const { $metadata: _, ...output } = await (client as Client).send(new Command(input));
  return output;
}

interface Client {
  send(command: object): Promise<{ $metadata?: object }>;
}

/** Everything that the account holds, the tokens themselves among it. */
const account = () => JSON.stringify([...stacks.aws.state.records()]);

let members: Map<string, string>;
beforeAll(async () => {
  members = await tokenMembers();
});

test('every operation whose input has a token is tried', () => {
  expect([...members.keys()].sort()).toEqual([...Object.keys(SPECIMENS), ...NEVER_CARRIED_OUT].sort());
});

describe.each(Object.entries(SPECIMENS))('%s', (operation, specimen) => {
  test('with a token is carried out once, and is refused as another request', async () => {
    const { input, other } = await specimen();
    const token = { [members.get(operation) ?? '']: `token-${operation.replace(':', '-')}` };
    const before = account();
    const first = await send(operation, { ...input, ...token });
    const after = account();
    expect(after).not.toBe(before);
    expect(await send(operation, { ...input, ...token })).toEqual(first);
    expect(account()).toBe(after);
    await refusal(
      send(operation, { ...input, ...other, ...token }),
      operation.startsWith('ec2:') ? 'IdempotentParameterMismatch' : 'TokenAlreadyExistsException',
    );
    expect(account()).toBe(after);
  });
});

describe('a token', () => {
  test('of one operation or Region is free for others', async () => {
    const ClientToken = 'shared';
    const VpcId = await vpc();
    await stacks.ec2.createRouteTable({ VpcId, ClientToken });
    await stacks.ec2.createNetworkAcl({ VpcId, ClientToken });
    const west = new ec2.EC2(configOf(stacks.aws, 'us-west-2'));
    await west.createRouteTable({ VpcId: await vpcOf(west), ClientToken });
    west.destroy();
  });

  test('of a request that was refused can be used again', async () => {
    const ClientToken = 'tried';
    await refusal(stacks.ec2.createRouteTable({ VpcId: 'vpc-0', ClientToken }), 'InvalidVpcID.NotFound');
    await stacks.ec2.createRouteTable({ VpcId: await vpc(), ClientToken });
    const ClientRequestToken = 'tried';
    const StackName = `stack-${++made}`;
    const create = (TemplateBody: string) =>
      stacks.cloudformation.createStack({ StackName, TemplateBody, ClientRequestToken });
    await refusal(create('{}'), 'ValidationError');
    await create(body('a'));
  });

  test('tells the events of its operation apart', async () => {
    const StackName = `stack-${++made}`;
    await stacks.cloudformation.createStack({ StackName, TemplateBody: body('a'), ClientRequestToken: 'one' });
    await stacks.cloudformation.updateStack({ StackName, TemplateBody: body('b'), ClientRequestToken: 'two' });
    const { StackEvents = [] } = await stacks.cloudformation.describeStackEvents({ StackName });
    const tokens = StackEvents.map((each) => `${each.ClientRequestToken} ${each.ResourceStatus?.split('_')[0]}`);
    expect(new Set(tokens)).toEqual(new Set(['one CREATE', 'two UPDATE']));
  });

  test('of an operation that cannot be carried out is no help', async () => {
    const cancel = { StackName: await stack(), ClientRequestToken: 'c' };
    for (const _ of [1, 2]) await refusal(stacks.cloudformation.cancelUpdateStack(cancel), 'ValidationError');
  });
});
