import { BaseCredentials, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { EC2 } from '@aws-sdk/client-ec2';
import { App, CfnParameter, CfnResource, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourceTypes } from '../../../emulator/cloudformation/resource-types.ts';
import type { LocalAws } from '../../../emulator/local-aws.ts';
import { startStacks } from '../stack.ts';
import { everyType, IMAGE, type TemplateResource } from './every-type.ts';

const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };
const SILENT: IIoHost = { notify: async () => {}, requestResponse: async ({ defaultResponse }) => defaultResponse };

let aws: LocalAws;
let cloudformation: CloudFormation;
let ec2: EC2;
let toolkit: Toolkit;

beforeAll(async () => {
  ({ aws, ec2, cloudformation } = await startStacks());
  process.env.AWS_ENDPOINT_URL = aws.url;
  toolkit = new Toolkit({
    ioHost: SILENT,
    sdkConfig: { baseCredentials: BaseCredentials.custom({ provider: async () => CREDENTIALS, region: 'us-east-1' }) },
  });
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL;
  await aws.close();
});

const FAST = { stackEventPollingInterval: 10 };
const StackName = 'every-type';

/** The stack as a CDK app defines it. */
const app = (resources: Readonly<Record<string, TemplateResource>>) =>
  toolkit.fromAssemblyBuilder(
    async ({ outdir }) => {
      const cdk = new App({ ...(outdir && { outdir }), analyticsReporting: false });
      const stack = new Stack(cdk, StackName, { synthesizer: new LegacyStackSynthesizer() });
      new CfnParameter(stack, 'Image', IMAGE);
      const made = Object.entries(resources).map(([id, { Type, Properties, DependsOn = [] }]) => {
        const resource = new CfnResource(stack, id, { type: Type, properties: { ...Properties } });
        return { resource, DependsOn };
      });
      for (const { resource, DependsOn } of made) {
        for (const id of DependsOn) resource.addResourceDependency(stack.node.findChild(id) as CfnResource);
      }
      return cdk.synth();
    },
    { resolveDefaultEnvironment: false, synthOptions: { validation: false } },
  );

/** Each resource's status, or how it has drifted. */
async function statuses(): Promise<Record<string, string>> {
  const { StackResourceSummaries = [] } = await cloudformation.listStackResources({ StackName });
  return Object.fromEntries(
    StackResourceSummaries.map(({ LogicalResourceId: id = '', DriftInformation }) => [
      id,
      String(DriftInformation?.StackResourceDriftStatus),
    ]),
  );
}

test('every registered type is in the stack of this test', () => {
  const present = new Set(Object.values(everyType()).map(({ Type }) => Type));
  const missing = Object.keys(resourceTypes).filter((type) => !present.has(type));
  expect(missing, 'add a resource of each of these types to test/emulator/cloudformation/every-type.ts').toEqual([]);
});

test('the CDK deploys, updates in place, finds drift and destroys every type', { timeout: 60_000 }, async () => {
  const checked = Object.fromEntries(
    Object.entries(everyType()).map(([id, { Type }]) => [id, resourceTypes[Type]?.read ? 'IN_SYNC' : 'NOT_CHECKED']),
  );
  const driftOf = async (changed: boolean) => (await toolkit.drift(await app(everyType(changed))))[StackName];
  await toolkit.deploy(await app(everyType()), FAST);
  expect((await driftOf(false))?.numResourcesWithDrift).toBe(0);
  expect(await statuses()).toEqual(checked);

  const before = (await cloudformation.describeStackResources({ StackName })).StackResources ?? [];
  await toolkit.deploy(await app(everyType(true)), FAST);
  const after = (await cloudformation.describeStackResources({ StackName })).StackResources ?? [];
  const idsOf = (resources: typeof after) =>
    Object.fromEntries(resources.map((each) => [each.LogicalResourceId, each.PhysicalResourceId]));
  expect(idsOf(after)).toEqual(idsOf(before));
  expect(await driftOf(true)).toMatchObject({ numResourcesWithDrift: 0 });
  expect(await statuses()).toEqual(checked);

  const idOf = (id: string) => after.find((each) => each.LogicalResourceId === id)?.PhysicalResourceId ?? '';
  await ec2.modifySubnetAttribute({ SubnetId: idOf('Public'), MapPublicIpOnLaunch: { Value: true } });
  await ec2.deleteRoute({ RouteTableId: idOf('Table'), DestinationCidrBlock: '0.0.0.0/0' });
  const drift = await driftOf(true);
  expect(drift?.numResourcesWithDrift).toBe(2);
  expect(await statuses()).toEqual({ ...checked, Public: 'MODIFIED', Out: 'DELETED' });

  await toolkit.destroy(await app(everyType()), FAST);
  await expect(cloudformation.describeStacks({ StackName })).rejects.toThrow('does not exist');
  expect((await ec2.describeVpcs({ Filters: [{ Name: 'is-default', Values: ['false'] }] })).Vpcs).toEqual([]);
  const left = [...aws.state.records()].filter(({ collection }) => collection === 'cloudFormationResources');
  expect(left).toEqual([]);
});
