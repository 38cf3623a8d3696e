import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { holds, parseAddress, parseCidr, RFC1918, RFC6598 } from '../../lib/network/address.ts';
import { AwsError } from '../error.ts';
import type { TargetGroupRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { inRange, validationError } from './constraint.ts';
import { existing, kindOf } from './existing.ts';
import { loadBalancersUsing, targetGroupsUsedBy } from './listener-record.ts';
import type { Elbv2Operations } from './operations.ts';
import { checkServerId, checkServers, sameTarget } from './quic-server.ts';

type Check = (region: Region, group: TargetGroupRecord, targets: readonly TargetDescription[]) => TargetDescription[];

const quoted = (targets: readonly TargetDescription[]) => targets.map(({ Id }) => `'${Id}'`).join(', ');

/** Refuses the targets that `bad` picks out, naming them all in one InvalidTarget error. */
function refuse(
  targets: readonly TargetDescription[],
  bad: (target: TargetDescription) => boolean,
  what: string,
): void {
  const refused = targets.filter(bad);
  if (refused.length > 0) throw new AwsError('InvalidTarget', `${what}: ${quoted(refused)}`);
}

const instances: Check = (region, group, targets) => {
  for (const { Id } of targets) {
    if (!/^i-[0-9a-f]+$/.test(Id ?? '')) throw validationError(`Instance ID '${Id}' is not valid`);
  }
  const of = ({ Id }: TargetDescription) => region.instances.get(Id);
  refuse(targets, (target) => !of(target), 'The following instances do not exist');
  refuse(
    targets,
    (target) => of(target)?.State?.Name !== 'running',
    'The following targets are not in a running state and cannot be registered',
  );
  const elsewhere = `The following targets are not in the target group VPC '${group.VpcId}'`;
  refuse(targets, (target) => of(target)?.VpcId !== group.VpcId, elsewhere);
  return targets.map(({ Id, Port }) => ({ Id, Port }));
};

/** An address in one of the VPC's subnets lies in that subnet's zone; one outside the VPC must be private and in zone `all`. */
const addresses: Check = (region, group, targets) =>
  targets.map(({ Id = '', Port, AvailabilityZone }) => {
    const address = parseAddress(Id);
    const family = group.IpAddressType === 'ipv6' ? 6 : 4;
    if (address?.family !== family) throw validationError(`The IP address '${Id}' is not a valid IPv${family} address`);
    const inBlock = (block: string | undefined) => {
      const cidr = parseCidr(block ?? '');
      return cidr !== undefined && holds(cidr, address);
    };
    const subnet = region.subnets.find(
      (each) =>
        each.VpcId === group.VpcId &&
        (inBlock(each.CidrBlock) || (each.Ipv6CidrBlockAssociationSet ?? []).some((v6) => inBlock(v6.Ipv6CidrBlock))),
    );
    if (subnet) return { Id, Port, AvailabilityZone: AvailabilityZone ?? subnet.AvailabilityZone };
    const isPrivate = [...RFC1918[4], ...RFC6598[4]].some(
      ([first, last]) => first <= address.value && address.value <= last,
    );
    if (!isPrivate) {
      throw validationError(`The IP address '${Id}' must be in the VPC '${group.VpcId}' or in a private address range`);
    }
    if (AvailabilityZone !== undefined) return { Id, Port, AvailabilityZone };
    throw validationError(
      `You must specify an Availability Zone for the IP address '${Id}', which is outside of the VPC '${group.VpcId}'`,
    );
  });

const loadBalancers: Check = (region, group, targets) => {
  for (const { Id = '' } of targets) {
    if (kindOf(Id) !== 'loadBalancers') throw validationError(`'${Id}' is not a valid load balancer ARN`);
  }
  const of = ({ Id }: TargetDescription) => region.loadBalancers.get(Id);
  refuse(
    targets,
    (target) => of(target)?.Type !== 'application' || of(target)?.VpcId !== group.VpcId,
    `The following targets are not Application Load Balancers of the target group VPC '${group.VpcId}'`,
  );
  const heard = ({ Id, Port }: TargetDescription) =>
    region.listeners.find((each) => each.LoadBalancerArn === Id && each.Port === Port) !== undefined;
  const silent = `The following targets have no listener on the target group's port '${group.Port}'`;
  refuse(targets, (target) => !heard(target), silent);
  return targets.map(({ Id, Port }) => ({ Id, Port }));
};

const functions: Check = (_region, _group, targets) =>
  targets.map(({ Id = '', AvailabilityZone = 'all' }) => {
    if (!/^arn:aws[\w-]*:lambda:/.test(Id)) throw validationError(`'${Id}' is not a valid Lambda function ARN`);
    return { Id, AvailabilityZone };
  });

const CHECKS: Readonly<Record<string, Check>> = {
  instance: instances,
  ip: addresses,
  alb: loadBalancers,
  lambda: functions,
};

/** Only targets that an address names, or a function, may say which zone they stand in. */
function checkZone({ TargetType }: TargetGroupRecord, { Id, AvailabilityZone }: TargetDescription): void {
  if (AvailabilityZone === undefined || TargetType === 'ip') return;
  if (TargetType === 'lambda' && AvailabilityZone === 'all') return;
  throw validationError(
    `The Availability Zone '${AvailabilityZone}' cannot be specified for target '${Id}' with target type '${TargetType}'`,
  );
}

/** Refuses more targets than a target group's load balancer may have in all of its groups. */
function checkCount(
  region: Region,
  { TargetGroupArn }: TargetGroupRecord,
  targets: readonly TargetDescription[],
): void {
  const [loadBalancerArn] = loadBalancersUsing(region, TargetGroupArn);
  const others = targetGroupsUsedBy(region, loadBalancerArn).filter((arn) => arn !== TargetGroupArn);
  const rest = others.reduce((sum, arn) => sum + (region.targetGroups.get(arn)?.targets.length ?? 0), 0);
  const network = region.loadBalancers.get(loadBalancerArn)?.Type === 'network';
  const limit = `targets-per-${network ? 'network' : 'application'}-load-balancer` as const;
  checkLimit(region, limit, rest + targets.length, (most) => {
    const message = `The maximum number of targets per load balancer '${most}' has been reached`;
    return new AwsError('TooManyTargets', message);
  });
}

/** Targets named by a request, each with the port it means: its own or the target group's. */
function namedTargets(group: TargetGroupRecord, targets: TargetDescription[] | undefined): TargetDescription[] {
  return (targets ?? []).map((target) => {
    inRange('targets.1.member.port', target.Port, 1, 65535);
    checkZone(group, target);
    checkServerId(group, target);
    return group.TargetType === 'lambda' ? target : { ...target, Port: target.Port ?? group.Port };
  });
}

export const operations = {
  RegisterTargets(region: Region, input) {
    const group = existing(region, 'targetGroups', input.TargetGroupArn);
    const named = namedTargets(group, input.Targets);
    if (named.length === 0) throw validationError('At least one target must be specified');
    checkServers(group, named);
    const servers = new Map(named.map(({ Id, Port, QuicServerId }) => [`${Id} ${Port}`, QuicServerId]));
    const placed = CHECKS[group.TargetType ?? 'instance']?.(region, group, named) ?? [];
    const checked = placed.map((each) => {
      const QuicServerId = servers.get(`${each.Id} ${each.Port}`);
      return QuicServerId ? { ...each, QuicServerId } : each;
    });
    const kept = group.targets.filter((target) => !checked.some((each) => sameTarget(each, target)));
    const targets = [...kept, ...checked];
    if (targets.length > 1 && (group.TargetType === 'lambda' || group.TargetType === 'alb')) {
      throw new AwsError('TooManyTargets', `A target group of type '${group.TargetType}' can have only one target`);
    }
    checkCount(region, group, targets);
    region.targetGroups.put(input.TargetGroupArn!, { ...group, targets });
    return {};
  },

  /** A target that is not registered is no error. */
  DeregisterTargets(region: Region, input) {
    const group = existing(region, 'targetGroups', input.TargetGroupArn);
    const named = namedTargets(group, input.Targets);
    if (named.length === 0) throw validationError('At least one target must be specified');
    const targets = group.targets.filter((target) => !named.some((each) => sameTarget(each, target)));
    region.targetGroups.put(input.TargetGroupArn!, { ...group, targets });
    return {};
  },
} satisfies Elbv2Operations;
