import type { NatGateway as NatGatewayFacts } from '@aws-sdk/client-ec2';
import { type Address, parseAddress } from './address.ts';

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
export interface NatGateway {
  readonly id: string;
  readonly vpcId: string;
  readonly available: boolean;
  readonly state: string;
  readonly public: boolean;
  /**
   * A zonal gateway works through an interface in its own subnet; a regional one has no subnet and sends through the internet
   * gateway of its VPC. https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
   */
  readonly regional: boolean;
  readonly interfaceId: string | undefined;
  readonly publicAddresses: readonly Address[];
  readonly routeTableId: string | undefined;
}

export function interpretNatGateway(facts: NatGatewayFacts): NatGateway {
  const addresses = facts.NatGatewayAddresses ?? [];
  return {
    id: facts.NatGatewayId ?? '',
    vpcId: facts.VpcId ?? '',
    available: facts.State === 'available',
    state: facts.State ?? 'unknown',
    public: facts.ConnectivityType !== 'private',
    regional: facts.AvailabilityMode === 'regional',
    interfaceId: addresses.find((each) => each.NetworkInterfaceId)?.NetworkInterfaceId,
    publicAddresses: addresses.flatMap((each) => parseAddress(each.PublicIp ?? '') ?? []),
    routeTableId: facts.RouteTableId,
  };
}
