import type { CreateLoadBalancerInput, LoadBalancerAttribute } from '@aws-sdk/client-elastic-load-balancing-v2';
import { attributesRead, reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { existing, pathOf } from './existing.ts';
import { operations as loadBalancers } from './load-balancer.ts';
import { operations as attributes } from './load-balancer-attributes.ts';
import { operations as settings } from './load-balancer-settings.ts';
import { differs, generatedName, retag } from './template.ts';

interface LoadBalancerProperties extends Omit<CreateLoadBalancerInput, 'Name'> {
  Name?: string;
  LoadBalancerAttributes?: LoadBalancerAttribute[];
  EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: 'on' | 'off';
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html */
  'AWS::ElasticLoadBalancingV2::LoadBalancer': resourceType<LoadBalancerProperties>({
    create(region, properties, request) {
      const {
        LoadBalancerAttributes: Attributes,
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
        ...input
      } = properties;
      const made = loadBalancers.CreateLoadBalancer(region, { ...input, Name: input.Name ?? generatedName(request) });
      const LoadBalancerArn = made.LoadBalancers[0]?.LoadBalancerArn ?? '';
      if (Attributes?.length) attributes.ModifyLoadBalancerAttributes(region, { LoadBalancerArn, Attributes });
      if (enforce) {
        settings.SetSecurityGroups(region, {
          LoadBalancerArn,
          SecurityGroups: input.SecurityGroups,
          EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
        });
      }
      return LoadBalancerArn;
    },

    update(region, LoadBalancerArn, properties, previous) {
      const { Subnets, SubnetMappings, SecurityGroups, IpAddressType, LoadBalancerAttributes } = properties;
      const enforce = properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
      if (differs([Subnets, SubnetMappings], [previous.Subnets, previous.SubnetMappings])) {
        settings.SetSubnets(region, { LoadBalancerArn, Subnets, SubnetMappings });
      }
      if (
        differs(SecurityGroups, previous.SecurityGroups) ||
        enforce !== previous.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic
      ) {
        settings.SetSecurityGroups(region, {
          LoadBalancerArn,
          SecurityGroups,
          EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforce,
        });
      }
      if (IpAddressType !== previous.IpAddressType) {
        settings.SetIpAddressType(region, { LoadBalancerArn, IpAddressType: IpAddressType ?? 'ipv4' });
      }
      if (LoadBalancerAttributes?.length) {
        attributes.ModifyLoadBalancerAttributes(region, { LoadBalancerArn, Attributes: LoadBalancerAttributes });
      }
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
