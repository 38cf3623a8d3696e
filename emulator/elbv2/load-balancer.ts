import { randomInt } from 'node:crypto';
import type { CreateLoadBalancerInput, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { LoadBalancerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { checkName, oneOf, validationError } from './constraint.ts';
import { arnOf, checkArn, existing, pageOf } from './existing.ts';
import { hostedZoneOf } from './hosted-zone.ts';
import { checkIpamPools } from './ip-pool.ts';
import { deleteListener } from './listener-record.ts';
import { loadBalancerAttributes } from './load-balancer-attributes.ts';
import { deleteNodes, placeNodes } from './node.ts';
import type { Elbv2Operations } from './operations.ts';
import { placesOf } from './placement.ts';
import { checkSecurityGroups } from './security-group.ts';
import { checkTags } from './tag-set.ts';

type Type = 'application' | 'network';

/** What a load balancer is asked to be, with AWS's defaults for what was left out. */
function requested(input: CreateLoadBalancerInput) {
  const { Name, Type = 'application', Scheme = 'internet-facing', IpAddressType = 'ipv4' } = input;
  checkName('The load balancer name', Name);
  if (Name.startsWith('internal-')) {
    throw validationError(`The load balancer name '${Name}' cannot begin with 'internal-'`);
  }
  oneOf('type', Type, ['application', 'network', 'gateway']);
  if (Type === 'gateway') throw validationError("Load balancers with type 'gateway' are not emulated");
  oneOf('scheme', Scheme, ['internet-facing', 'internal']);
  checkIpAddressType(IpAddressType, Type, Scheme);
  if (input.CustomerOwnedIpv4Pool) throw validationError('Customer-owned address pools are not emulated');
  checkIpamPools(input.IpamPools, { Type: Type as Type, Scheme });
  checkSourceNat(input.EnablePrefixForIpv6SourceNat, Type, IpAddressType);
  return { Name, Type: Type as Type, Scheme, IpAddressType };
}

/** Refuses an IP address type that load balancers of this type or scheme cannot have. */
export function checkIpAddressType(value: string, type: string | undefined, scheme: string | undefined): void {
  oneOf('ipAddressType', value, ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']);
  if (value !== 'dualstack-without-public-ipv4') return;
  if (type === 'application' && scheme === 'internet-facing') return;
  throw new AwsError(
    'InvalidConfigurationRequest',
    `IP address type '${value}' is only supported for internet-facing load balancers with type 'application'`,
  );
}

/** Refuses prefixes for source NAT on a load balancer that cannot have them. */
export function checkSourceNat(value: string | undefined, type: string | undefined, ipAddressType?: string): void {
  oneOf('enablePrefixForIpv6SourceNat', value, ['on', 'off']);
  if (value !== 'on' || (type === 'network' && ipAddressType === 'dualstack')) return;
  throw new AwsError(
    'InvalidConfigurationRequest',
    "IPv6 prefixes for source NAT are only supported for load balancers with type 'network' and IP address type 'dualstack'",
  );
}

function dnsNameOf(region: Region, name: string, type: Type, scheme: string, suffix: string): string {
  if (type === 'network') return `${name}-${suffix}.elb.${region.name}.amazonaws.com`;
  const label = `${scheme === 'internal' ? 'internal-' : ''}${name}-${randomInt(100_000_000, 2_000_000_000)}`;
  return `${label}.${region.name}.elb.amazonaws.com`;
}

/** Creation is idempotent: the same name with the same settings answers what exists already. */
function sameSettings(one: LoadBalancer, other: LoadBalancer, subnetIds: readonly (string | undefined)[]): boolean {
  const settings = ({ Type, Scheme, IpAddressType, SecurityGroups }: LoadBalancer, subnets: typeof subnetIds) =>
    JSON.stringify([Type, Scheme, IpAddressType, [...(SecurityGroups ?? [])].sort(), [...subnets].sort()]);
  return (
    settings(other, subnetIds) ===
    settings(
      one,
      (one.AvailabilityZones ?? []).map(({ SubnetId }) => SubnetId),
    )
  );
}

function create(region: Region, input: CreateLoadBalancerInput): LoadBalancerRecord {
  const { Name, Type, Scheme, IpAddressType } = requested(input);
  checkTags(input.Tags);
  const places = placesOf(region, input, { Type, Scheme, IpAddressType });
  const VpcId = places[0]?.subnet.VpcId;
  const SecurityGroups = checkSecurityGroups(region, input.SecurityGroups, VpcId, Type);
  const settings = { Type, Scheme, IpAddressType, VpcId, SecurityGroups };
  const namesake = region.loadBalancers.find((each) => each.LoadBalancerName === Name);
  if (namesake) {
    const subnetIds = places.map(({ subnet }) => subnet.SubnetId);
    if (sameSettings(namesake, settings, subnetIds)) return namesake;
    const message = `A load balancer with the same name '${Name}' exists, but with different settings`;
    throw new AwsError('DuplicateLoadBalancerName', message);
  }
  checkLimit(
    region,
    `${Type}-load-balancers`,
    region.loadBalancers.filter((each) => each.Type === Type).length + 1,
    (most) => {
      return new AwsError('TooManyLoadBalancers', `The maximum number of load balancers '${most}' has been reached`);
    },
  );
  const suffix = newArnSuffix();
  const arn = arnOf(region, 'loadBalancers', `${Type === 'network' ? 'net' : 'app'}/${Name}/${suffix}`);
  const loadBalancer: LoadBalancer = {
    LoadBalancerArn: arn,
    DNSName: dnsNameOf(region, Name, Type, Scheme, suffix),
    CanonicalHostedZoneId: hostedZoneOf(region.name, Type),
    CreatedTime: new Date(),
    LoadBalancerName: Name,
    State: { Code: 'active' },
    ...settings,
    ...(input.IpamPools?.Ipv4IpamPoolId ? { IpamPools: input.IpamPools } : {}),
    ...(Type === 'network' ? { EnablePrefixForIpv6SourceNat: input.EnablePrefixForIpv6SourceNat ?? 'off' } : {}),
    ...(Type === 'network' && SecurityGroups.length > 0
      ? { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'on' }
      : {}),
  };
  return region.loadBalancers.put(arn, {
    ...loadBalancer,
    AvailabilityZones: placeNodes(region, loadBalancer, places),
    attributes: loadBalancerAttributes(loadBalancer),
    tags: input.Tags ?? [],
  });
}

/** How many load balancers a request may name. */
const MOST_NAMED = 20;

function selected(region: Region, arns: string[] | undefined, names: string[] | undefined): LoadBalancerRecord[] {
  if (arns?.length && names?.length) {
    throw validationError('Load balancer names and load balancer ARNs cannot be specified at the same time');
  }
  if (Math.max(arns?.length ?? 0, names?.length ?? 0) > MOST_NAMED) {
    throw validationError(`You cannot specify more than ${MOST_NAMED} load balancers`);
  }
  if (arns?.length) return arns.map((arn) => existing(region, 'loadBalancers', arn));
  if (!names?.length) return region.loadBalancers.values();
  const found = region.loadBalancers.filter((each) => names.includes(each.LoadBalancerName ?? ''));
  const missing = names.filter((name) => !found.some((each) => each.LoadBalancerName === name));
  if (missing.length === 0) return found;
  throw new AwsError('LoadBalancerNotFound', `Load balancers '[${missing.join(', ')}]' not found`);
}

export const operations = {
  CreateLoadBalancer(region: Region, input) {
    return { LoadBalancers: [{ ...create(region, input), State: { Code: 'provisioning' } }] };
  },

  DescribeLoadBalancers(region: Region, input) {
    const { page, NextMarker } = pageOf(selected(region, input.LoadBalancerArns, input.Names), input);
    return { LoadBalancers: page, NextMarker };
  },

  /** Takes its listeners and their rules with it; its target groups stay. One that is gone already is no error. */
  DeleteLoadBalancer(region: Region, { LoadBalancerArn }) {
    checkArn('loadBalancers', LoadBalancerArn);
    const loadBalancer = region.loadBalancers.get(LoadBalancerArn);
    if (!loadBalancer) return {};
    if (loadBalancer.attributes['deletion_protection.enabled'] === 'true') {
      throw new AwsError(
        'OperationNotPermitted',
        `Load balancer '${LoadBalancerArn}' cannot be deleted because deletion protection is enabled`,
      );
    }
    const front = region.targetGroups.find(({ targets }) => targets.some(({ Id }) => Id === LoadBalancerArn));
    if (front) {
      throw new AwsError(
        'ResourceInUse',
        `Load balancer '${LoadBalancerArn}' cannot be deleted because it is currently associated with another service`,
      );
    }
    for (const listener of region.listeners.filter((each) => each.LoadBalancerArn === LoadBalancerArn)) {
      deleteListener(region, listener.ListenerArn!);
    }
    deleteNodes(region, loadBalancer);
    region.loadBalancers.delete(LoadBalancerArn);
    return {};
  },
} satisfies Elbv2Operations;
