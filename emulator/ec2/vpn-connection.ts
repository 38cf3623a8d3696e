import type { CreateVpnConnectionRequest, VpnConnection } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { canonical, cidrOf, formatCidr } from './cidr.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { tagsFor } from './tags.ts';
import { endAttachment, joinDefaultTables, refuseMoreAttachments } from './transit-gateway-attachment-record.ts';
import { liveGateway } from './transit-gateway-record.ts';
import { optionsOf, sidesOf } from './vpn-connection-options.ts';
import { attachmentOf, configurationOf, endsOf, liveVpnConnection } from './vpn-connection-record.ts';
import { changedTunnel } from './vpn-tunnel.ts';
import { vpnTypeOf } from './vpn-type.ts';

export const NOT_EMULATED = [
  'VpnConcentratorId',
  'PreSharedKeyStorage',
] as const satisfies readonly (keyof CreateVpnConnectionRequest)[];

/** With what is found out when it is asked: both tunnels are up, since the customer's end is taken to be. */
function view(region: Region, connection: VpnConnection & { endedAt?: Date; changed: Date }): VpnConnection {
  if (connection.endedAt) return connection;
  const { IpAddress } = region.customerGateways.get(connection.CustomerGatewayId) ?? {};
  return {
    ...connection,
    CustomerGatewayConfiguration: configurationOf(connection, IpAddress),
    VgwTelemetry: (connection.Options?.TunnelOptions ?? []).map(({ OutsideIpAddress }) => ({
      OutsideIpAddress,
      Status: 'UP',
      StatusMessage: '',
      LastStatusChange: connection.changed,
      AcceptedRouteCount: connection.Routes?.length ?? 0,
    })),
  };
}

/** A transit gateway takes a VPN connection as an attachment of its own kind, which nobody makes or deletes by itself. */
function attach(region: Region, { VpnConnectionId = '', TransitGatewayId }: VpnConnection): void {
  const { OwnerId } = liveGateway(region, TransitGatewayId);
  refuseMoreAttachments(region, TransitGatewayId);
  const id = newId('tgw-attach');
  const attachment = region.transitGatewayAttachments.put(id, {
    TransitGatewayAttachmentId: id,
    TransitGatewayId,
    TransitGatewayOwnerId: OwnerId,
    ResourceOwnerId: region.accountId,
    ResourceType: 'vpn',
    ResourceId: VpnConnectionId,
    State: 'available',
    CreationTime: new Date(),
    Tags: [],
  });
  joinDefaultTables(region, attachment);
}

function detach(region: Region, connection: VpnConnection): void {
  const attachment = attachmentOf(region, connection);
  if (attachment) endAttachment(region, attachment.TransitGatewayAttachmentId!, 'deleted');
}

function routable(region: Region, id: string | undefined): VpnConnection {
  const connection = liveVpnConnection(region, id);
  if (connection.Options?.StaticRoutesOnly !== true || !connection.VpnGatewayId) {
    throw new AwsError('InvalidVpnConnection.InvalidType', `The VPN connection ${id} does not support static routes.`);
  }
  return connection;
}

const change = (region: Region, id: string | undefined, edit: (draft: VpnConnection) => void): VpnConnection =>
  view(
    region,
    region.vpnConnections.update(id ?? '', (draft) => {
      edit(draft);
      draft.changed = new Date();
    }),
  );

