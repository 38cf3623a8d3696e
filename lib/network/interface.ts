import type { NetworkInterface as InterfaceFacts } from '@aws-sdk/client-ec2';
import { type Address, parseAddress } from './address.ts';

/** A network interface in use: what it answers to, and what filters it. */
export interface NetworkInterface {
  readonly id: string;
  readonly vpcId: string;
  readonly subnetId: string;
  /** AWS's word for what it serves: `interface`, `nat_gateway`, `vpc_endpoint`, `network_load_balancer`, … */
  readonly type: string;
  readonly description: string;
  /** Private IPv4 addresses, primary first, and IPv6 addresses. */
  readonly addresses: readonly Address[];
  /** The public IPv4 address that an internet gateway exchanges for a private one. */
  readonly publicAddresses: readonly { readonly private: Address; readonly public: Address }[];
  readonly groups: readonly string[];
  readonly sourceDestCheck: boolean;
  readonly instanceId: string | undefined;
  /** Nothing is behind an interface that is not attached. */
  readonly attached: boolean;
  /** Its place at the instance; the primary interface has index 0. */
  readonly deviceIndex: number;
}

export function interpretInterface(facts: InterfaceFacts): NetworkInterface {
  const assigned = facts.PrivateIpAddresses?.length
    ? [...facts.PrivateIpAddresses].sort((a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false))
    : [{ PrivateIpAddress: facts.PrivateIpAddress, Association: facts.Association }];
  const publicAddresses = assigned.flatMap(({ PrivateIpAddress, Association }) => {
    const [inside, outside] = [parseAddress(PrivateIpAddress ?? ''), parseAddress(Association?.PublicIp ?? '')];
    return inside && outside ? [{ private: inside, public: outside }] : [];
  });
  const texts = [
    ...assigned.map((each) => each.PrivateIpAddress),
    ...(facts.Ipv6Addresses ?? []).map((each) => each.Ipv6Address),
  ];
  return {
    id: facts.NetworkInterfaceId ?? '',
    vpcId: facts.VpcId ?? '',
    subnetId: facts.SubnetId ?? '',
    // The API answers `nat_gateway`, although the SDK's list of values spells it `natGateway`.
    type: facts.InterfaceType === 'natGateway' ? 'nat_gateway' : (facts.InterfaceType ?? 'interface'),
    description: facts.Description ?? '',
    addresses: texts.flatMap((text) => parseAddress(text ?? '') ?? []),
    publicAddresses,
    groups: (facts.Groups ?? []).flatMap((group) => group.GroupId ?? []),
    sourceDestCheck: facts.SourceDestCheck ?? true,
    instanceId: facts.Attachment?.InstanceId,
    attached: facts.Status !== 'available',
    deviceIndex: facts.Attachment?.DeviceIndex ?? 0,
  };
}

/** A key that tells addresses of both families apart. */
export const keyOf = (address: Address): string => `${address.family}/${address.value}`;

export function publicAddressOf(nic: NetworkInterface, address: Address): Address | undefined {
  return nic.publicAddresses.find((each) => keyOf(each.private) === keyOf(address))?.public;
}

export function privateAddressOf(nic: NetworkInterface, address: Address): Address | undefined {
  return nic.publicAddresses.find((each) => keyOf(each.public) === keyOf(address))?.private;
}
