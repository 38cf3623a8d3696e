import { AwsError } from '../error.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as internetGateways, isAttached } from './internet-gateway.ts';
import { operations as vpnGateways } from './vpn-gateway.ts';
import { attachedVpcOf } from './vpn-gateway-record.ts';

interface AttachmentProperties {
  VpcId: string;
  InternetGatewayId?: string;
  VpnGatewayId?: string;
}

/** How each kind of gateway comes to a VPC and leaves it. */
const GATEWAYS = {
  IGW: {
    member: 'InternetGatewayId',
    attach: (region: Region, VpcId: string, InternetGatewayId: string) =>
      internetGateways.AttachInternetGateway(region, { VpcId, InternetGatewayId }),
    detach: (region: Region, VpcId: string, InternetGatewayId: string) =>
      internetGateways.DetachInternetGateway(region, { VpcId, InternetGatewayId }),
    isAttached(region: Region, VpcId: string, id: string) {
      const gateway = region.internetGateways.get(id);
      return gateway !== undefined && isAttached(gateway, VpcId);
    },
  },
  VGW: {
    member: 'VpnGatewayId',
    attach: (region: Region, VpcId: string, VpnGatewayId: string) =>
      vpnGateways.AttachVpnGateway(region, { VpcId, VpnGatewayId }),
    detach: (region: Region, VpcId: string, VpnGatewayId: string) =>
      vpnGateways.DetachVpnGateway(region, { VpcId, VpnGatewayId }),
    isAttached(region: Region, VpcId: string, id: string) {
      const gateway = region.vpnGateways.get(id);
      return gateway !== undefined && attachedVpcOf(gateway) === VpcId;
    },
  },
} as const;

type AttachmentType = keyof typeof GATEWAYS;

/** The one gateway that a template names. */
function gatewayOf(properties: AttachmentProperties): { type: AttachmentType; id: string } {
  const named = (Object.keys(GATEWAYS) as AttachmentType[]).flatMap((type) => {
    const id = properties[GATEWAYS[type].member];
    return id ? [{ type, id }] : [];
  });
  const [only, ...more] = named;
  if (only && more.length === 0) return only;
  throw new AwsError('InvalidRequest', 'Exactly one of InternetGatewayId and VpnGatewayId must be specified.');
}

function detach(region: Region, properties: AttachmentProperties): void {
  const { type, id } = gatewayOf(properties);
  if (GATEWAYS[type].isAttached(region, properties.VpcId, id)) GATEWAYS[type].detach(region, properties.VpcId, id);
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPCGatewayAttachment': resourceType<AttachmentProperties>({
    create(region, properties) {
      const { type, id } = gatewayOf(properties);
      GATEWAYS[type].attach(region, properties.VpcId, id);
      return `${type}|${properties.VpcId}`;
    },
    update(region, _id, properties, previous) {
      const { type, id } = gatewayOf(properties);
      detach(region, previous);
      GATEWAYS[type].attach(region, properties.VpcId, id);
    },
    delete: (region, _id, properties) => detach(region, properties),
    attributes: (_region, id) => ({ AttachmentType: id.split('|')[0] }),
    read(region, _id, properties) {
      const { type, id } = gatewayOf(properties);
      if (!GATEWAYS[type].isAttached(region, properties.VpcId, id)) return undefined;
      return { VpcId: properties.VpcId, [GATEWAYS[type].member]: id };
    },
  }),
};