export const operations = {
  CreateVpnConnection(region, input) {
    refuseMembers('CreateVpnConnection', input, NOT_EMULATED);
    const Type = vpnTypeOf(input);
    const ends = endsOf(region, input);
    const live = region.vpnConnections.filter((each) => !each.endedAt);
    refuseBeyond(region, 'vpn-connections', live.length + 1);
    const siblings = live.filter(({ VpnGatewayId }) => VpnGatewayId && VpnGatewayId === ends.VpnGatewayId);
    refuseBeyond(region, 'vpn-connections-per-vpn-gateway', siblings.length + 1, ends.VpnGatewayId);
    const id = newId('vpn');
    const connection = region.vpnConnections.put(id, {
      VpnConnectionId: id,
      Type,
      Category: 'VPN',
      State: 'available',
      GatewayAssociationState: 'associated',
      ...ends,
      Options: optionsOf(region, id, ends, input.Options ?? {}),
      Routes: [],
      Tags: tagsFor(input.TagSpecifications, 'vpn-connection'),
      changed: new Date(),
    });
    if (ends.TransitGatewayId) attach(region, connection);
    return { VpnConnection: { ...view(region, connection), State: 'pending', VgwTelemetry: undefined } };
  },

  DescribeVpnConnections(region, input) {
    const { page } = describe(region.vpnConnections.filter(isVisible), input, {
      ...KINDS.vpnConnections,
      ids: input.VpnConnectionIds,
      idOf: (connection) => connection.VpnConnectionId!,
      filters: {
        'bgp-asn': ({ CustomerGatewayId }) => [region.customerGateways.get(CustomerGatewayId)?.BgpAsn],
        'customer-gateway-configuration': (connection) => [view(region, connection).CustomerGatewayConfiguration],
        'customer-gateway-id': (connection) => [connection.CustomerGatewayId],
        'option.static-routes-only': ({ Options }) => [Options?.StaticRoutesOnly],
        'route.destination-cidr-block': ({ Routes = [] }) => Routes.map((each) => each.DestinationCidrBlock),
        state: (connection) => [connection.State],
        'transit-gateway-id': (connection) => [connection.TransitGatewayId],
        type: (connection) => [connection.Type],
        'vpn-connection-id': (connection) => [connection.VpnConnectionId],
        'vpn-gateway-id': (connection) => [connection.VpnGatewayId],
      },
    });
    return { VpnConnections: page.map((connection) => view(region, connection)) };
  },

  DeleteVpnConnection(region, input) {
    const connection = liveVpnConnection(region, input.VpnConnectionId);
    detach(region, connection);
    region.vpnConnections.update(connection.VpnConnectionId!, (draft) => {
      draft.State = 'deleted';
      draft.endedAt = new Date();
    });
    return {};
  },

  CreateVpnConnectionRoute(region, input) {
    const { VpnConnectionId, Routes = [] } = routable(region, input.VpnConnectionId);
    const DestinationCidrBlock = formatCidr(cidrOf(input.DestinationCidrBlock, 'destinationCidrBlock', 4));
    if (Routes.some((each) => each.DestinationCidrBlock === DestinationCidrBlock)) {
      throw new AwsError('RouteAlreadyExists', `The route identified by ${DestinationCidrBlock} already exists.`);
    }
    change(region, VpnConnectionId, (draft) => {
      draft.Routes = [...(draft.Routes ?? []), { DestinationCidrBlock, Source: 'Static', State: 'available' }];
    });
    return {};
  },

  DeleteVpnConnectionRoute(region, input) {
    const { VpnConnectionId, Routes = [] } = routable(region, input.VpnConnectionId);
    const wanted = canonical(required(input.DestinationCidrBlock, 'DestinationCidrBlock'));
    if (!Routes.some((each) => each.DestinationCidrBlock === wanted)) {
      throw new AwsError(
        'InvalidRoute.NotFound',
        `no route with destination-cidr-block ${input.DestinationCidrBlock} in VPN connection ${VpnConnectionId}`,
      );
    }
    change(region, VpnConnectionId, (draft) => {
      draft.Routes = draft.Routes?.filter((each) => each.DestinationCidrBlock !== wanted);
    });
    return {};
  },

  /** The other end on either side: another customer gateway, or another gateway of AWS's. */
  ModifyVpnConnection(region, input) {
    const connection = liveVpnConnection(region, input.VpnConnectionId);
    const target = input.VpnGatewayId ?? input.TransitGatewayId;
    const ends = endsOf(region, {
      CustomerGatewayId: input.CustomerGatewayId ?? connection.CustomerGatewayId,
      VpnGatewayId: target ? input.VpnGatewayId : connection.VpnGatewayId,
      TransitGatewayId: target ? input.TransitGatewayId : connection.TransitGatewayId,
    });
    const moved = ends.TransitGatewayId !== connection.TransitGatewayId;
    if (moved) detach(region, connection);
    const VpnConnection = change(region, connection.VpnConnectionId, (draft) => {
      delete draft.VpnGatewayId;
      delete draft.TransitGatewayId;
      Object.assign(draft, ends);
      // https://docs.aws.amazon.com/vpn/latest/s2svpn/modify-vpn-target.html
      if (ends.TransitGatewayId) draft.Routes = [];
    });
    if (moved && ends.TransitGatewayId) attach(region, VpnConnection);
    return { VpnConnection };
  },

  ModifyVpnConnectionOptions(region, input) {
    refuseMembers('ModifyVpnConnectionOptions', input, [
      'LocalIpv6NetworkCidr',
      'RemoteIpv6NetworkCidr',
      'TunnelBandwidth',
    ]);
    const { VpnConnectionId, Options } = liveVpnConnection(region, input.VpnConnectionId);
    const sides = sidesOf({
      LocalIpv4NetworkCidr: input.LocalIpv4NetworkCidr ?? Options?.LocalIpv4NetworkCidr,
      RemoteIpv4NetworkCidr: input.RemoteIpv4NetworkCidr ?? Options?.RemoteIpv4NetworkCidr,
    });
    return {
      VpnConnection: change(region, VpnConnectionId, (draft) => {
        draft.Options = { ...draft.Options, ...sides };
      }),
    };
  },

  ModifyVpnTunnelOptions(region, input) {
    refuseMembers('ModifyVpnTunnelOptions', input, ['PreSharedKeyStorage']);
    const { VpnConnectionId, Options } = liveVpnConnection(region, input.VpnConnectionId);
    const address = required(input.VpnTunnelOutsideIpAddress, 'VpnTunnelOutsideIpAddress');
    const tunnels = Options?.TunnelOptions ?? [];
    if (!tunnels.some(({ OutsideIpAddress }) => OutsideIpAddress === address)) {
      throw invalid(`Value (${address}) for parameter VpnTunnelOutsideIpAddress is invalid. There is no such tunnel.`);
    }
    const changed = tunnels.map((tunnel) =>
      tunnel.OutsideIpAddress === address
        ? changedTunnel(tunnel, required(input.TunnelOptions, 'TunnelOptions'))
        : tunnel,
    );
    return {
      VpnConnection: change(region, VpnConnectionId, (draft) => {
        draft.Options = { ...draft.Options, TunnelOptions: changed };
      }),
    };
  },
} satisfies Ec2Operations;
