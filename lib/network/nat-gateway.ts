import type { NatGateway as NatGatewayFacts } from '@aws-sdk/client-ec2';
import { type Address, parseAddress } from './address.ts';
import type { NetworkInterface } from './interface.ts';

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
  /** The same itself, where it was read. */
  readonly nic: NetworkInterface | undefined;
  readonly publicAddresses: readonly Address[];
  readonly routeTableId: string | undefined;
}

export function interpretNatGateway(
  facts: NatGatewayFacts,
  interfaces: ReadonlyMap<string, NetworkInterface>,
): NatGateway {
  const addresses = facts.NatGatewayAddresses ?? [];
  const interfaceId = addresses.find((each) => each.NetworkInterfaceId)?.NetworkInterfaceId;
  return {
    id: facts.NatGatewayId ?? '',
    vpcId: facts.VpcId ?? '',
    available: facts.State === 'available',
    state: facts.State ?? 'unknown',
    public: facts.ConnectivityType !== 'private',
    regional: facts.AvailabilityMode === 'regional',
    interfaceId,
    nic: interfaces.get(interfaceId ?? ''),
    publicAddresses: addresses.flatMap((each) => parseAddress(each.PublicIp ?? '') ?? []),
    routeTableId: facts.RouteTableId,
  };
}
