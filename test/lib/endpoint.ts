import type { NetworkInterface, NetworkInterfaceType, State, VpcEndpoint } from '@aws-sdk/client-ec2';

/** With addresses by subnet, an interface endpoint; without, a gateway endpoint. */
export interface EndpointSketch {
  /** `com.amazonaws.us-east-1.s3`. */
  service: string;
  vpc?: string;
  nodes?: Record<string, string>;
  groups?: string[];
  /** Off unless said. */
  privateDns?: boolean;
  state?: 'available' | 'pending' | 'deleted';
  type?: 'GatewayLoadBalancer';
}

type Sketches = Readonly<Record<string, EndpointSketch>>;

export const endpointFacts = (sketches: Sketches): VpcEndpoint[] =>
  Object.entries(sketches).map(([VpcEndpointId, { service, vpc, nodes, privateDns, state, type }]) => ({
    VpcEndpointId,
    VpcId: vpc ?? 'vpc-a',
    ServiceName: service,
    VpcEndpointType: type ?? (nodes ? 'Interface' : 'Gateway'),
    State: (state ?? 'available') as State,
    PrivateDnsEnabled: privateDns ?? false,
    NetworkInterfaceIds: Object.keys(nodes ?? {}).map((_, i) => `eni-${VpcEndpointId}-${i + 1}`),
  }));

/** The interfaces of interface endpoints: `eni-<id>-1`, and so on. */
export const endpointInterfaces = (sketches: Sketches): NetworkInterface[] =>
  Object.entries(sketches).flatMap(([id, { vpc, nodes, groups }]) =>
    Object.entries(nodes ?? {}).map(([SubnetId, PrivateIpAddress], i) => ({
      NetworkInterfaceId: `eni-${id}-${i + 1}`,
      SubnetId,
      VpcId: vpc ?? 'vpc-a',
      InterfaceType: 'vpc_endpoint' as NetworkInterfaceType,
      PrivateIpAddresses: [{ PrivateIpAddress, Primary: true }],
      Groups: (groups ?? []).map((GroupId) => ({ GroupId })),
    })),
  );
