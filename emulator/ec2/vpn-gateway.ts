import type { Tag, VpcAttachment, VpnGateway } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { isVisible } from './ended.ts';
import { find, invalid, KINDS, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { removeAssociations } from './route-table-record.ts';
import { retag, specificationOf, tagsFor } from './tags.ts';
import { attachedVpcOf, connectionsOf, liveVpnGateway, vpnGatewayOf } from './vpn-gateway-record.ts';
import { vpnTypeOf } from './vpn-type.ts';
import { zoneNamed } from './zone.ts';

/** Private ASNs of two bytes and of four. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html */
const ASNS = [
  [64_512, 65_534],
  [4_200_000_000, 4_294_967_294],
] as const;

function setAttachment(region: Region, gateway: VpnGateway, attachment: VpcAttachment): void {
  region.vpnGateways.update(gateway.VpnGatewayId!, (draft) => {
    const others = (draft.VpcAttachments ?? []).filter(({ VpcId }) => VpcId !== attachment.VpcId);
    draft.VpcAttachments = [...others, attachment];
  });
}

export const operations = {
  CreateVpnGateway(region, input) {
    const Type = vpnTypeOf(input);
    const AmazonSideAsn = input.AmazonSideAsn ?? 64_512;
    if (!ASNS.some(([first, last]) => AmazonSideAsn >= first && AmazonSideAsn <= last)) {
      throw invalid(
        `Value (${AmazonSideAsn}) for parameter amazonSideAsn is invalid. Amazon side ASN must be private.`,
      );
    }
    if (input.AvailabilityZone) zoneNamed(region.name, input.AvailabilityZone);
    refuseBeyond(region, 'vpn-gateways', region.vpnGateways.filter((each) => !each.endedAt).length + 1);
    const id = newId('vgw');
    const VpnGateway = region.vpnGateways.put(id, {
      VpnGatewayId: id,
      Type,
      AmazonSideAsn,
      AvailabilityZone: input.AvailabilityZone,
      State: 'available',
      VpcAttachments: [],
      Tags: tagsFor(input.TagSpecifications, 'vpn-gateway'),
    });
    return { VpnGateway: { ...VpnGateway, State: 'pending' } };
  },

  DescribeVpnGateways(region, input) {
    const { page } = describe(region.vpnGateways.filter(isVisible), input, {
      ...KINDS.vpnGateways,
      ids: input.VpnGatewayIds,
      idOf: (gateway) => gateway.VpnGatewayId!,
      filters: {
        'amazon-side-asn': (gateway) => [gateway.AmazonSideAsn],
        'attachment.state': ({ VpcAttachments = [] }) => VpcAttachments.map(({ State }) => State),
        'attachment.vpc-id': ({ VpcAttachments = [] }) => VpcAttachments.map(({ VpcId }) => VpcId),
        'availability-zone': (gateway) => [gateway.AvailabilityZone],
        state: (gateway) => [gateway.State],
        type: (gateway) => [gateway.Type],
        'vpn-gateway-id': (gateway) => [gateway.VpnGatewayId],
      },
    });
    return { VpnGateways: page };
  },

  AttachVpnGateway(region, input) {
    const gateway = liveVpnGateway(region, input.VpnGatewayId);
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    const other = vpnGatewayOf(region, VpcId);
    if (other) {
      throw new AwsError('InvalidVpcState', `VPC ${VpcId} is currently attached to the Virtual Private Gateway.`);
    }
    if (attachedVpcOf(gateway)) {
      throw new AwsError(
        'VpnGatewayAttachmentLimitExceeded',
        `The maximum number of VPCs attached to ${gateway.VpnGatewayId} has been reached.`,
      );
    }
    setAttachment(region, gateway, { VpcId, State: 'attached' });
    return { VpcAttachment: { VpcId, State: 'attaching' } };
  },

  DetachVpnGateway(region, input) {
    const gateway = liveVpnGateway(region, input.VpnGatewayId);
    const VpcId = required(input.VpcId, 'VpcId');
    if (attachedVpcOf(gateway) !== VpcId) {
      throw new AwsError(
        'InvalidVpnGatewayAttachment.NotFound',
        `The attachment with vpn gateway ID '${gateway.VpnGatewayId}' and vpc ID '${VpcId}' does not exist`,
      );
    }
    setAttachment(region, gateway, { VpcId, State: 'detached' });
    removeAssociations(region, (each) => each.GatewayId === gateway.VpnGatewayId);
    return {};
  },

  DeleteVpnGateway(region, input) {
    const gateway = liveVpnGateway(region, input.VpnGatewayId);
    if (attachedVpcOf(gateway) || connectionsOf(region, gateway.VpnGatewayId).length > 0) {
      throw new AwsError('IncorrectState', 'The VPN gateway is in use.');
    }
    region.vpnGateways.update(gateway.VpnGatewayId!, (draft) => {
      draft.State = 'deleted';
      draft.endedAt = new Date();
    });
    return {};
  },

  EnableVgwRoutePropagation(region, input) {
    const { table, GatewayId } = propagationIn(region, input);
    const gateway = liveVpnGateway(region, GatewayId);
    if (attachedVpcOf(gateway) !== table.VpcId) {
      throw new AwsError('Gateway.NotAttached', `resource ${GatewayId} is not attached to network ${table.VpcId}`);
    }
    region.routeTables.update(table.RouteTableId!, (draft) => {
      const others = (draft.PropagatingVgws ?? []).filter((each) => each.GatewayId !== GatewayId);
      draft.PropagatingVgws = [...others, { GatewayId }];
    });
    return {};
  },

  DisableVgwRoutePropagation(region, input) {
    const { table, GatewayId } = propagationIn(region, input);
    find(region, 'vpnGateways', GatewayId);
    region.routeTables.update(table.RouteTableId!, (draft) => {
      draft.PropagatingVgws = (draft.PropagatingVgws ?? []).filter((each) => each.GatewayId !== GatewayId);
    });
    return {};
  },
} satisfies Ec2Operations;

function propagationIn(region: Region, input: { GatewayId: string | undefined; RouteTableId: string | undefined }) {
  const GatewayId = required(input.GatewayId, 'GatewayId');
  return { table: find(region, 'routeTables', input.RouteTableId), GatewayId };
}

interface GatewayProperties {
  Type: 'ipsec.1';
  AmazonSideAsn?: number;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  'AWS::EC2::VPNGateway': resourceType<GatewayProperties>({
    create(region, { Tags, ...properties }) {
      const TagSpecifications = specificationOf('vpn-gateway', Tags);
      return operations.CreateVpnGateway(region, { ...properties, TagSpecifications }).VpnGateway.VpnGatewayId!;
    },
    update: (region, id, properties, previous) => retag(region.vpnGateways, id, properties.Tags, previous.Tags),
    delete(region, id) {
      const gateway = region.vpnGateways.get(id);
      if (gateway && !gateway.endedAt) operations.DeleteVpnGateway(region, { VpnGatewayId: id });
    },
    attributes: (_region, id) => ({ VPNGatewayId: id }),
    read: reading('vpnGateways', ['Type', 'AmazonSideAsn', 'Tags']),
  }),

  'AWS::EC2::VPNGatewayRoutePropagation': resourceType<{ RouteTableIds: string[]; VpnGatewayId: string }>({
    create(region, { RouteTableIds, VpnGatewayId: GatewayId }, { logicalId }) {
      for (const RouteTableId of RouteTableIds) {
        operations.EnableVgwRoutePropagation(region, { RouteTableId, GatewayId });
      }
      return `${logicalId}-${newId('x').slice(-12).toUpperCase()}`;
    },
    update(region, _id, properties, previous) {
      const ids = new Set([...previous.RouteTableIds, ...properties.RouteTableIds]);
      for (const RouteTableId of ids) {
        const GatewayId = properties.VpnGatewayId;
        const wanted = properties.RouteTableIds.includes(RouteTableId);
        if (wanted) operations.EnableVgwRoutePropagation(region, { RouteTableId, GatewayId });
        if (previous.VpnGatewayId !== GatewayId || !wanted) {
          operations.DisableVgwRoutePropagation(region, { RouteTableId, GatewayId: previous.VpnGatewayId });
        }
      }
    },
    delete(region, _id, { RouteTableIds, VpnGatewayId: GatewayId }) {
      for (const RouteTableId of RouteTableIds) {
        if (region.routeTables.get(RouteTableId) && region.vpnGateways.get(GatewayId)) {
          operations.DisableVgwRoutePropagation(region, { RouteTableId, GatewayId });
        }
      }
    },
    read(region, _id, { RouteTableIds, VpnGatewayId }) {
      const propagates = (id: string) =>
        region.routeTables.get(id)?.PropagatingVgws?.some(({ GatewayId }) => GatewayId === VpnGatewayId) === true;
      const still = RouteTableIds.filter(propagates);
      return still.length > 0 ? { RouteTableIds: still, VpnGatewayId } : undefined;
    },
  }),
};
