import type {
  TransitGatewayAttachment as AttachmentFacts,
  TransitGatewayRoute as RouteFacts,
  TransitGatewayVpcAttachment as VpcAttachmentFacts,
} from '@aws-sdk/client-ec2';
import type { Account } from '../account/types.ts';
import { type Cidr, formatCidr, parseCidr } from './address.ts';
import { grouped } from './grouped.ts';
import { PrefixMap } from './prefix-map.ts';
import type { Subnet } from './subnet.ts';

/** What a transit gateway is attached to. https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html */
export interface TransitGatewayAttachment {
  readonly id: string;
  readonly transitGatewayId: string;
  /** AWS's word: `vpc`, `peering`, `vpn`, `direct-connect-gateway`, `connect`, … */
  readonly kind: string;
  /** The VPC, for an attachment to one. */
  readonly resourceId: string;
  /** The subnets that it has an interface in, one a zone, as far as they were read. */
  readonly subnets: readonly Subnet[];
  readonly state: string;
  /** The attachment on the other side of a peering: of the same id in another Region, of another in the same one. */
  readonly peerId: string;
  /** The table that what comes in by this attachment is looked up in. */
  readonly routeTableId: string | undefined;
  /** Both directions of a flow use the same zone. */
  readonly applianceMode: boolean;
  /** It is to a VPN connection, and that is not available. */
  readonly down: boolean;
  readonly groupReferencing: boolean;
}

export interface TransitGatewayRoute {
  readonly destination: Cidr;
  readonly attachmentIds: readonly string[];
  readonly blackhole: boolean;
  readonly text: string;
  readonly facts: RouteFacts;
}

/** A table without a map is one whose routes could not be read. */
interface TransitGatewayRouteTable {
  readonly id: string;
  readonly map: PrefixMap<TransitGatewayRoute> | undefined;
  /** Prefix lists that routes name and that could not be read. */
  readonly unread: readonly string[];
}

export interface TransitGateways {
  /** By the attachment's id: two for a peering of transit gateways, one as each side sees it. */
  readonly attachments: ReadonlyMap<string, readonly TransitGatewayAttachment[]>;
  /** By the VPC's id. */
  readonly attachmentsOf: ReadonlyMap<string, readonly TransitGatewayAttachment[]>;
  readonly routeTables: ReadonlyMap<string, TransitGatewayRouteTable>;
}

export function interpretTransitGateways(
  account: Account,
  blocksOfVpc: (vpcId: string) => readonly Cidr[],
  subnets: ReadonlyMap<string, Subnet>,
): TransitGateways {
  const details = new Map(account.TransitGatewayVpcAttachments.map((each) => [each.TransitGatewayAttachmentId, each]));
  const listed = account.TransitGatewayAttachments;
  const unlisted = account.TransitGatewayVpcAttachments.filter(
    (each) => !listed.some((one) => one.TransitGatewayAttachmentId === each.TransitGatewayAttachmentId),
  ).map((each): AttachmentFacts => ({ ...each, ResourceType: 'vpc', ResourceId: each.VpcId }));
  const referencing = new Set(
    account.TransitGateways.filter((each) => each.Options?.SecurityGroupReferencingSupport === 'enable').map(
      (each) => each.TransitGatewayId,
    ),
  );
  const down = new Set(
    account.VpnConnections.filter((each) => (each.State ?? 'available') !== 'available').map(
      (each) => each.VpnConnectionId,
    ),
  );
  const peers = peersOf(account);
  const attachments = [...listed, ...unlisted].map((each) => ({
    peerId: peers.get(each.TransitGatewayAttachmentId) ?? each.TransitGatewayAttachmentId ?? '',
    ...interpretAttachment(
      each,
      details.get(each.TransitGatewayAttachmentId),
      referencing.has(each.TransitGatewayId),
      subnets,
    ),
    down: each.ResourceType === 'vpn' && down.has(each.ResourceId),
  }));
  const tables = new Set([
    ...account.TransitGatewayRouteTables.map((table) => table.TransitGatewayRouteTableId ?? ''),
    ...Object.keys(account.TransitGatewayRoutes),
  ]);
  return {
    attachments: grouped(attachments, ({ id }) => id),
    attachmentsOf: grouped(
      attachments.filter(({ kind }) => kind === 'vpc'),
      ({ resourceId }) => resourceId,
    ),
    routeTables: new Map([...tables].map((id) => [id, interpretTable(account, id, attachments, blocksOfVpc)])),
  };
}

/** By either of the two ids of a peering within one Region, the other. */
function peersOf({ TransitGatewayPeeringAttachments }: Account): ReadonlyMap<string | undefined, string> {
  const pairs = TransitGatewayPeeringAttachments.flatMap(
    ({ TransitGatewayAttachmentId: one, AccepterTransitGatewayAttachmentId: two }): [string, string][] =>
      one && two && one !== two
        ? [
            [one, two],
            [two, one],
          ]
        : [],
  );
  return new Map(pairs);
}

