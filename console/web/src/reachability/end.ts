import {
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeTransitGatewaysCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpnGatewaysCommand,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../clients.ts';
import type { Choice } from '../resource-select.tsx';
import { nameOf } from '../tags.ts';

type Tags = Parameters<typeof nameOf>[0];

const choice = (id: string | undefined, tagged: Tags, more = ''): Choice => ({
  id: id ?? '',
  name: nameOf(tagged),
  more,
});

/** What a path can start or end at, as the console calls it, and what the account has of each. */
export const ENDS: Readonly<Record<string, (clients: Clients) => Promise<readonly Choice[]>>> = {
  Instances: async ({ ec2 }) =>
    ((await ec2.send(new DescribeInstancesCommand({}))).Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .map((each) => choice(each.InstanceId, each, each.PrivateIpAddress)),
  'Internet gateways': async ({ ec2 }) =>
    ((await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways ?? []).map((each) =>
      choice(each.InternetGatewayId, each, each.Attachments?.[0]?.VpcId),
    ),
  'Network interfaces': async ({ ec2 }) =>
    ((await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces ?? []).map((each) =>
      choice(each.NetworkInterfaceId, { Tags: each.TagSet }, `${each.PrivateIpAddress} ${each.Description ?? ''}`),
    ),
  'Transit gateway attachments': async ({ ec2 }) =>
    ((await ec2.send(new DescribeTransitGatewayAttachmentsCommand({}))).TransitGatewayAttachments ?? []).map((each) =>
      choice(each.TransitGatewayAttachmentId, each, each.ResourceId),
    ),
  'Transit gateways': async ({ ec2 }) =>
    ((await ec2.send(new DescribeTransitGatewaysCommand({}))).TransitGateways ?? []).map((each) =>
      choice(each.TransitGatewayId, each),
    ),
  'VPC endpoints': async ({ ec2 }) =>
    ((await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? []).map((each) =>
      choice(each.VpcEndpointId, each, each.ServiceName),
    ),
  'VPC peering connections': async ({ ec2 }) =>
    ((await ec2.send(new DescribeVpcPeeringConnectionsCommand({}))).VpcPeeringConnections ?? []).map((each) =>
      choice(each.VpcPeeringConnectionId, each),
    ),
  'VPN gateways': async ({ ec2 }) =>
    ((await ec2.send(new DescribeVpnGatewaysCommand({}))).VpnGateways ?? []).map((each) =>
      choice(each.VpnGatewayId, each),
    ),
};

/** Packets may also be sent to an address, wherever that is. */
export const IP_ADDRESS = 'IP address';
