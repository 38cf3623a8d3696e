import { expect, test } from 'vitest';
import { emptyAccount } from '../../lib/account/empty.ts';
import type { Account } from '../../lib/account/types.ts';
import { findPlaces, ROLE_TAG } from '../../lib/place.ts';

const EMPTY = emptyAccount('111122223333', 'us-east-1');
const Tags = [{ Key: ROLE_TAG, Value: 'role' }];

/** Two resources of one kind and role, of which the first is still shown but gone. */
const SHOWN: Readonly<Record<string, Partial<Account>>> = {
  'a terminated instance': {
    Instances: [
      { InstanceId: 'gone', State: { Name: 'terminated' }, Tags },
      { InstanceId: 'alive', State: { Name: 'stopped' }, Tags },
    ],
  },
  'a failed NAT gateway': {
    NatGateways: [
      { NatGatewayId: 'gone', State: 'failed', Tags },
      { NatGatewayId: 'alive', State: 'pending', Tags },
    ],
  },
  'a deleted peering connection': {
    VpcPeeringConnections: [
      { VpcPeeringConnectionId: 'gone', Status: { Code: 'deleted' }, Tags },
      { VpcPeeringConnectionId: 'alive', Status: { Code: 'pending-acceptance' }, Tags },
    ],
  },
  'a rejected peering connection': {
    VpcPeeringConnections: [
      { VpcPeeringConnectionId: 'gone', Status: { Code: 'rejected' }, Tags },
      { VpcPeeringConnectionId: 'alive', Status: { Code: 'active' }, Tags },
    ],
  },
  'a deleted endpoint': {
    VpcEndpoints: [
      { VpcEndpointId: 'gone', State: 'Deleted', Tags },
      { VpcEndpointId: 'alive', State: 'Available', Tags },
    ],
  },
  'an EC2 Instance Connect Endpoint that is being deleted': {
    InstanceConnectEndpoints: [
      { InstanceConnectEndpointId: 'gone', State: 'delete-in-progress', Tags },
      { InstanceConnectEndpointId: 'alive', State: 'create-complete', Tags },
    ],
  },
};

test.each(Object.keys(SHOWN))('%s plays no role any more', (name) => {
  expect({ ...findPlaces({ ...EMPTY, ...SHOWN[name] }) }).toEqual({ role: ['alive'] });
});
