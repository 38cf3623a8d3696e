import type { TransitGatewayRoute } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';
import { chain, SILENT } from './filter.ts';
import { type Machine, VPC_ROUTER, type Wire } from './plan.ts';
import { KEPT, LOSE, UNTOUCHED } from './reference.ts';

/** A cable between a VPC's router and a transit gateway, for one subnet of an attachment. */
export interface Link {
  readonly gatewayId: string;
  readonly attachmentId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** The Availability Zone. */
  readonly zone: string;
  /** The name of both its ends. */
  readonly device: string;
  /** The first three bytes of its addresses. */
  readonly net: string;
  readonly appliance: boolean;
  /** Whether what passes here keeps its sender's security groups. */
  readonly referencing: boolean;
  readonly available: boolean;
}

export const linksOf = ({ TransitGateways, TransitGatewayVpcAttachments, Subnets }: Account): Link[] =>
  TransitGatewayVpcAttachments.flatMap((facts) =>
    (facts.SubnetIds ?? []).map((subnetId) => ({
      gatewayId: facts.TransitGatewayId ?? '',
      attachmentId: facts.TransitGatewayAttachmentId ?? '',
      vpcId: facts.VpcId ?? '',
      subnetId,
      zone: Subnets.find((each) => each.SubnetId === subnetId)?.AvailabilityZone ?? '',
      appliance: facts.Options?.ApplianceModeSupport === 'enable',
      referencing: [TransitGateways.find((each) => each.TransitGatewayId === facts.TransitGatewayId), facts].every(
        (each) => each?.Options?.SecurityGroupReferencingSupport === 'enable',
      ),
      available: facts.State === 'available',
    })),
  ).map((link, i) => ({ ...link, device: `tg${i}`, net: `169.254.${100 + i}` }));

export const linkWires = (links: readonly Link[]): Wire[] =>
  links.map(({ device, vpcId, gatewayId }) => [
    { machine: VPC_ROUTER(vpcId), device },
    { machine: gatewayId, device },
  ]);

/**
 * Where the router of a VPC sends what a route of a subnet gives to a transit gateway, if the attachment has a subnet in the zone.
 * https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
export function throughTransitGateway(
  links: readonly Link[],
  { vpcId, zone }: Pick<Link, 'vpcId' | 'zone'>,
  id: string,
): string | undefined {
  const here = links.filter((each) => each.gatewayId === id && each.vpcId === vpcId);
  const link = here.find((each) => each.available && each.zone === zone);
  return link && `via ${link.net}.1 dev ${link.device} onlink`;
}

const FIRST_TABLE = 100;

/** A transit gateway: a table for each link, which the route table gives that its attachment is associated with. */
export function transitGateway(account: Account, all: readonly Link[], id: string): Machine {
  const links = all.filter(({ gatewayId }) => gatewayId === id);
  return {
    name: id,
    birth: [
      'link set lo up',
      ...links.flatMap(({ device, net }, i) => [
        `addr add ${net}.1/30 dev ${device}`,
        `link set ${device} up`,
        `rule add iif ${device} lookup ${FIRST_TABLE + i} pref ${FIRST_TABLE + i}`,
      ]),
    ],
    ip: links.flatMap((link, i) => tableOf(account, links, link, FIRST_TABLE + i)),
    nft: [SILENT, chain('tell', marks(links), 'filter hook forward priority 0')],
  };
}

/** Receivers learn that a packet has come this way, and whether it still says which groups its sender is in. */
function marks(links: readonly Link[]): string[] {
  const devices = links.filter(({ referencing }) => referencing).map(({ device }) => device);
  const both = `iifname { ${devices.join(', ')} } oifname { ${devices.join(', ')} }`;
  return [...(devices.length > 0 ? [`${UNTOUCHED} ${both} ${KEPT.make} accept`] : []), `${UNTOUCHED} ${LOSE}`];
}

function tableOf(account: Account, links: readonly Link[], from: Link, table: number): string[] {
  const association = account.TransitGatewayAttachments.find(
    (each) => each.TransitGatewayAttachmentId === from.attachmentId,
  )?.Association;
  const routes = account.TransitGatewayRoutes[association?.TransitGatewayRouteTableId ?? ''] ?? [];
  return [
    `route replace blackhole default table ${table} metric 9`,
    `route flush table ${table}`,
    `route add blackhole default table ${table} metric 9`,
    ...routes.map((route) => `route add ${through(links, route, from)} table ${table}`),
  ];
}

/** Static routes win over propagated ones to the same block. */
function through(links: readonly Link[], route: TransitGatewayRoute, from: Link): string {
  const block = route.DestinationCidrBlock;
  const metric = `metric ${route.Type === 'static' ? 1 : 2}`;
  const [to] = route.TransitGatewayAttachments ?? [];
  const open = links.filter((link) => link.available && link.attachmentId === to?.TransitGatewayAttachmentId);
  // Packets stay in their zone where the attachment has a subnet there, unless in appliance mode, where a flow keeps to any one.
  const link = open.find(({ zone, appliance }) => !appliance && zone === from.zone) ?? open[0];
  if (route.State !== 'active' || !link) return `blackhole ${block} ${metric}`;
  return `${block} via ${link.net}.2 dev ${link.device} onlink ${metric}`;
}
