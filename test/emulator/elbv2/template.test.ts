import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resourceTypes } from '../../../emulator/elbv2/index.ts';
import type { ResourceType } from '../../../emulator/resource-type.ts';
import type { Region } from '../../../emulator/state.ts';
import { type Lab, startLab } from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const STACK = { stackName: 'breakfix-canary', stackId: 'arn:aws:cloudformation:us-east-1:123456789012:stack/s/1' };

/** What CloudFormation does with one resource, in a transaction as it would. */
function act<T>(type: string, work: (type: ResourceType, region: Region) => T): T {
  const found = resourceTypes[`AWS::ElasticLoadBalancingV2::${type}`];
  if (!found) throw new Error(`no type ${type}`);
  return lab.aws.state.transaction('us-east-1', (region) => work(found, region));
}

const create = (type: string, logicalId: string, properties: object) =>
  act(type, (found, region) => found.create(region, { ...properties }, { ...STACK, logicalId }));
const update = (type: string, id: string, properties: object, previous: object) =>
  act(type, (found, region) => found.update?.(region, id, { ...properties }, { ...previous }));
const attributesOf = (type: string, id: string) => act(type, (found, region) => found.attributes?.(region, id));
const remove = (type: string, id: string) => act(type, (found, region) => found.delete(region, id, {}));

async function loadBalancer(arn: string): Promise<LoadBalancer | undefined> {
  const command = new elbv2.DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] });
  return (await lab.elbv2.send(command)).LoadBalancers?.[0];
}

async function tagsOf(arn: string) {
  const { TagDescriptions } = await lab.elbv2.send(new elbv2.DescribeTagsCommand({ ResourceArns: [arn] }));
  return TagDescriptions?.[0]?.Tags;
}

test('a load balancer gets a generated name, its attributes and tags; GetAtt answers what AWS documents', async () => {
  const properties = {
    Subnets: lab.subnets.slice(0, 2),
    SecurityGroups: [lab.securityGroup],
    LoadBalancerAttributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '120' }],
    Tags: [{ Key: 'aws:cloudformation:stack-name', Value: STACK.stackName }],
  };
  const arn = create('LoadBalancer', 'FrontDoor', properties);
  const facts = await loadBalancer(arn);
  expect(facts?.LoadBalancerName).toMatch(/^breakf-Front-[0-9A-F]{12}$/);
  expect(attributesOf('LoadBalancer', arn)).toEqual({
    LoadBalancerArn: arn,
    LoadBalancerFullName: arn.split(':loadbalancer/')[1],
    LoadBalancerName: facts?.LoadBalancerName,
    DNSName: facts?.DNSName,
    CanonicalHostedZoneID: 'Z35SXDOTRQ7X7K',
    SecurityGroups: [lab.securityGroup],
  });
  expect(await tagsOf(arn)).toEqual(properties.Tags);
  await lab.elbv2.send(new elbv2.AddTagsCommand({ ResourceArns: [arn], Tags: [{ Key: 'mine', Value: '1' }] }));
  const changed = { ...properties, Subnets: lab.subnets.slice(1), Tags: [{ Key: 'team', Value: 'a' }] };
  update('LoadBalancer', arn, changed, properties);
  expect((await loadBalancer(arn))?.AvailabilityZones?.map(({ SubnetId }) => SubnetId)).toEqual(lab.subnets.slice(1));
  expect(await tagsOf(arn)).toEqual([
    { Key: 'mine', Value: '1' },
    { Key: 'team', Value: 'a' },
  ]);
  remove('LoadBalancer', arn);
  remove('LoadBalancer', arn);
  expect(lab.aws.state.transaction('us-east-1', (region) => region.loadBalancers.get(arn))).toBeUndefined();
});

