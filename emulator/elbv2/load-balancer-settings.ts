import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { LoadBalancerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { oneOf, validationError } from './constraint.ts';
import { existing } from './existing.ts';
import { targetGroupsUsedBy } from './listener-record.ts';
import { checkIpAddressType, checkSourceNat } from './load-balancer.ts';
import { loadBalancerAttributes } from './load-balancer-attributes.ts';
import { deleteNodes, placeNodes, regroupNodes } from './node.ts';
import type { Elbv2Operations } from './operations.ts';
import { placesOf } from './placement.ts';
import { checkSecurityGroups } from './security-group.ts';

/** The load balancer with another IP address type, its nodes made anew with addresses of that type. */
function readdressed(
  region: Region,
  before: LoadBalancerRecord,
  IpAddressType: string | undefined,
): LoadBalancerRecord {
  if (!IpAddressType || IpAddressType === before.IpAddressType) return before;
  checkIpAddressType(IpAddressType, before.Type, before.Scheme);
  checkUsers(region, before, IpAddressType);
  const after = { ...before, IpAddressType: IpAddressType as NonNullable<LoadBalancer['IpAddressType']> };
  const SubnetMappings = (before.AvailabilityZones ?? []).map(({ SubnetId, LoadBalancerAddresses }) => {
    const { AllocationId, PrivateIPv4Address } = LoadBalancerAddresses?.[0] ?? {};
    return { SubnetId, AllocationId, PrivateIPv4Address };
  });
  const places = placesOf(region, { SubnetMappings }, after);
  deleteNodes(region, before);
  return {
    ...after,
    AvailabilityZones: placeNodes(region, after, places),
    attributes: loadBalancerAttributes(after, before.attributes),
  };
}

/** Refuses an IP address type that a listener or a target group of the load balancer does not go with. */
function checkUsers(
  region: Region,
  { LoadBalancerArn, EnablePrefixForIpv6SourceNat }: LoadBalancer,
  wanted: string,
): void {
  const refuse = (what: string) =>
    new AwsError('InvalidConfigurationRequest', `${what} is not supported with IP address type '${wanted}'`);
  if (wanted === 'ipv4') {
    const groups = targetGroupsUsedBy(region, LoadBalancerArn);
    const group = groups.find((arn) => region.targetGroups.get(arn)?.IpAddressType === 'ipv6');
    if (group) throw refuse(`The target group '${group}' with IP address type 'ipv6'`);
    return;
  }
  const listener = region.listeners.find(
    (each) => each.LoadBalancerArn === LoadBalancerArn && /UDP|QUIC/.test(each.Protocol ?? ''),
  );
  if (listener && EnablePrefixForIpv6SourceNat !== 'on') {
    throw refuse(`The listener '${listener.ListenerArn}' with protocol ${listener.Protocol}`);
  }
}

export const operations = {
  SetSubnets(region: Region, input) {
    const before = existing(region, 'loadBalancers', input.LoadBalancerArn);
    const places = placesOf(region, input, { ...before, IpAddressType: input.IpAddressType ?? before.IpAddressType });
    const placed = { ...before, AvailabilityZones: placeNodes(region, before, places) };
    const { EnablePrefixForIpv6SourceNat } = input;
    checkSourceNat(EnablePrefixForIpv6SourceNat, before.Type, input.IpAddressType ?? before.IpAddressType);
    const after = readdressed(
      region,
      EnablePrefixForIpv6SourceNat ? { ...placed, EnablePrefixForIpv6SourceNat } : placed,
      input.IpAddressType,
    );
    region.loadBalancers.put(input.LoadBalancerArn!, after);
    return {
      AvailabilityZones: after.AvailabilityZones,
      IpAddressType: after.IpAddressType,
      EnablePrefixForIpv6SourceNat: after.EnablePrefixForIpv6SourceNat,
    };
  },

  SetSecurityGroups(region: Region, input) {
    const before = existing(region, 'loadBalancers', input.LoadBalancerArn);
    const enforce = input.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
    oneOf('enforceSecurityGroupInboundRulesOnPrivateLinkTraffic', enforce, ['on', 'off']);
    if (before.Type === 'network' && !before.SecurityGroups?.length) {
      throw new AwsError(
        'InvalidConfigurationRequest',
        'You cannot set security groups on a Network Load Balancer which was created without any security groups.',
      );
    }
    if (!input.SecurityGroups?.length) throw validationError('At least one security group must be specified');
    const SecurityGroups = checkSecurityGroups(region, input.SecurityGroups, before.VpcId, before.Type);
    const after = region.loadBalancers.put(input.LoadBalancerArn!, {
      ...before,
      SecurityGroups,
      ...(enforce && before.Type === 'network'
        ? { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce }
        : {}),
    });
    regroupNodes(region, after);
    return {
      SecurityGroupIds: SecurityGroups,
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: before.Type === 'network' ? (enforce ?? 'on') : undefined,
    };
  },

  SetIpAddressType(region: Region, input) {
    const before = existing(region, 'loadBalancers', input.LoadBalancerArn);
    if (!input.IpAddressType) throw validationError('An IP address type must be specified');
    const after = readdressed(region, before, input.IpAddressType);
    region.loadBalancers.put(input.LoadBalancerArn!, after);
    return { IpAddressType: after.IpAddressType };
  },
} satisfies Elbv2Operations;
