import type {
  CreateLoadBalancerInput,
  LoadBalancerAttribute,
  ModifyIpPoolsInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { attributesRead, reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as capacity } from './capacity-reservation.ts';
import { existing, pathOf } from './existing.ts';
import { operations as ipPools } from './ip-pool.ts';
import { operations as loadBalancers } from './load-balancer.ts';
import { operations as attributes } from './load-balancer-attributes.ts';
import { operations as settings } from './load-balancer-settings.ts';
import { differs, generatedName, retag } from './template.ts';

interface LoadBalancerProperties extends Omit<CreateLoadBalancerInput, 'Name' | 'IpamPools'> {
  Name?: string;
  LoadBalancerAttributes?: LoadBalancerAttribute[];
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: 'on' | 'off';
  MinimumLoadBalancerCapacity?: { CapacityUnits: number };
  Ipv4IpamPoolId?: string;
}

/** Sets what a load balancer is not created with: its attributes, its capacity and how it treats PrivateLink traffic. */
function furnish(
  region: Region,
  LoadBalancerArn: string,
  properties: LoadBalancerProperties,
  previous: Partial<LoadBalancerProperties> = {},
): void {
  const { LoadBalancerAttributes: Attributes, MinimumLoadBalancerCapacity, SecurityGroups } = properties;
  if (Attributes?.length) attributes.ModifyLoadBalancerAttributes(region, { LoadBalancerArn, Attributes });
  if (differs(MinimumLoadBalancerCapacity, previous.MinimumLoadBalancerCapacity)) {
    const wanted = MinimumLoadBalancerCapacity ? { MinimumLoadBalancerCapacity } : { ResetCapacityReservation: true };
    capacity.ModifyCapacityReservation(region, { LoadBalancerArn, ...wanted });
  }
  const enforce = properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  if (enforce !== previous.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic) {
    settings.SetSecurityGroups(region, {
      LoadBalancerArn,
      SecurityGroups,
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce ?? 'on',
    });
  }
}

function changeIpamPool(region: Region, LoadBalancerArn: string, Ipv4IpamPoolId: string | undefined): void {
  const change: Omit<ModifyIpPoolsInput, 'LoadBalancerArn'> = Ipv4IpamPoolId
    ? { IpamPools: { Ipv4IpamPoolId } }
    : { RemoveIpamPools: ['ipv4'] };
  ipPools.ModifyIpPools(region, { LoadBalancerArn, ...change });
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resourceType<LoadBalancerProperties>({
    create(region, properties, request) {
      const { Name = generatedName(request), Ipv4IpamPoolId, ...input } = properties;
      const IpamPools = Ipv4IpamPoolId ? { Ipv4IpamPoolId } : undefined;
      const made = loadBalancers.CreateLoadBalancer(region, { ...input, Name, IpamPools });
      const LoadBalancerArn = made.LoadBalancers[0]?.LoadBalancerArn ?? '';
      furnish(region, LoadBalancerArn, properties);
      return LoadBalancerArn;
    },

    update(region, LoadBalancerArn, properties, previous) {
      const { Subnets, SubnetMappings, SecurityGroups, IpAddressType, EnablePrefixForIpv6SourceNat } = properties;
      if (
        differs(
          [Subnets, SubnetMappings, EnablePrefixForIpv6SourceNat],
          [previous.Subnets, previous.SubnetMappings, previous.EnablePrefixForIpv6SourceNat],
        )
      ) {
        settings.SetSubnets(region, { LoadBalancerArn, Subnets, SubnetMappings, EnablePrefixForIpv6SourceNat });
      }
      if (differs(SecurityGroups, previous.SecurityGroups)) {
        settings.SetSecurityGroups(region, { LoadBalancerArn, SecurityGroups });
      }
      if (IpAddressType !== previous.IpAddressType) {
        settings.SetIpAddressType(region, { LoadBalancerArn, IpAddressType: IpAddressType ?? 'ipv4' });
      }
      if (properties.Ipv4IpamPoolId !== previous.Ipv4IpamPoolId) {
        changeIpamPool(region, LoadBalancerArn, properties.Ipv4IpamPoolId);
      }
      furnish(region, LoadBalancerArn, properties, previous);
      retag(region, 'loadBalancers', LoadBalancerArn, properties.Tags, previous.Tags);
    },

    delete(region, LoadBalancerArn) {
      loadBalancers.DeleteLoadBalancer(region, { LoadBalancerArn });
    },

    attributes(region, arn) {
      const { DNSName, CanonicalHostedZoneId, LoadBalancerName, SecurityGroups } = existing(
        region,
        'loadBalancers',
        arn,
      );
      return {
        LoadBalancerArn: arn,
        LoadBalancerFullName: pathOf(arn),
        LoadBalancerName,
        DNSName,
        CanonicalHostedZoneID: CanonicalHostedZoneId,
        SecurityGroups,
      };
    },

    read: reading(
      'loadBalancers',
      ['Scheme', 'Type', 'IpAddressType', 'SecurityGroups'],
      (record, _region, wanted) => ({
        Name: record.LoadBalancerName,
        Subnets: record.AvailabilityZones?.map(({ SubnetId }) => SubnetId),
        LoadBalancerAttributes: attributesRead(wanted.LoadBalancerAttributes, record.attributes),
        Tags: record.tags,
      }),
    ),
  }),
};
