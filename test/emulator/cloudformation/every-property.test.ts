import { expect, test } from 'vitest';
import { attempt } from '../../../emulator/cloudformation/attempt.ts';
import { refuseNotEmulated } from '../../../emulator/cloudformation/environment.ts';
import { typedProperties } from '../../../emulator/cloudformation/property-value.ts';
import { recreation } from '../../../emulator/cloudformation/replacement.ts';
import { resourceTypes } from '../../../emulator/cloudformation/resource-types.ts';
import { specOf } from '../../../emulator/cloudformation/spec.ts';
import { AwsError } from '../../../emulator/error.ts';
import type { ResourceType } from '../../../emulator/resource-type.ts';
import type { Region } from '../../../emulator/state.ts';
import { startStacks, statusOf } from '../stack.ts';
import { differs, drawn, type Effect, Trial } from './effect.ts';
import { everyType, IMAGE } from './every-type.ts';
import { nameOf, type Probe, probesOf, withoutValue, withValue } from './property-probe.ts';
import { specimensOf } from './specimens.ts';

const StackName = 'every-type';
const { aws, cloudformation } = await startStacks();
await cloudformation.createStack({
  Capabilities: ['CAPABILITY_IAM'],
  StackName,
  TemplateBody: JSON.stringify({
    Parameters: { Image: { Type: IMAGE.type, Default: IMAGE.default } },
    Resources: everyType(),
  }),
});
const status = await statusOf(cloudformation, StackName);
if (status !== 'CREATE_COMPLETE') throw new Error(status);
const stacks = [...aws.state.records()].filter(({ collection }) => collection === 'stacks');
const resources = stacks.flatMap(({ value }) => (value as { resources: Resource[] }).resources);
const trial = new Trial(aws.state);
await aws.close();

interface Resource {
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly properties: Properties;
}
type Properties = Record<string, unknown>;

/** What records of other services' resources are kept for is their ids; nothing else is done with their properties. */
const RECORDS = /^AWS::(IAM|S3|Logs|Route53|CDK)::/;
const emulated = Object.entries(resourceTypes).filter(([name]) => !RECORDS.test(name) && specOf(name));
const idOf = (id: string) => resources.find((each) => each.LogicalResourceId === id)?.PhysicalResourceId ?? id;
const specimens = specimensOf(idOf);

/** Properties that have nothing to leave a trace of, and why. */
const WITHOUT_TRACE: Readonly<Record<string, string>> = {
  'AWS::EC2::Instance BlockDeviceMappings.VirtualName': 'no instance type here has instance store volumes to name',
  'AWS::EC2::Instance PropagateTagsToVolumeOnCreation': 'after the creation there is nothing left to tag',
  'AWS::EC2::InstanceConnectEndpoint ClientToken': 'it tells a retry from a new request',
  'AWS::EC2::NatGateway MaxDrainDurationSeconds': 'addresses are released at once',
  'AWS::EC2::TransitGatewayVpcAttachment RemoveSubnetIds': 'subnets that are not attached need no removing',
  'AWS::EC2::VPCPeeringConnection PeerRoleArn': 'it is for the VPCs of other accounts, which are not here',
  'AWS::ElasticLoadBalancingV2::Listener DefaultActions.AuthenticateOidcConfig.ClientSecret': 'secrets are not kept',
  'AWS::ElasticLoadBalancingV2::ListenerRule Actions.AuthenticateOidcConfig.ClientSecret': 'secrets are not kept',
  'AWS::ElasticLoadBalancingV2::LoadBalancer EnableCapacityReservationProvisionStabilize':
    'reserved capacity is there at once',
};

type Work = (properties: Properties) => Effect;

/** Takes a resource away, so that one like it finds its place free, unless others need it. */
function makeRoom(region: Region, type: ResourceType, id: string, properties: Properties): void {
  try {
    attempt(region, (watched) => type.delete(watched, id, properties));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

/** The properties of the stack's resources of a type, and each of them with what its specimens have otherwise. */
const variationsOf = (name: string, properties: Properties) => [
  properties,
  ...(specimens[name] ?? []).map((specimen) => without({ ...properties, ...specimen })),
];

const without = (properties: Properties) =>
  Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));

/** What can be done to resources of a type: another one made like each of the stack's, and each of them changed. */
function worksOf(name: string, type: ResourceType, how: 'create' | 'update'): [Properties, Work][] {
  const request = { logicalId: 'Another', stackName: StackName, stackId: 'arn:aws:cloudformation:us-east-1::stack/1' };
  return resources
    .filter((each) => each.ResourceType === name)
    .flatMap(({ PhysicalResourceId: id, properties: before }) => {
      const work: Work = (properties) =>
        trial.effectOf((region) => {
          const typed = typedProperties(name, properties as never);
          refuseNotEmulated(name, type, typed);
          if (how === 'update') return type.update?.(region, id, typed, before);
          makeRoom(region, type, id, before);
          return type.create(region, typed, request);
        });
      return variationsOf(name, before).map((properties): [Properties, Work] => [properties, work]);
    });
}

/** How a property is passed over by some work; undefined when it makes a difference, be it that it is refused. */
function ignored({ path, values }: Probe, from: Properties, work: Work): string | undefined {
  const base = withoutValue(from, path);
  const [without, again] = [work(base), work(base)];
  const noise = drawn(without, again);
  const answers = values.map((value) => {
    const effect = work(withValue(from, path, value));
    const [refusal, refused] = [effect, without].map((each) => ('refusal' in each ? each.refusal : undefined));
    if (path.some(({ name }) => refusal?.includes(`does not emulate ${name}`))) return undefined;
    if (refusal !== refused || differs(effect, without, noise)) return undefined;
    return refusal ?? 'no trace';
  });
  return answers.includes(undefined) ? undefined : [...new Set(answers)].join(' | ');
}

/** The properties that every one of the works passes over. */
function ignoredBy(name: string, works: readonly [Properties, Work][], probes: readonly Probe[]): string[] {
  const traceable = probes.filter((probe) => !WITHOUT_TRACE[`${name} ${nameOf(probe)}`]);
  return traceable.flatMap((probe) => {
    const answers = works.map(([from, work]) => ignored(probe, from, work));
    return answers.includes(undefined) ? [] : [`${nameOf(probe)}: ${[...new Set(answers)].join(' | ')}`];
  });
}

test.each(emulated)('%s: no property is ignored when one is made', (name, type) => {
  expect(ignoredBy(name, worksOf(name, type, 'create'), probesOf(specOf(name)?.properties ?? {}))).toEqual([]);
});

const changed = emulated.filter(([, { update }]) => update);

test.each(changed)('%s: no property is ignored when one is changed', (name, type) => {
  const works = worksOf(name, type, 'update');
  const inPlace = probesOf(specOf(name)?.properties ?? {}).filter(({ path, values }) => {
    const replaced = works.some(([from]) =>
      values.some((value) => type.replaces?.(withValue(from, path, value), from)),
    );
    return recreation(name, path[0]?.name ?? '') !== 'Always' && !replaced;
  });
  expect(ignoredBy(name, works, inPlace)).toEqual([]);
});
