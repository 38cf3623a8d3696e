import type { Table } from '../way.ts';
import { blockPublicAccess } from './block-public-access.ts';
import { endpoints } from './endpoint.ts';
import { gatewayRouteTables } from './gateway-route-table.ts';
import { interfaces } from './interface.ts';
import { internetGateways } from './internet-gateway.ts';
import { ipv6 } from './ipv6.ts';
import { loadBalancers } from './load-balancer.ts';
import { natGateways } from './nat-gateway.ts';
import { networkAcls } from './network-acl.ts';
import { peerings } from './peering.ts';
import { routes } from './route.ts';
import { securityGroups } from './security-group.ts';
import { transitGateways } from './transit-gateway.ts';
import { vpnGateways } from './vpn-gateway.ts';

/** What accepts and what drops, subject by subject. */
export const tables: readonly Table[] = [
  interfaces,
  securityGroups,
  networkAcls,
  routes,
  gatewayRouteTables,
  internetGateways,
  natGateways,
  ipv6,
  blockPublicAccess,
  endpoints,
  peerings,
  transitGateways,
  vpnGateways,
  loadBalancers,
];
