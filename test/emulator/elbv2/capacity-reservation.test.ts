import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CERTIFICATE,
  createListener,
  createLoadBalancer,
  createTargetGroup,
  forward,
  type Lab,
  refusal,
  startLab,
} from './lab.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

const GONE = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/gone/0123456789abcdef';

describe('a capacity reservation', () => {
  const modify = (LoadBalancerArn: string, input: Omit<elbv2.ModifyCapacityReservationInput, 'LoadBalancerArn'>) =>
    lab.elbv2.send(new elbv2.ModifyCapacityReservationCommand({ LoadBalancerArn, ...input }));
  const reserve = (arn: string, CapacityUnits: number) =>
    modify(arn, { MinimumLoadBalancerCapacity: { CapacityUnits } });
  const describeOne = (LoadBalancerArn: string) =>
    lab.elbv2.send(new elbv2.DescribeCapacityReservationCommand({ LoadBalancerArn }));

  test('is pending, then provisioned evenly in every zone', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'reserved', { Subnets: [...lab.subnets] });
    expect(await describeOne(LoadBalancerArn)).toMatchObject({
      DecreaseRequestsRemaining: 2,
      CapacityReservationState: [],
    });
    const asked = await reserve(LoadBalancerArn, 3000);
    expect(asked.CapacityReservationState?.map(({ State }) => State?.Code)).toEqual(Array(3).fill('pending'));
    const zone = (AvailabilityZone: string) => ({
      AvailabilityZone,
      EffectiveCapacityUnits: 1000,
      State: { Code: 'provisioned' },
    });
    expect(await describeOne(LoadBalancerArn)).toMatchObject({
      LastModifiedTime: expect.any(Date),
      MinimumLoadBalancerCapacity: { CapacityUnits: 3000 },
      CapacityReservationState: [zone('us-east-1a'), zone('us-east-1b'), zone('us-east-1c')],
    });
    await modify(LoadBalancerArn, { ResetCapacityReservation: true });
    const { MinimumLoadBalancerCapacity, CapacityReservationState } = await describeOne(LoadBalancerArn);
    expect(MinimumLoadBalancerCapacity).toBeUndefined();
    expect(CapacityReservationState).toEqual([]);
  });

  test('grows as often as one likes, and shrinks twice a day', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'shrinking');
    await reserve(LoadBalancerArn, 500);
    await reserve(LoadBalancerArn, 600);
    expect((await reserve(LoadBalancerArn, 400)).DecreaseRequestsRemaining).toBe(1);
    expect((await reserve(LoadBalancerArn, 300)).DecreaseRequestsRemaining).toBe(0);
    expect(await refusal(reserve(LoadBalancerArn, 200))).toMatch(/^CapacityDecreaseRequests?LimitExceeded: /);
    expect(await refusal(reserve(LoadBalancerArn, 700))).toBe('accepted');
  });

  test('wants units or a reset, within the limit, for a load balancer that can have one', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'limited');
    const both = { MinimumLoadBalancerCapacity: { CapacityUnits: 500 }, ResetCapacityReservation: true };
    expect(await refusal(modify(LoadBalancerArn, {}))).toMatch(/^ValidationError: /);
    expect(await refusal(modify(LoadBalancerArn, both))).toMatch(/^ValidationError: /);
    expect(await refusal(reserve(LoadBalancerArn, 0))).toMatch(/^ValidationError: /);
    expect(await refusal(reserve(LoadBalancerArn, 15001))).toMatch(/^CapacityUnitsLimitExceeded: /);
    expect(await refusal(reserve(GONE, 500))).toMatch(/^LoadBalancerNotFound: /);
    expect(await refusal(describeOne(GONE))).toMatch(/^LoadBalancerNotFound: /);
    const tls = await createLoadBalancer(lab, 'tls', { Type: 'network' });
    const { TargetGroupArn } = await createTargetGroup(lab, 'tls', { Protocol: 'TLS' });
    const secure = { Protocol: 'TLS', Port: 443, Certificates: [{ CertificateArn: CERTIFICATE }] } as const;
    await createListener(lab, tls.LoadBalancerArn, forward(TargetGroupArn), {
      ...secure,
      Certificates: [...secure.Certificates],
    });
    expect(await refusal(reserve(tls.LoadBalancerArn, 3000))).toMatch(/^InvalidConfigurationRequest: .*TLS/);
  });
});

describe('IPAM pools', () => {
  const Ipv4IpamPoolId = 'ipam-pool-0123456789abcdef0';
  const modify = (LoadBalancerArn: string, input: Omit<elbv2.ModifyIpPoolsInput, 'LoadBalancerArn'>) =>
    lab.elbv2.send(new elbv2.ModifyIpPoolsCommand({ LoadBalancerArn, ...input }));
  const poolsOf = async (arn: string) =>
    (await lab.elbv2.send(new elbv2.DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }))).LoadBalancers?.[0]
      ?.IpamPools;

  test('are named at creation or later, and removed', async () => {
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'pooled', { IpamPools: { Ipv4IpamPoolId } });
    expect(await poolsOf(LoadBalancerArn)).toEqual({ Ipv4IpamPoolId });
    await modify(LoadBalancerArn, { RemoveIpamPools: ['ipv4'] });
    expect(await poolsOf(LoadBalancerArn)).toBeUndefined();
    expect((await modify(LoadBalancerArn, { IpamPools: { Ipv4IpamPoolId } })).IpamPools).toEqual({ Ipv4IpamPoolId });
    expect(await poolsOf(LoadBalancerArn)).toEqual({ Ipv4IpamPoolId });
  });

  test('are for internet-facing application load balancers', async () => {
    const inside = await createLoadBalancer(lab, 'unpooled', { Scheme: 'internal' });
    const pools = { IpamPools: { Ipv4IpamPoolId } };
    expect(await refusal(modify(inside.LoadBalancerArn, pools))).toMatch(/^InvalidConfigurationRequest: /);
    expect(await refusal(createLoadBalancer(lab, 'nlb', { Type: 'network', ...pools }))).toMatch(
      /^InvalidConfigurationRequest: /,
    );
    const { LoadBalancerArn } = await createLoadBalancer(lab, 'open');
    expect(await refusal(modify(LoadBalancerArn, { IpamPools: { Ipv4IpamPoolId: 'pool' } }))).toMatch(
      /^ValidationError: /,
    );
    expect(await refusal(modify(LoadBalancerArn, {}))).toMatch(/^ValidationError: /);
    expect(await refusal(modify(GONE, pools))).toMatch(/^LoadBalancerNotFound: /);
  });
});
