import type { Case } from './case.ts';
import { gatewayRouteTableCases } from './gateway-route-table.ts';
import { hubCases } from './hub.ts';
import { oneVpcCases } from './one-vpc.ts';
import { peeringCases } from './peering.ts';
import { transitGatewayCases } from './transit-gateway.ts';

export const cases: readonly Case[] = [
  ...oneVpcCases,
  ...gatewayRouteTableCases,
  ...peeringCases,
  ...transitGatewayCases,
  ...hubCases,
];