test('a listener, its rule and its target groups are made, changed in place and deleted', async () => {
  const balancer = create('LoadBalancer', 'Web', { Subnets: lab.subnets.slice(0, 2) });
  const groupProperties = {
    Name: 'blue',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: lab.vpcId,
    TargetType: 'ip',
    Targets: [{ Id: '10.0.0.10' }, { Id: '10.0.0.11', Port: 8080 }],
    TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }],
  };
  const group = create('TargetGroup', 'Blue', groupProperties);
  const forward = { Type: 'forward', TargetGroupArn: group };
  const listenerProperties = { LoadBalancerArn: balancer, Port: 80, Protocol: 'HTTP', DefaultActions: [forward] };
  const listener = create('Listener', 'Http', listenerProperties);
  const conditions = (path: string) => [{ Field: 'path-pattern', PathPatternConfig: { Values: [path] } }];
  const ruleProperties = { ListenerArn: listener, Priority: 10, Conditions: conditions('/a'), Actions: [forward] };
  const rule = create('ListenerRule', 'Path', ruleProperties);

  expect(attributesOf('Listener', listener)).toEqual({ ListenerArn: listener });
  expect(attributesOf('ListenerRule', rule)).toEqual({ RuleArn: rule, IsDefault: false });
  expect(attributesOf('TargetGroup', group)).toEqual({
    TargetGroupArn: group,
    TargetGroupFullName: group.slice(group.indexOf('targetgroup/')),
    TargetGroupName: 'blue',
    LoadBalancerArns: [balancer],
  });

  const moved = { ...groupProperties, HealthCheckPath: '/up', Targets: [{ Id: '10.0.0.10' }, { Id: '10.0.0.12' }] };
  update('TargetGroup', group, moved, groupProperties);
  update('ListenerRule', rule, { ...ruleProperties, Priority: 20, Conditions: conditions('/b') }, ruleProperties);
  update('Listener', listener, { ...listenerProperties, Port: 81 }, listenerProperties);

  const { TargetHealthDescriptions } = await lab.elbv2.send(
    new elbv2.DescribeTargetHealthCommand({ TargetGroupArn: group }),
  );
  expect(TargetHealthDescriptions?.map(({ Target }) => Target?.Id).sort()).toEqual(['10.0.0.10', '10.0.0.12']);
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn: listener }));
  expect(Rules?.[0]).toMatchObject({ RuleArn: rule, Priority: '20', Conditions: [{ Values: ['/b'] }] });
  const { Listeners } = await lab.elbv2.send(new elbv2.DescribeListenersCommand({ ListenerArns: [listener] }));
  expect(Listeners).toMatchObject([{ Port: 81, DefaultActions: [forward] }]);

  expect(() => remove('TargetGroup', group)).toThrow(/currently in use/);
  for (const [type, id] of [
    ['ListenerRule', rule],
    ['Listener', listener],
    ['TargetGroup', group],
    ['LoadBalancer', balancer],
  ] as const) {
    remove(type, id);
    remove(type, id);
  }
  expect((await lab.elbv2.send(new elbv2.DescribeTargetGroupsCommand({}))).TargetGroups).toEqual([]);
});

test('the target control port of a target group is made, read and for good', () => {
  const properties = { Protocol: 'HTTP', Port: 80, VpcId: lab.vpcId, TargetType: 'ip', TargetControlPort: 3000 };
  const group = create('TargetGroup', 'Managed', properties);
  const read = () => act('TargetGroup', (found, region) => found.read?.(region, group, properties, new Set()));
  expect(read()).toMatchObject({ TargetControlPort: 3000 });
  update('TargetGroup', group, { ...properties, HealthCheckPath: '/up' }, properties);
  expect(read()).toMatchObject({ TargetControlPort: 3000, HealthCheckPath: '/up' });
  const moved = () => update('TargetGroup', group, { ...properties, TargetControlPort: 3001 }, properties);
  expect(moved).toThrow('The target control port of a target group cannot be modified');
  expect(read()).toMatchObject({ TargetControlPort: 3000 });
  remove('TargetGroup', group);
});
