import type { TransitGatewayRoute } from '@aws-sdk/client-ec2';
import type { TransitGatewayAttachmentRecord, TransitGatewayRouteTableRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { canonical } from './cidr.ts';
import { checkPrefixList } from './prefix-list.ts';
import { isLive, referenceTo } from './transit-gateway-attachment-record.ts';

/**
 * The routes of a table as they stand. To the same block a static route wins over a prefix list, and that over what is propagated.
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 */
export function routesIn(region: Region, table: TransitGatewayRouteTableRecord): TransitGatewayRoute[] {
  const all = [
    ...table.staticRoutes.map((route) => staticRoute(region, route)),
    ...table.prefixLists.flatMap(({ prefixListId, attachmentId }) =>
      checkPrefixList(region, prefixListId).entries.map(({ Cidr = '' }) => ({
        ...staticRoute(region, { destination: Cidr, attachmentId }),
        PrefixListId: prefixListId,
      })),
    ),
    ...table.propagatingAttachmentIds.flatMap((id) => propagatedRoutes(region, id)),
  ];
  const best = new Map<string | undefined, TransitGatewayRoute>();
  for (const route of all) {
    if (!best.has(route.DestinationCidrBlock)) best.set(route.DestinationCidrBlock, route);
  }
  return [...best.values()];
}

/** A route that somebody made: a blackhole when it was made to be one, or when its attachment is gone. */
export function staticRoute(
  region: Region,
  { destination, attachmentId }: TransitGatewayRouteTableRecord['staticRoutes'][number],
): TransitGatewayRoute {
  const attachment = region.transitGatewayAttachments.get(attachmentId);
  return {
    DestinationCidrBlock: destination,
    TransitGatewayAttachments: attachment ? [referenceTo(attachment)] : [],
    Type: 'static',
    State: attachment && isLive(attachment) ? 'active' : 'blackhole',
  };
}

function propagatedRoutes(region: Region, attachmentId: string): TransitGatewayRoute[] {
  const attachment = region.transitGatewayAttachments.get(attachmentId);
  if (!attachment) return [];
  return blocksOfVpc(region, attachment).map((DestinationCidrBlock) => ({
    DestinationCidrBlock,
    TransitGatewayAttachments: [referenceTo(attachment)],
    Type: 'propagated',
    State: 'active',
  }));
}

/** The blocks that the attachment's VPC has now; those of IPv6 only when the attachment supports it. */
function blocksOfVpc(region: Region, { ResourceId, ofVpc }: TransitGatewayAttachmentRecord): string[] {
  const vpc = region.vpcs.get(ResourceId);
  const ipv4 = (vpc?.CidrBlockAssociationSet ?? [])
    .filter((each) => each.CidrBlockState?.State === 'associated')
    .map((each) => each.CidrBlock);
  const ipv6 = (vpc?.Ipv6CidrBlockAssociationSet ?? [])
    .filter((each) => each.Ipv6CidrBlockState?.State === 'associated')
    .map((each) => each.Ipv6CidrBlock);
  const all = ofVpc?.Options.Ipv6Support === 'enable' ? [...ipv4, ...ipv6] : ipv4;
  return all.flatMap((each) => canonical(each) ?? []);
}
