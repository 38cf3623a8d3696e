import type { Tag, VpnConnectionOptionsSpecification, VpnTunnelOptionsSpecification } from '@aws-sdk/client-ec2';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { canonical } from './cidr.ts';
import { retag, specificationOf } from './tags.ts';
import { NOT_EMULATED, operations } from './vpn-connection.ts';
import { OPTIONS_NOT_EMULATED } from './vpn-connection-options.ts';

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
