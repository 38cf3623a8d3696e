import type {
  CreateVpnConnectionRequest,
  Tag,
  VpnConnection,
  VpnConnectionOptions,
  VpnConnectionOptionsSpecification,
  VpnTunnelOptionsSpecification,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { canonical, cidrOf, formatCidr } from './cidr.ts';
import { liveCustomerGateway } from './customer-gateway.ts';
import { refuseMembers } from './dependency.ts';
import { describe } from './describe.ts';
import { invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { endAttachment, joinDefaultTables, refuseMoreAttachments } from './transit-gateway-attachment-record.ts';
import { isVisible, liveGateway } from './transit-gateway-record.ts';
import { attachmentOf, configurationOf, liveVpnConnection } from './vpn-connection-record.ts';
import { connectionsOf, liveVpnGateway } from './vpn-gateway-record.ts';
import { changedTunnel, insideBlocks, newTunnel } from './vpn-tunnel.ts';

const TUNNELS = 2;

/** The blocks of both sides that a connection carries, with what they are when nobody says. */
const SIDES = {
  LocalIpv4NetworkCidr: '0.0.0.0/0',
  RemoteIpv4NetworkCidr: '0.0.0.0/0',
} as const;

const NOT_EMULATED = [
  'VpnConcentratorId',
  'PreSharedKeyStorage',
] as const satisfies readonly (keyof CreateVpnConnectionRequest)[];

const OPTIONS_NOT_EMULATED = [
  'TransportTransitGatewayAttachmentId',
  'LocalIpv6NetworkCidr',
  'RemoteIpv6NetworkCidr',
  'TunnelBandwidth',
] as const satisfies readonly (keyof VpnConnectionOptionsSpecification)[];

type Ends = Pick<VpnConnection, 'CustomerGatewayId' | 'VpnGatewayId' | 'TransitGatewayId'>;

/** The two ends of a connection; AWS's error when they are not there, or there are not two. */
function endsOf(region: Region, input: Ends): Ends {
  const { CustomerGatewayId } = liveCustomerGateway(region, input.CustomerGatewayId);
  if (input.VpnGatewayId && input.TransitGatewayId) {
    throw new AwsError('InvalidParameterCombination', 'You cannot specify both a VPN gateway and a transit gateway.');
  }
  if (input.TransitGatewayId) {
    return { CustomerGatewayId, TransitGatewayId: liveGateway(region, input.TransitGatewayId).TransitGatewayId };
  }
  const { VpnGatewayId } = liveVpnGateway(region, required(input.VpnGatewayId, 'VpnGatewayId'));
  return { CustomerGatewayId, VpnGatewayId };
}

function optionsOf(
  region: Region,
  id: string,
  ends: Ends,
  given: VpnConnectionOptionsSpecification,
): VpnConnectionOptions {
  refuseMembers('CreateVpnConnection', given, OPTIONS_NOT_EMULATED);
  const { OutsideIpAddressType = 'PublicIpv4', TunnelInsideIpVersion = 'ipv4', EnableAcceleration = false } = given;
  if (OutsideIpAddressType !== 'PublicIpv4' || TunnelInsideIpVersion !== 'ipv4') {
    throw new AwsError('UnsupportedOperation', 'The local AWS does not emulate private or IPv6 tunnels.');
  }
  if (EnableAcceleration && !ends.TransitGatewayId) {
    throw new AwsError('InvalidParameterCombination', 'Acceleration is supported only for transit gateways.');
  }
  const wanted = given.TunnelOptions ?? [];
  if (wanted.length > TUNNELS) throw invalid(`TunnelOptions may hold at most ${TUNNELS} elements.`);
  const taken = insideBlocks(ends.VpnGatewayId ? connectionsOf(region, ends.VpnGatewayId) : []);
  const tunnels = Array.from({ length: TUNNELS }, (_, i) => {
    const tunnel = newTunnel(region, id, wanted[i] ?? {}, taken);
    taken.push(tunnel.TunnelInsideCidr ?? '');
    return tunnel;
  });
  return {
    EnableAcceleration,
    StaticRoutesOnly: given.StaticRoutesOnly ?? false,
    ...sidesOf(given),
    OutsideIpAddressType,
    TunnelInsideIpVersion,
    TunnelOptions: tunnels,
  };
}

function sidesOf(given: Partial<Record<keyof typeof SIDES, string | undefined>>): VpnConnectionOptions {
  const names = Object.keys(SIDES) as (keyof typeof SIDES)[];
  return Object.fromEntries(names.map((name) => [name, formatCidr(cidrOf(given[name] ?? SIDES[name], name, 4))]));
}

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
    const Type = required(input.Type, 'Type');
    if (Type !== 'ipsec.1') throw invalid(`Value (${Type}) for parameter type is invalid. Invalid type.`);
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

interface ConnectionProperties extends Omit<VpnConnectionOptionsSpecification, 'TunnelOptions'> {
  Type: string;
  CustomerGatewayId: string;
  VpnGatewayId?: string;
  TransitGatewayId?: string;
  VpnTunnelOptionsSpecifications?: VpnTunnelOptionsSpecification[];
  Tags?: Tag[];
}

const ENDS = ['Type', 'CustomerGatewayId', 'VpnGatewayId', 'TransitGatewayId', 'Tags'] as const;
const OPTIONS = [
  ...(['StaticRoutesOnly', 'EnableAcceleration', 'LocalIpv4NetworkCidr', 'RemoteIpv4NetworkCidr'] as const),
  ...(['OutsideIpAddressType', 'TunnelInsideIpVersion'] as const),
];

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPNConnection': resourceType<ConnectionProperties>({
    notEmulated: [...NOT_EMULATED, ...OPTIONS_NOT_EMULATED],
    create(region, properties) {
      const { Type, CustomerGatewayId, VpnGatewayId, TransitGatewayId, Tags, ...rest } = properties;
      const { VpnTunnelOptionsSpecifications: TunnelOptions, ...options } = rest;
      return operations.CreateVpnConnection(region, {
        ...{ Type, CustomerGatewayId, VpnGatewayId, TransitGatewayId },
        Options: { ...options, TunnelOptions },
        TagSpecifications: specificationOf('vpn-connection', Tags),
      }).VpnConnection.VpnConnectionId!;
    },
    update: (region, id, properties, previous) => retag(region.vpnConnections, id, properties.Tags, previous.Tags),
    delete(region, id) {
      const connection = region.vpnConnections.get(id);
      if (connection && !connection.endedAt) operations.DeleteVpnConnection(region, { VpnConnectionId: id });
    },
    attributes: (_region, id) => ({ VpnConnectionId: id }),
    read(region, id) {
      const connection = region.vpnConnections.get(id);
      if (!connection || connection.endedAt) return undefined;
      return { ...picked(connection, ENDS), ...picked(connection.Options ?? {}, OPTIONS) };
    },
  }),

  'AWS::EC2::VPNConnectionRoute': resourceType<{ DestinationCidrBlock: string; VpnConnectionId: string }>({
    create(region, properties) {
      operations.CreateVpnConnectionRoute(region, properties);
      return `${canonical(properties.DestinationCidrBlock)}|${properties.VpnConnectionId}`;
    },
    delete(region, _id, properties) {
      if (routeOf(region, properties)) operations.DeleteVpnConnectionRoute(region, properties);
    },
    read(region, _id, properties) {
      const route = routeOf(region, properties);
      return route && { ...picked(route, ['DestinationCidrBlock']), VpnConnectionId: properties.VpnConnectionId };
    },
  }),
};

function routeOf(region: Region, route: { DestinationCidrBlock: string; VpnConnectionId: string }) {
  const connection = region.vpnConnections.get(route.VpnConnectionId);
  if (!connection || connection.endedAt) return undefined;
  const wanted = canonical(route.DestinationCidrBlock);
  return connection.Routes?.find((each) => each.DestinationCidrBlock === wanted);
}
