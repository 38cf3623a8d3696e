import type { NetworkInterface } from '../network/interface.ts';
import type { RouteTable } from '../network/route-table.ts';
import type { Subnet } from '../network/subnet.ts';

/** Where packets are, and so which step comes next. What is at hand goes along, so that it need not be looked up again. */
export type Position =
  /** `origin`: what is behind the interface sends the packet itself, rather than forwarding it. */
  | {
      readonly kind: 'departing';
      readonly interfaceId: string;
      readonly nic?: NetworkInterface | undefined;
      readonly origin?: true;
    }
  /** `node`: a network load balancer's node that takes the answer back, whatever the routes say. */
  | {
      readonly kind: 'leaving';
      readonly subnetId: string;
      readonly subnet?: Subnet | undefined;
      readonly node?: string | undefined;
    }
  | {
      readonly kind: 'routing';
      readonly routeTableId: string | undefined;
      readonly table?: RouteTable | undefined;
      readonly vpcId: string;
      readonly subnetId?: string | undefined;
      readonly subnet?: Subnet | undefined;
      /** The gateway whose own table it is. */
      readonly gatewayId?: string;
    }
  | { readonly kind: 'arriving'; readonly vpcId: string; readonly fromSubnetId?: string | undefined }
  | {
      readonly kind: 'entering';
      readonly interfaceId: string;
      readonly nic?: NetworkInterface;
      /** It was found by the address that the packets are for. */
      readonly addressed?: true;
      readonly fromSubnetId?: string | undefined;
    }
  | {
      readonly kind: 'leaving-vpc';
      readonly gatewayId: string;
      readonly vpcId: string;
      readonly subnetId: string | undefined;
    }
  | { readonly kind: 'entering-vpc' }
  | { readonly kind: 'nat-gateway'; readonly natGatewayId: string; readonly fromSubnetId?: string | undefined }
  | { readonly kind: 'gateway-endpoint'; readonly endpointId: string; readonly vpcId: string }
  | { readonly kind: 'peering'; readonly peeringId: string; readonly vpcId: string }
  | {
      readonly kind: 'transit-gateway';
      readonly transitGatewayId: string;
      readonly vpcId: string;
      readonly subnetId?: string | undefined;
      readonly subnet?: Subnet | undefined;
    }
  | {
      readonly kind: 'transit-gateway-route-table';
      readonly transitGatewayId: string;
      readonly attachmentId: string;
      readonly zoneId: string | undefined;
    }
  | { readonly kind: 'vpn-gateway'; readonly gatewayId: string; readonly vpcId: string }
  | { readonly kind: 'entering-by-vpn'; readonly gatewayId: string }
  | { readonly kind: 'balancing'; readonly interfaceId: string }
  | { readonly kind: 'delivered'; readonly to: string; readonly nic?: NetworkInterface }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'unknown' };
