import type * as ec2 from '@aws-sdk/client-ec2';
import {
  ACCOUNT,
  dotted,
  type Endpoint,
  type Estate,
  type NatGateway,
  type Nic,
  nameTag,
  type Printed,
  REGION,
} from '../plan.ts';
import type { Random } from '../random.ts';
import { groupsOf } from './network-interface.ts';

export const natGatewayFacts = ({ id, subnet, nic, state }: NatGateway): Printed<ec2.NatGateway> => ({
  CreateTime: nic.attachTime,
  ...(state === 'failed' && {
    FailureCode: 'Gateway.NotAttached',
    FailureMessage: `Network ${subnet.vpc.id} has no Internet gateway attached`,
  }),
  NatGatewayAddresses: [
    {
      AllocationId: nic.public?.elastic?.allocationId,
      NetworkInterfaceId: nic.id,
      PrivateIp: dotted(nic.addresses[0] ?? 0),
      PublicIp: nic.public?.ip,
      AssociationId: nic.public?.elastic?.associationId,
      IsPrimary: true,
      Status: state === 'failed' ? 'failed' : 'succeeded',
    },
  ],
  NatGatewayId: id,
  State: state,
  SubnetId: subnet.id,
  VpcId: subnet.vpc.id,
  Tags: nameTag(`${subnet.vpc.name}-${subnet.zone.name.slice(-1)}`),
  ConnectivityType: 'public',
  AvailabilityMode: 'zonal',
});

/** The elastic addresses in use. */
export function* addresses({ nics }: Estate): Iterable<Printed<ec2.Address>> {
  for (const nic of nics) if (nic.public?.elastic) yield addressFacts(nic, nic.public.elastic, nic.public.ip);
}

function addressFacts(nic: Nic, elastic: { allocationId: string; associationId: string }, PublicIp: string) {
  const { owner } = nic;
  return {
    AllocationId: elastic.allocationId,
    AssociationId: elastic.associationId,
    Domain: 'vpc' as const,
    NetworkInterfaceId: nic.id,
    NetworkInterfaceOwnerId: ACCOUNT,
    PrivateIpAddress: dotted(nic.addresses[0] ?? 0),
    Tags: nameTag(nic.subnet.vpc.name),
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: REGION,
    ...(owner.kind === 'instance' && { InstanceId: owner.instance.id }),
    PublicIp,
  };
}

const POLICY = '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';

/** As DescribeVpcEndpoints answers: unlike the SDK's list, it writes states in lower case. */
type EndpointFacts = Omit<Printed<ec2.VpcEndpoint>, 'State'> & { readonly State: string };

/** Every endpoint; gateway endpoints tell which route tables lead to them. */
export function* vpcEndpoints(
  { vpcs }: Estate,
  tables: readonly Printed<ec2.RouteTable>[],
  random: Random,
): Iterable<EndpointFacts> {
  const leading = new Map<string, string[]>();
  for (const { RouteTableId = '', Routes = [] } of tables) {
    for (const { GatewayId = '' } of Routes)
      if (GatewayId.startsWith('vpce-')) leading.set(GatewayId, [...(leading.get(GatewayId) ?? []), RouteTableId]);
  }
  for (const vpc of vpcs) {
    for (const endpoint of vpc.endpoints) yield endpointFacts(endpoint, leading.get(endpoint.id) ?? [], random);
  }
}

function endpointFacts(endpoint: Endpoint, RouteTableIds: string[], random: Random): EndpointFacts {
  const { id, vpc, service, kind, subnets, nics, groups } = endpoint;
  const inside = kind === 'Interface';
  const name = service.split('.').slice(3).join('.');
  return {
    VpcEndpointId: id,
    VpcEndpointType: kind,
    VpcId: vpc.id,
    ServiceName: service,
    State: 'available',
    PolicyDocument: POLICY,
    RouteTableIds,
    SubnetIds: subnets.map((subnet) => subnet.id),
    Groups: inside ? groupsOf({ groups }) : [],
    ...(inside && { IpAddressType: 'ipv4' as const, DnsOptions: { DnsRecordIpType: 'ipv4' as const } }),
    PrivateDnsEnabled: inside,
    RequesterManaged: false,
    NetworkInterfaceIds: nics.map((nic) => nic.id),
    DnsEntries: inside
      ? [
          { DnsName: `${id}-${random.hex(8)}.${name}.${REGION}.vpce.amazonaws.com`, HostedZoneId: 'Z7HUB22UULQXV' },
          { DnsName: `${name}.${REGION}.amazonaws.com`, HostedZoneId: `Z0${random.hex(18).toUpperCase()}` },
        ]
      : [],
    CreationTimestamp: random.time(),
    Tags: nameTag(`${vpc.name}-${name}`),
    OwnerId: ACCOUNT,
  };
}
