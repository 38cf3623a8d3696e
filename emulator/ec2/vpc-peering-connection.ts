import type { VpcPeeringConnection } from '@aws-sdk/client-ec2';
import { describe, type FilterValues } from './describe.ts';
import type { Ec2Operations } from './operations.ts';

/** Peering connections cannot be made yet, so there are none. */
const NONE: readonly VpcPeeringConnection[] = [];

const sideFilters = (
  name: 'accepter' | 'requester',
  side: 'AccepterVpcInfo' | 'RequesterVpcInfo',
): Record<string, FilterValues<VpcPeeringConnection>> => ({
  [`${name}-vpc-info.cidr-block`]: (connection) => [connection[side]?.CidrBlock],
  [`${name}-vpc-info.owner-id`]: (connection) => [connection[side]?.OwnerId],
  [`${name}-vpc-info.vpc-id`]: (connection) => [connection[side]?.VpcId],
});

export const operations = {
  DescribeVpcPeeringConnections(_region, input) {
    const { page, NextToken } = describe(NONE, input, {
      ids: input.VpcPeeringConnectionIds,
      idOf: (connection) => connection.VpcPeeringConnectionId ?? '',
      notFound: 'InvalidVpcPeeringConnectionID.NotFound',
      noun: 'vpcPeeringConnection ID',
      filters: {
        ...sideFilters('accepter', 'AccepterVpcInfo'),
        ...sideFilters('requester', 'RequesterVpcInfo'),
        'expiration-time': (connection) => [connection.ExpirationTime?.toISOString()],
        'status-code': (connection) => [connection.Status?.Code],
        'status-message': (connection) => [connection.Status?.Message],
        'vpc-peering-connection-id': (connection) => [connection.VpcPeeringConnectionId],
      },
    });
    return { VpcPeeringConnections: page, NextToken };
  },
} satisfies Ec2Operations;
