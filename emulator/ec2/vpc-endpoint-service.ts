import { createHash } from 'node:crypto';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { type EndpointService, endpointServices } from './endpoint-service.ts';
import type { Ec2Operations } from './operations.ts';
import { zonesOf } from './zone.ts';

/** What DescribeVpcEndpointServices tells of a service, offered in one way. */
const detail =
  (region: Region) =>
  ({ name, dnsNames }: EndpointService, type: 'Gateway' | 'Interface') => ({
    ServiceName: name,
    ServiceId: `vpce-svc-${createHash('sha256').update(`${name}/${type}`).digest('hex').slice(0, 17)}`,
    ServiceType: [{ ServiceType: type }],
    ServiceRegion: region.name,
    AvailabilityZones: zonesOf(region.name).map((zone) => zone.name),
    AvailabilityZoneIds: zonesOf(region.name).map((zone) => zone.id),
    Owner: 'amazon',
    BaseEndpointDnsNames: [`${name.split('.').slice(3).reverse().join('.')}.${region.name}.vpce.amazonaws.com`],
    ...(type === 'Interface' && {
      PrivateDnsName: dnsNames[0],
      PrivateDnsNames: dnsNames.map((PrivateDnsName) => ({ PrivateDnsName })),
      PrivateDnsNameVerificationState: 'verified' as const,
    }),
    VpcEndpointPolicySupported: true,
    AcceptanceRequired: false,
    ManagesVpcEndpoints: false,
    SupportedIpAddressTypes: ['ipv4' as const],
    Tags: [],
  });

export const operations = {
  DescribeVpcEndpointServices(region, input) {
    const others = (input.ServiceRegions ?? []).filter((each) => each !== region.name);
    if (others.length > 0) refuseMembers('DescribeVpcEndpointServices', input, ['ServiceRegions']);
    const services = endpointServices(region);
    const unknown = input.ServiceNames?.find((name) => !services.some((each) => each.name === name));
    if (unknown) throw new AwsError('InvalidServiceName', `The Vpc Endpoint Service '${unknown}' does not exist`);
    const details = services
      .filter(({ name }) => !input.ServiceNames?.length || input.ServiceNames.includes(name))
      .flatMap((each) => each.types.map((type) => detail(region)(each, type)));
    const { page, NextToken } = describe(details, input, {
      idOf: (each) => each.ServiceName,
      notFound: 'InvalidServiceName',
      noun: 'Vpc Endpoint Service',
      filters: {
        owner: (each) => [each.Owner],
        'service-name': (each) => [each.ServiceName],
        'service-region': (each) => [each.ServiceRegion],
        'service-type': (each) => each.ServiceType.map(({ ServiceType }) => ServiceType),
        'supported-ip-address-types': (each) => each.SupportedIpAddressTypes,
      },
    });
    const names = [...new Set(page.map((each) => each.ServiceName))];
    return { ServiceNames: names, ServiceDetails: page, NextToken };
  },
} satisfies Ec2Operations;
