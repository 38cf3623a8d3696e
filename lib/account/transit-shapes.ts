import type * as ec2 from '@aws-sdk/client-ec2';
import type { Outputs } from './command.ts';
import type { Field, Shape } from './shape.ts';

const TAGS: Field<ec2.Tag[]> = [{ Key: 'text', Value: 'text' }];

const PEERED_VPC: Shape<ec2.VpcPeeringConnectionVpcInfo> = {
  VpcId: 'text',
  OwnerId: 'text',
  Region: 'text',
  CidrBlock: 'text',
  CidrBlockSet: [{ CidrBlock: 'text' }],
  Ipv6CidrBlockSet: [{ Ipv6CidrBlock: 'text' }],
  PeeringOptions: { AllowDnsResolutionFromRemoteVpc: 'flag' },
};

const TRANSIT_GATEWAY: Shape<ec2.TransitGateway> = {
  TransitGatewayId: 'text',
  TransitGatewayArn: 'text',
  OwnerId: 'text',
  State: 'text',
  Options: {
    AssociationDefaultRouteTableId: 'text',
    DefaultRouteTableAssociation: 'text',
    DefaultRouteTablePropagation: 'text',
    PropagationDefaultRouteTableId: 'text',
    DnsSupport: 'text',
    SecurityGroupReferencingSupport: 'text',
    TransitGatewayCidrBlocks: ['text'],
    VpnEcmpSupport: 'text',
  },
  Tags: TAGS,
};

const ATTACHMENT: Shape<ec2.TransitGatewayAttachment> = {
  TransitGatewayAttachmentId: 'text',
  TransitGatewayId: 'text',
  TransitGatewayOwnerId: 'text',
  ResourceId: 'text',
  ResourceOwnerId: 'text',
  ResourceType: 'text',
  State: 'text',
  Association: { TransitGatewayRouteTableId: 'text', State: 'text' },
  Tags: TAGS,
};

const VPC_ATTACHMENT: Shape<ec2.TransitGatewayVpcAttachment> = {
  TransitGatewayAttachmentId: 'text',
  TransitGatewayId: 'text',
  VpcId: 'text',
  VpcOwnerId: 'text',
  State: 'text',
  SubnetIds: ['text'],
  Options: {
    ApplianceModeSupport: 'text',
    DnsSupport: 'text',
    Ipv6Support: 'text',
    SecurityGroupReferencingSupport: 'text',
  },
  Tags: TAGS,
};

const PEER: Shape<ec2.PeeringTgwInfo> = { TransitGatewayId: 'text', OwnerId: 'text', Region: 'text' };

const ROUTE: Shape<ec2.TransitGatewayRoute> = {
  DestinationCidrBlock: 'text',
  PrefixListId: 'text',
  State: 'text',
  Type: 'text',
  TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'text', ResourceId: 'text', ResourceType: 'text' }],
};

/** What the answers of EC2's commands about the ways between VPCs and out of them must look like. */
export const TRANSIT_OUTPUTS = {
  'ec2 describe-vpc-peering-connections': {
    VpcPeeringConnections: [
      {
        VpcPeeringConnectionId: 'text',
        RequesterVpcInfo: PEERED_VPC,
        AccepterVpcInfo: PEERED_VPC,
        Status: { Code: 'text', Message: 'text' },
        Tags: TAGS,
      },
    ],
  },
  'ec2 describe-vpn-gateways': {
    VpnGateways: [
      {
        VpnGatewayId: 'text',
        State: 'text',
        Type: 'text',
        VpcAttachments: [{ State: 'text', VpcId: 'text' }],
        Tags: TAGS,
      },
    ],
  },
  'ec2 describe-vpn-connections': {
    VpnConnections: [
      {
        VpnConnectionId: 'text',
        VpnGatewayId: 'text',
        State: 'text',
        Options: { StaticRoutesOnly: 'flag' },
        Routes: [{ DestinationCidrBlock: 'text', State: 'text' }],
        Tags: TAGS,
      },
    ],
  },
  'ec2 describe-transit-gateways': { TransitGateways: [TRANSIT_GATEWAY] },
  'ec2 describe-transit-gateway-attachments': { TransitGatewayAttachments: [ATTACHMENT] },
  'ec2 describe-transit-gateway-vpc-attachments': { TransitGatewayVpcAttachments: [VPC_ATTACHMENT] },
  'ec2 describe-transit-gateway-peering-attachments': {
    TransitGatewayPeeringAttachments: [
      {
        TransitGatewayAttachmentId: 'text',
        AccepterTransitGatewayAttachmentId: 'text',
        RequesterTgwInfo: PEER,
        AccepterTgwInfo: PEER,
        State: 'text',
        Status: { Code: 'text' },
        Tags: TAGS,
      },
    ],
  },
  'ec2 describe-transit-gateway-route-tables': {
    TransitGatewayRouteTables: [
      {
        TransitGatewayRouteTableId: 'text',
        TransitGatewayId: 'text',
        State: 'text',
        DefaultAssociationRouteTable: 'flag',
        DefaultPropagationRouteTable: 'flag',
        Tags: TAGS,
      },
    ],
  },
  'ec2 search-transit-gateway-routes': { Routes: [ROUTE], AdditionalRoutesAvailable: 'flag' },
  'ec2 get-transit-gateway-route-table-propagations': {
    TransitGatewayRouteTablePropagations: [
      { TransitGatewayAttachmentId: 'text', ResourceId: 'text', ResourceType: 'text', State: 'text' },
    ],
  },
} satisfies { readonly [C in keyof Outputs]?: Shape<Outputs[C]> };
