import { BaseCredentials, type IIoHost, type IoMessage, Toolkit } from '@aws-cdk/toolkit-lib';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { App, CfnOutput, Fn, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../../emulator/local-aws.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

let aws: LocalAws;
let cloudformation: CloudFormationClient;
let ec2: EC2Client;

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  const endpoint = `http://127.0.0.1:${aws.port}`;
  process.env.AWS_ENDPOINT_URL = endpoint;
  const config = { endpoint, region: 'us-east-1', credentials: CREDENTIALS };
  cloudformation = new CloudFormationClient(config);
  ec2 = new EC2Client(config);
});

afterAll(async () => {
  await aws.close();
});

beforeEach(() => {
  aws.state.reset();
});

interface Network {
  readonly dns?: boolean;
  readonly cidr?: string;
  readonly misplaced?: boolean;
}

function define(app: App, { dns = true, cidr = '10.0.0.0/16', misplaced = false }: Network): void {
  const stack = new Stack(app, 'lab', { synthesizer: new LegacyStackSynthesizer(), tags: { lab: 'yes' } });
  const vpc = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16', enableDnsHostnames: dns });
  const gateway = new CfnInternetGateway(stack, 'Gateway');
  const attachment = new CfnVPCGatewayAttachment(stack, 'Attachment', {
    vpcId: vpc.ref,
    internetGatewayId: gateway.ref,
  });
  const subnet = new CfnSubnet(stack, 'Subnet', {
    vpcId: vpc.ref,
    cidrBlock: Fn.select(0, Fn.cidr(cidr, 4, '8')),
    availabilityZone: Fn.select(0, Fn.getAzs()),
  });
  const table = new CfnRouteTable(stack, 'Table', { vpcId: vpc.ref });
  const route = new CfnRoute(stack, 'Route', {
    routeTableId: table.ref,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: gateway.ref,
  });
  route.addResourceDependency(attachment);
  if (misplaced) new CfnSubnet(stack, 'Misplaced', { vpcId: vpc.ref, cidrBlock: '192.168.0.0/24' });
  new CfnOutput(stack, 'SubnetId', { value: subnet.ref });
}

/** Runs the CDK toolkit on the stack; answers what it told, newest last. */
async function cdk(verb: 'deploy' | 'destroy', network: Network = {}): Promise<string[]> {
  const told: string[] = [];
  const ioHost: IIoHost = {
    async notify(message: IoMessage<unknown>) {
      told.push(message.message);
    },
    async requestResponse(request) {
      return request.defaultResponse;
    },
  };
  const provider = async () => CREDENTIALS;
  const sdkConfig = { baseCredentials: BaseCredentials.custom({ provider, region: 'us-east-1' }) };
  const toolkit = new Toolkit({ ioHost, color: false, emojis: false, sdkConfig });
  const source = await toolkit.fromAssemblyBuilder(
    async ({ outdir }) => {
      const app = new App({ ...(outdir && { outdir }), analyticsReporting: false });
      define(app, network);
      return app.synth();
    },
    { resolveDefaultEnvironment: false, synthOptions: { validation: false } },
  );
  if (verb === 'deploy') await toolkit.deploy(source, { stackEventPollingInterval: 10 });
  else await toolkit.destroy(source, { stackEventPollingInterval: 10 });
  return told;
}

const stack = async (StackName = 'lab') =>
  (await cloudformation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];

const stackVpcs = async () => {
  const Filters = [{ Name: 'tag:aws:cloudformation:stack-name', Values: ['lab'] }];
  return (await ec2.send(new DescribeVpcsCommand({ Filters }))).Vpcs ?? [];
};

describe('the CDK toolkit', () => {
  it('creates, leaves alone, updates, replaces and destroys', async () => {
    await cdk('deploy');
    const created = await stack();
    expect(created).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Tags: [{ Key: 'lab', Value: 'yes' }] });
    expect(await stackVpcs()).toHaveLength(1);

    expect((await cdk('deploy')).join('\n')).toContain('no changes');
    expect((await stack())?.LastUpdatedTime).toEqual(created?.LastUpdatedTime);

    await cdk('deploy', { dns: false });
    const updated = await stack();
    expect(updated).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Outputs: created?.Outputs });

    await cdk('deploy', { dns: false, cidr: '10.0.128.0/17' });
    const replaced = await stack();
    expect(replaced?.StackStatus).toBe('UPDATE_COMPLETE');
    expect(replaced?.Outputs).not.toEqual(created?.Outputs);

    await cdk('destroy');
    await expect(stack()).rejects.toThrow('Stack with id lab does not exist');
    expect((await stack(created?.StackId))?.StackStatus).toBe('DELETE_COMPLETE');
    expect(await stackVpcs()).toEqual([]);
  });

  it('is told why a deployment failed, and recovers', async () => {
    await expect(cdk('deploy', { misplaced: true })).rejects.toThrow("The CIDR '192.168.0.0/24' is invalid.");
    expect((await stack())?.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await stackVpcs()).toEqual([]);
    await cdk('deploy');
    await expect(cdk('deploy', { misplaced: true, dns: false })).rejects.toThrow(
      "The CIDR '192.168.0.0/24' is invalid.",
    );
    expect((await stack())?.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    await cdk('deploy', { dns: false });
    expect((await stack())?.StackStatus).toBe('UPDATE_COMPLETE');
  });
});

describe('the SDK', () => {
  it('gets typed answers and errors', async () => {
    const TemplateBody = 'Resources: {Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.3.0.0/16}}}';
    const create = new CreateStackCommand({ StackName: 'lab', TemplateBody });
    await cloudformation.send(create);
    const { StackEvents } = await cloudformation.send(new DescribeStackEventsCommand({ StackName: 'lab' }));
    expect(StackEvents?.[0]).toMatchObject({ ResourceStatus: 'CREATE_COMPLETE', LogicalResourceId: 'lab' });
    expect(StackEvents?.[0]?.Timestamp).toBeInstanceOf(Date);
    await expect(cloudformation.send(create)).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    const absent = new DescribeChangeSetCommand({ StackName: 'lab', ChangeSetName: 'absent' });
    await expect(cloudformation.send(absent)).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
  });
});
