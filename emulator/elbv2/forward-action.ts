import type { Action, Listener, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { TargetGroupRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { inRange, validationError } from './constraint.ts';
import { checkArn } from './existing.ts';
import { loadBalancersUsing, targetGroupsUsedBy } from './listener-record.ts';

/** What actions are checked against: the listener they stand in, or are to stand in. */
export type Stage = Pick<Listener, 'LoadBalancerArn' | 'Port' | 'Protocol'>;

/** Protocols of target groups that a listener's protocol can forward to. */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  QUIC: ['QUIC'],
  TCP_QUIC: ['TCP_QUIC'],
};

const MOST_GROUPS = 5;

/** A forward action with both ways of naming its target groups filled in, as AWS answers it. */
export function forwardAction(region: Region, action: Action, stage: Stage): Partial<Action> {
  const tuples = tuplesOf(action);
  checkTuples(tuples);
  for (const { TargetGroupArn } of tuples) checkTargetGroup(region, TargetGroupArn, stage);
  checkUnique(region, tuples, stage);
  const { Enabled = false, DurationSeconds } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  inRange('actions.1.member.forwardConfig.targetGroupStickinessConfig.durationSeconds', DurationSeconds, 1, 604800);
  if (Enabled && DurationSeconds === undefined) {
    throw validationError('You must specify a duration when target group stickiness is enabled');
  }
  const TargetGroupStickinessConfig = DurationSeconds === undefined ? { Enabled } : { Enabled, DurationSeconds };
  const only = tuples.length === 1 ? { TargetGroupArn: tuples[0]?.TargetGroupArn } : {};
  const TargetGroups = tuples.map(({ TargetGroupArn, Weight = 1 }) => ({ TargetGroupArn, Weight }));
  return { ...only, ForwardConfig: { TargetGroups, TargetGroupStickinessConfig } };
}

function tuplesOf({ TargetGroupArn, ForwardConfig }: Action): TargetGroupTuple[] {
  const tuples = ForwardConfig?.TargetGroups ?? [];
  if (TargetGroupArn === undefined) return tuples;
  if (tuples.length === 0) return [{ TargetGroupArn }];
  if (tuples.length === 1 && tuples[0]?.TargetGroupArn === TargetGroupArn) return tuples;
  throw validationError(
    'You can specify both a target group ARN and a forward config only if they name the same single target group',
  );
}

function checkTuples(tuples: readonly TargetGroupTuple[]): void {
  if (tuples.length === 0) throw validationError('A target group ARN must be specified');
  if (tuples.length > MOST_GROUPS) {
    throw new AwsError(
      'TooManyUniqueTargetGroupsPerLoadBalancer',
      `You cannot specify more than ${MOST_GROUPS} target groups in a forward action`,
    );
  }
  if (new Set(tuples.map(({ TargetGroupArn }) => TargetGroupArn)).size < tuples.length) {
    throw validationError('The same target group cannot be specified more than once in a forward action');
  }
  for (const { Weight } of tuples) {
    inRange('actions.1.member.forwardConfig.targetGroups.1.member.weight', Weight, 0, 999);
  }
}

/** Refuses more target groups, however often each is named, than an Application Load Balancer may have. */
function checkUnique(region: Region, tuples: readonly TargetGroupTuple[], { LoadBalancerArn }: Stage): void {
  const Type = region.loadBalancers.get(LoadBalancerArn)?.Type;
  if (Type !== 'application') return;
  const unique = new Set(targetGroupsUsedBy(region, LoadBalancerArn));
  for (const { TargetGroupArn = '' } of tuples) unique.add(TargetGroupArn);
  checkLimit(region, 'target-groups-per-application-load-balancer', unique.size, (most) => {
    const message = `You have reached the maximum number of unique target groups that you can associate with a load balancer of type '${Type}': [${most}]`;
    return new AwsError('TooManyUniqueTargetGroupsPerLoadBalancer', message);
  });
}

function checkTargetGroup(region: Region, arn: string | undefined, stage: Stage): void {
  checkArn('targetGroups', arn);
  const group = region.targetGroups.get(arn);
  if (!group) throw new AwsError('TargetGroupNotFound', `Target groups '${arn}' not found`);
  checkProtocols(group, stage);
  const loadBalancer = region.loadBalancers.get(stage.LoadBalancerArn);
  if (group.IpAddressType === 'ipv6' && loadBalancer?.IpAddressType === 'ipv4') {
    const message = `The target group '${arn}' has IP address type 'ipv6', which load balancers with IP address type 'ipv4' do not support`;
    throw new AwsError('InvalidConfigurationRequest', message);
  }
  if (group.VpcId && group.VpcId !== loadBalancer?.VpcId) {
    const message = `The target group '${arn}' and the load balancer '${stage.LoadBalancerArn}' must be in the same VPC`;
    throw new AwsError('InvalidConfigurationRequest', message);
  }
  if (loadBalancersUsing(region, arn).some((user) => user !== stage.LoadBalancerArn)) {
    const message = `The following target groups cannot be associated with more than one load balancer: ${arn}`;
    throw new AwsError('TargetGroupAssociationLimit', message);
  }
}

function checkProtocols(group: TargetGroupRecord, { Protocol }: Stage): void {
  const accepted = COMPATIBLE[Protocol ?? ''] ?? [];
  const fits = group.TargetType === 'lambda' ? accepted.includes('HTTP') : accepted.includes(group.Protocol ?? '');
  if (!fits) {
    throw new AwsError(
      'IncompatibleProtocols',
      `The listener and its associated target group '${group.TargetGroupArn}' have incompatible protocols: '${Protocol}' and '${group.Protocol}'`,
    );
  }
  if (group.ProtocolVersion === 'GRPC' && Protocol === 'HTTP') {
    throw new AwsError(
      'InvalidConfigurationRequest',
      `Listener protocol 'HTTP' is not supported with a target group with the protocol-version '${group.ProtocolVersion}'`,
    );
  }
}