function interpretAttachment(
  facts: AttachmentFacts,
  details: VpcAttachmentFacts | undefined,
  gatewayReferencing: boolean,
  subnets: ReadonlyMap<string, Subnet>,
): Omit<TransitGatewayAttachment, 'down' | 'peerId'> {
  const { State = 'associated', TransitGatewayRouteTableId } = facts.Association ?? {};
  const referencing = details?.Options?.SecurityGroupReferencingSupport !== 'disable';
  return {
    id: facts.TransitGatewayAttachmentId ?? '',
    transitGatewayId: facts.TransitGatewayId ?? '',
    kind: facts.ResourceType ?? 'vpc',
    resourceId: facts.ResourceId ?? details?.VpcId ?? '',
    subnets: (details?.SubnetIds ?? []).flatMap((id) => subnets.get(id) ?? []),
    state: facts.State ?? 'available',
    routeTableId: State === 'associated' ? TransitGatewayRouteTableId : undefined,
    applianceMode: details?.Options?.ApplianceModeSupport === 'enable',
    groupReferencing: gatewayReferencing && referencing,
  };
}

/** Of propagated routes to the same block, those from a VPC come first, then Direct Connect, Connect and VPN. */
const PROPAGATED = ['vpc', 'direct-connect-gateway', 'connect', 'vpn', 'vpn-concentrator'];

/**
 * Longest prefix first; of the same one, static before prefix list before propagated.
 * https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 */
function interpretTable(
  account: Account,
  id: string,
  attachments: readonly TransitGatewayAttachment[],
  blocksOfVpc: (vpcId: string) => readonly Cidr[],
): TransitGatewayRouteTable {
  const found = account.TransitGatewayRoutes[id];
  const propagations = account.TransitGatewayRouteTablePropagations[id];
  if (!found && !propagations) return { id, map: undefined, unread: [] };
  const read = (found ?? []).flatMap((facts) => interpretRoute(facts, account));
  const propagated = (propagations ?? [])
    .filter(({ State }) => State === undefined || State === 'enabled')
    .flatMap(({ TransitGatewayAttachmentId: from }) => attachments.filter((each) => each.id === from))
    .flatMap((attachment) => blocksOfVpc(attachment.resourceId).map((block) => propagatedRoute(attachment, block)));
  const routes = [...read, ...propagated].sort((a, b) => rankOf(a) - rankOf(b));
  const listed = (found ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []);
  const isRead = (list: string) => account.PrefixLists.some((each) => each.PrefixListId === list && each.Cidrs);
  return {
    id,
    map: new PrefixMap(routes.map((route) => [route.destination, route])),
    unread: listed.filter((list) => !isRead(list)),
  };
}

function rankOf({ facts }: TransitGatewayRoute): number {
  if (facts.Type !== 'propagated') return facts.PrefixListId ? 1 : 0;
  const from = PROPAGATED.indexOf(facts.TransitGatewayAttachments?.[0]?.ResourceType ?? '');
  return 2 + (from < 0 ? PROPAGATED.length : from);
}

function interpretRoute(facts: RouteFacts, { PrefixLists }: Account): TransitGatewayRoute[] {
  const listed = PrefixLists.find((list) => facts.PrefixListId && list.PrefixListId === facts.PrefixListId)?.Cidrs;
  const blocks = facts.DestinationCidrBlock ? [facts.DestinationCidrBlock] : (listed ?? []);
  const attachmentIds = (facts.TransitGatewayAttachments ?? []).flatMap(
    (each) => each.TransitGatewayAttachmentId ?? [],
  );
  const blackhole = facts.State === 'blackhole' || facts.State === 'deleted';
  return blocks
    .flatMap((block) => parseCidr(block) ?? [])
    .map((destination) => {
      const text = `${formatCidr(destination)} -> ${blackhole ? 'blackhole' : attachmentIds.join(', ')}`;
      return { destination, attachmentIds, blackhole, text, facts };
    });
}

function propagatedRoute({ id, resourceId }: TransitGatewayAttachment, destination: Cidr): TransitGatewayRoute {
  const DestinationCidrBlock = formatCidr(destination);
  const target = { TransitGatewayAttachmentId: id, ResourceId: resourceId, ResourceType: 'vpc' } as const;
  return {
    destination,
    attachmentIds: [id],
    blackhole: false,
    text: `${DestinationCidrBlock} -> ${id}`,
    facts: { DestinationCidrBlock, Type: 'propagated', State: 'active', TransitGatewayAttachments: [target] },
  };
}
