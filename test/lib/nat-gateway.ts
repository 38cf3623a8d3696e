import type { NatGateway, NatGatewayState, NetworkInterface, NetworkInterfaceType } from '@aws-sdk/client-ec2';

export interface NatSketch {
  /** None for a regional one. */
  subnet?: string;
  ip?: string;
  public?: string;
  state?: NatGatewayState;
  /** A regional gateway's VPC and the routes of its own table. */
  regional?: { vpc: string; routeTable: string };
}

type Sketches = Readonly<Record<string, NatSketch>>;

export const natFacts = (sketches: Sketches, vpcOf: (subnet: string) => string): NatGateway[] =>
  Object.entries(sketches).map(([NatGatewayId, { subnet = '', ip, public: PublicIp, state, regional }]) => ({
    NatGatewayId,
    VpcId: regional?.vpc ?? vpcOf(subnet),
    State: state ?? 'available',
    ConnectivityType: PublicIp ? 'public' : 'private',
    ...(regional
      ? { AvailabilityMode: 'regional', RouteTableId: regional.routeTable, NatGatewayAddresses: [{ PublicIp }] }
      : {
          SubnetId: subnet,
          NatGatewayAddresses: [{ NetworkInterfaceId: `eni-${NatGatewayId}`, PrivateIp: ip, PublicIp }],
        }),
  }));

/** The interface of each zonal NAT gateway: `eni-` and its id. */
export const natInterfaces = (sketches: Sketches, vpcOf: (subnet: string) => string): NetworkInterface[] =>
  Object.entries(sketches).flatMap(([name, { subnet, ip, public: PublicIp }]) =>
    subnet
      ? [
          {
            NetworkInterfaceId: `eni-${name}`,
            SubnetId: subnet,
            VpcId: vpcOf(subnet),
            InterfaceType: 'nat_gateway' as NetworkInterfaceType,
            PrivateIpAddresses: [
              { PrivateIpAddress: ip, Primary: true, ...(PublicIp && { Association: { PublicIp } }) },
            ],
            SourceDestCheck: false,
          },
        ]
      : [],
  );
