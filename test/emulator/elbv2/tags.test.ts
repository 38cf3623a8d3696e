import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createListener,
  createLoadBalancer,
  createTargetGroup,
  fixedResponse,
  type Lab,
  refusal,
  startLab,
} from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

test('load balancers, listeners, rules and target groups carry tags', async () => {
  const Tags = [{ Key: 'lab:role', Value: 'entry' }];
  const { LoadBalancerArn } = await createLoadBalancer(lab, 'tagged', { Tags });
  const { ListenerArn } = await createListener(lab, LoadBalancerArn, fixedResponse('200'), { Tags });
  const { TargetGroupArn } = await createTargetGroup(lab, 'tagged', { Tags });
  const { Rules } = await lab.elbv2.send(new elbv2.DescribeRulesCommand({ ListenerArn }));
  const ResourceArns = [LoadBalancerArn, ListenerArn, TargetGroupArn, Rules?.[0]?.RuleArn ?? ''];
  const described = async () =>
    (await lab.elbv2.send(new elbv2.DescribeTagsCommand({ ResourceArns }))).TagDescriptions?.map((each) => each.Tags);
  expect(await described()).toEqual([Tags, Tags, Tags, []]);
  const more = [
    { Key: 'lab:role', Value: 'exit' },
    { Key: 'team', Value: 'a' },
  ];
  await lab.elbv2.send(new elbv2.AddTagsCommand({ ResourceArns, Tags: more }));
  expect(await described()).toEqual([more, more, more, more]);
  await lab.elbv2.send(new elbv2.RemoveTagsCommand({ ResourceArns, TagKeys: ['lab:role', 'unknown'] }));
  expect(await described()).toEqual(Array(4).fill([{ Key: 'team', Value: 'a' }]));
});

test('refuses keys that are repeated, too many tags, and resources that do not exist', async () => {
  const { TargetGroupArn } = await createTargetGroup(lab, 'full');
  const add = (ResourceArn: string, keys: string[]) =>
    refusal(
      lab.elbv2.send(
        new elbv2.AddTagsCommand({ ResourceArns: [ResourceArn], Tags: keys.map((Key) => ({ Key, Value: '' })) }),
      ),
    );
  const many = Array.from({ length: 50 }, (_, index) => `key-${index}`);
  expect(await add(TargetGroupArn, ['a', 'a'])).toMatch(/^DuplicateTagKeys: /);
  expect(await add(TargetGroupArn, many)).toBe('accepted');
  expect(await add(TargetGroupArn, ['one-more'])).toMatch(/^TooManyTags: /);
  expect(await add(TargetGroupArn.replace('full', 'lost'), ['a'])).toMatch(/^TargetGroupNotFound: /);
  expect(await add('arn:aws:s3:::bucket', ['a'])).toMatch(/^ValidationError: /);
  expect(await add(TargetGroupArn, ['aws:mine'])).toMatch(/^ValidationError: .*reserved/);
  expect(await add(TargetGroupArn, [])).toMatch(/^ValidationError: .*at least one tag/);
  expect(await add(TargetGroupArn, ['k'.repeat(129)])).toMatch(/^ValidationError: .*'tagKey'.*128/);
  const describe = (ResourceArns: string[]) => refusal(lab.elbv2.send(new elbv2.DescribeTagsCommand({ ResourceArns })));
  expect(await describe(Array(21).fill(TargetGroupArn))).toMatch(/^ValidationError: .*more than 20/);
  const remove = (TagKeys: string[]) =>
    refusal(lab.elbv2.send(new elbv2.RemoveTagsCommand({ ResourceArns: [TargetGroupArn], TagKeys })));
  expect(await remove(['aws:mine'])).toMatch(/^ValidationError: .*reserved/);
  expect(await remove([])).toMatch(/^ValidationError: /);
});

test('answers limits and security policies', async () => {
  const { Limits } = await lab.elbv2.send(new elbv2.DescribeAccountLimitsCommand({}));
  expect(Limits).toContainEqual({ Name: 'application-load-balancers', Max: '50' });
  const Names = ['ELBSecurityPolicy-TLS13-1-2-2021-06'];
  const { SslPolicies } = await lab.elbv2.send(new elbv2.DescribeSSLPoliciesCommand({ Names }));
  expect(SslPolicies).toMatchObject([{ Name: Names[0], SslProtocols: ['TLSv1.2', 'TLSv1.3'] }]);
  const ofType = async (LoadBalancerType: elbv2.LoadBalancerTypeEnum) =>
    (await lab.elbv2.send(new elbv2.DescribeSSLPoliciesCommand({ LoadBalancerType }))).SslPolicies?.length;
  expect(await ofType('application')).toBeGreaterThan(10);
  expect(await ofType('gateway')).toBe(0);
  const unknown = lab.elbv2.send(new elbv2.DescribeSSLPoliciesCommand({ Names: ['none'] }));
  expect(await refusal(unknown)).toBe("SSLPolicyNotFound: SSL policy 'none' not found");
});
