import type { TransitFacts } from '../../lib/account/types.ts';
import type { Region } from '../state.ts';
import { operations as gateways } from './transit-gateway.ts';
import { operations as attachments } from './transit-gateway-attachment.ts';
import { operations as peerings } from './transit-gateway-peering-attachment.ts';
import { operations as propagations } from './transit-gateway-propagation.ts';
import { operations as search } from './transit-gateway-route-search.ts';
import { operations as tables } from './transit-gateway-route-table.ts';
import { operations as vpcAttachments } from './transit-gateway-vpc-attachment.ts';

/** What the Region's own operations answer about transit gateways. */
export function transitGatewaysOf(region: Region): TransitFacts {
  const { TransitGatewayRouteTables } = tables.DescribeTransitGatewayRouteTables(region, {});
  const ofEach = <T>(read: (id: string) => T): Record<string, T> =>
    Object.fromEntries(
      TransitGatewayRouteTables.map(({ TransitGatewayRouteTableId: id = '' }) => [id, read(id)] as const),
    );
  const all = [{ Name: 'state', Values: ['active', 'blackhole'] }];
  return {
    TransitGateways: gateways.DescribeTransitGateways(region, {}).TransitGateways,
    TransitGatewayAttachments: attachments.DescribeTransitGatewayAttachments(region, {}).TransitGatewayAttachments,
    TransitGatewayVpcAttachments: vpcAttachments.DescribeTransitGatewayVpcAttachments(region, {})
      .TransitGatewayVpcAttachments,
    TransitGatewayPeeringAttachments: peerings.DescribeTransitGatewayPeeringAttachments(region, {})
      .TransitGatewayPeeringAttachments,
    TransitGatewayRouteTables,
    TransitGatewayRoutes: ofEach(
      (id) => search.SearchTransitGatewayRoutes(region, { TransitGatewayRouteTableId: id, Filters: all }).Routes,
    ),
    TransitGatewayRouteTablePropagations: ofEach(
      (id) =>
        propagations.GetTransitGatewayRouteTablePropagations(region, { TransitGatewayRouteTableId: id })
          .TransitGatewayRouteTablePropagations,
    ),
  };
}
