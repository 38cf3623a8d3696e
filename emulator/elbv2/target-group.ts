import type { CreateTargetGroupInput, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { TargetGroupRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { checkName, inRange, oneOf, validationError } from './constraint.ts';
import { arnOf, checkArn, existing, pageOf } from './existing.ts';
import { healthCheckOf } from './health-check.ts';
import { loadBalancersUsing } from './listener-record.ts';
import type { Elbv2Operations } from './operations.ts';
import { checkTags } from './tag-set.ts';
import { targetGroupAttributes } from './target-group-attributes.ts';

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'TLS', 'UDP', 'TCP_UDP', 'QUIC', 'TCP_QUIC'];

/** What a target group is asked to be, with AWS's defaults for what was left out. */
function requested(region: Region, input: CreateTargetGroupInput): TargetGroup {
  const { Name, TargetType = 'instance' } = input;
  checkName('Target group name', Name);
  oneOf('targetType', TargetType, ['instance', 'ip', 'lambda', 'alb']);
  const { Protocol, Port } = TargetType === 'lambda' ? { Protocol: undefined, Port: undefined } : input;
  const group: TargetGroup = {
    TargetGroupName: Name,
    TargetType,
    ...(TargetType === 'lambda' ? {} : addressed(region, input, TargetType)),
    ...(Protocol === 'HTTP' || Protocol === 'HTTPS' ? { ProtocolVersion: input.ProtocolVersion ?? 'HTTP1' } : {}),
    ...(Port === undefined ? {} : { Port }),
  };
  oneOf('protocolVersion', input.ProtocolVersion, ['HTTP1', 'HTTP2', 'GRPC']);
  if (input.ProtocolVersion && !group.ProtocolVersion) throw unsupported('A protocol version', group);
  if (input.TargetControlPort !== undefined) {
    if (!group.ProtocolVersion) throw unsupported('A target control port', group);
    inRange('targetControlPort', input.TargetControlPort, 1, 65535);
    group.TargetControlPort = input.TargetControlPort;
  }
  return { ...group, ...healthCheckOf(group, input) };
}

const unsupported = (what: string, { TargetType, Protocol }: TargetGroup) =>
  validationError(
    `${what} cannot be specified for target groups with ${TargetType === 'lambda' ? "target type 'lambda'" : `protocol '${Protocol}'`}`,
  );

/** What every target group has whose targets have addresses. */
function addressed(region: Region, input: CreateTargetGroupInput, targetType: string): TargetGroup {
  const { Protocol, Port, VpcId, IpAddressType = 'ipv4' } = input;
  if (Protocol === undefined) throw validationError('A protocol must be specified');
  if (Port === undefined) throw validationError('A port must be specified');
  if (VpcId === undefined) throw validationError('A VPC ID must be specified');
  if (Protocol === 'GENEVE') throw validationError("Target groups with protocol 'GENEVE' are not emulated");
  oneOf('protocol', Protocol, PROTOCOLS);
  inRange('port', Port, 1, 65535);
  oneOf('ipAddressType', IpAddressType, ['ipv4', 'ipv6']);
  if (!region.vpcs.get(VpcId)) throw validationError(`The VPC ID '${VpcId}' is not found`);
  if (targetType === 'alb' && Protocol !== 'TCP') {
    throw validationError(`Protocol '${Protocol}' is not supported for target groups with target type 'alb'`);
  }
  if (IpAddressType === 'ipv6') checkIpv6(region, VpcId, targetType);
  return { Protocol, Port, VpcId, IpAddressType };
}

function checkIpv6(region: Region, vpcId: string, targetType: string): void {
  if (targetType === 'alb') {
    throw validationError("IP address type 'ipv6' is not supported for target groups with target type 'alb'");
  }
  const blocks = region.vpcs.get(vpcId)?.Ipv6CidrBlockAssociationSet ?? [];
  if (blocks.some(({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated')) return;
  throw new AwsError('InvalidConfigurationRequest', `The VPC '${vpcId}' has no associated IPv6 CIDR block`);
}

function settingsOf(group: TargetGroup): string {
  const { TargetGroupArn: _arn, LoadBalancerArns: _users, ...settings } = group;
  return JSON.stringify(
    Object.entries(settings)
      .filter(([, value]) => value !== undefined)
      .sort(),
  );
}

/** Creation is idempotent: the same name with the same settings answers what exists already. */
function create(region: Region, input: CreateTargetGroupInput): TargetGroupRecord {
  const group = requested(region, input);
  checkTags(input.Tags);
  const namesake = region.targetGroups.find((each) => each.TargetGroupName === group.TargetGroupName);
  if (namesake) {
    const { attributes: _attributes, targets: _targets, tags: _tags, ...existingGroup } = namesake;
    if (settingsOf(existingGroup) === settingsOf(group)) return namesake;
    const message = `A target group with the same name '${group.TargetGroupName}' exists, but with different settings`;
    throw new AwsError('DuplicateTargetGroupName', message);
  }
  checkLimit(region, 'target-groups', region.targetGroups.values().length + 1, (most) => {
    return new AwsError('TooManyTargetGroups', `The maximum number of target groups '${most}' has been reached`);
  });
  const TargetGroupArn = arnOf(region, 'targetGroups', `${group.TargetGroupName}/${newArnSuffix()}`);
  return region.targetGroups.put(TargetGroupArn, {
    TargetGroupArn,
    ...group,
    attributes: targetGroupAttributes(group),
    targets: [],
    tags: input.Tags ?? [],
  });
}

interface Selection {
  LoadBalancerArn?: string | undefined;
  TargetGroupArns?: string[] | undefined;
  Names?: string[] | undefined;
}

function selected(region: Region, { LoadBalancerArn, TargetGroupArns, Names }: Selection): TargetGroupRecord[] {
  if ([LoadBalancerArn, TargetGroupArns?.length, Names?.length].filter(Boolean).length > 1) {
    throw validationError(
      'Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time',
    );
  }
  if (TargetGroupArns?.length) return TargetGroupArns.map((arn) => existing(region, 'targetGroups', arn));
  if (LoadBalancerArn) {
    existing(region, 'loadBalancers', LoadBalancerArn);
    return region.targetGroups.filter((each) =>
      loadBalancersUsing(region, each.TargetGroupArn).includes(LoadBalancerArn),
    );
  }
  if (!Names?.length) return region.targetGroups.values();
  const found = region.targetGroups.filter((each) => Names.includes(each.TargetGroupName ?? ''));
  if (found.length === new Set(Names).size) return found;
  throw new AwsError('TargetGroupNotFound', 'One or more target groups not found');
}

/** A target group with the load balancers that route to it just now. */
const shown = (region: Region, group: TargetGroupRecord) => ({
  ...group,
  LoadBalancerArns: loadBalancersUsing(region, group.TargetGroupArn),
});

export const operations = {
  CreateTargetGroup(region: Region, input) {
    return { TargetGroups: [shown(region, create(region, input))] };
  },

  DescribeTargetGroups(region: Region, input) {
    const { page, NextMarker } = pageOf(selected(region, input), input);
    return { TargetGroups: page.map((group) => shown(region, group)), NextMarker };
  },

  /** Changes the health check; protocol, port and VPC of a target group are for good. */
  ModifyTargetGroup(region: Region, input) {
    const before = existing(region, 'targetGroups', input.TargetGroupArn);
    const group = region.targetGroups.put(input.TargetGroupArn!, {
      ...before,
      ...healthCheckOf(before, input, before),
    });
    return { TargetGroups: [shown(region, group)] };
  },

  /** One that is gone already is no error. */
  DeleteTargetGroup(region: Region, { TargetGroupArn }) {
    checkArn('targetGroups', TargetGroupArn);
    if (loadBalancersUsing(region, TargetGroupArn).length > 0) {
      throw new AwsError(
        'ResourceInUse',
        `Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
      );
    }
    region.targetGroups.delete(TargetGroupArn);
    return {};
  },
} satisfies Elbv2Operations;
