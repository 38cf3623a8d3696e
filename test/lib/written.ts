import type {
  IpPermission,
  NetworkAclEntry,
  Route,
  TransitGatewayAttachmentResourceType,
  TransitGatewayRoute,
} from '@aws-sdk/client-ec2';

/** `tcp/443 0.0.0.0/0`, `tcp/1024-65535 sg-a`, `all 10.0.0.0/8`, `icmp ::/0`, `icmp/8 10.0.0.0/8` of a type. */
export function permission(text: string): IpPermission {
  const [traffic = '', peer = ''] = text.split(' ');
  const [protocol = '', ports = ''] = traffic.split('/');
  const [from, to] = ports.split('-').map(Number);
  const last = to ?? (protocol.startsWith('icmp') ? -1 : from);
  const range = ports === '' ? {} : { FromPort: from, ToPort: last };
  const to_ = peer.startsWith('sg-')
    ? { UserIdGroupPairs: [{ GroupId: peer }] }
    : peer.startsWith('pl-')
      ? { PrefixListIds: [{ PrefixListId: peer }] }
      : peer.includes(':')
        ? { Ipv6Ranges: [{ CidrIpv6: peer }] }
        : { IpRanges: [{ CidrIp: peer }] };
  return { IpProtocol: protocol === 'all' ? '-1' : protocol, ...range, ...to_ };
}

/** `100 allow tcp/443 0.0.0.0/0`. */
export function entry(text: string, Egress: boolean): NetworkAclEntry {
  const [number = '', action = '', traffic = '', block = ''] = text.split(' ');
  const [protocol = '', ports = ''] = traffic.split('/');
  const [From, To] = ports.split('-').map(Number);
  return {
    RuleNumber: Number(number),
    RuleAction: action === 'allow' ? 'allow' : 'deny',
    Protocol: { all: '-1', tcp: '6', udp: '17', icmp: '1' }[protocol] ?? protocol,
    Egress,
    ...(block.includes(':') ? { Ipv6CidrBlock: block } : { CidrBlock: block }),
    ...(ports !== '' && { PortRange: { From, To: To ?? From } }),
  };
}

const TARGETS = {
  'nat-': 'NatGatewayId',
  'eni-': 'NetworkInterfaceId',
  'tgw-': 'TransitGatewayId',
  'pcx-': 'VpcPeeringConnectionId',
  'eigw-': 'EgressOnlyInternetGatewayId',
  'i-': 'InstanceId',
} as const;

/** `0.0.0.0/0 -> igw-a`, `192.168.0.0/16 -> vgw-a propagated`, `10.0.0.0/16 -> local`, `pl-s3 -> vpce-a`, `10.1.0.0/16 -> pcx-a`, `0.0.0.0/0 -> nat-a blackhole`. */
export function route(text: string): Route {
  const [destination = '', , target = '', state] = text.split(' ');
  const key = Object.entries(TARGETS).find(([prefix]) => target.startsWith(prefix))?.[1] ?? 'GatewayId';
  return {
    ...(destination.startsWith('pl-')
      ? { DestinationPrefixListId: destination }
      : destination.includes(':')
        ? { DestinationIpv6CidrBlock: destination }
        : { DestinationCidrBlock: destination }),
    [key]: target,
    State: state === 'blackhole' ? 'blackhole' : 'active',
    Origin: state === 'propagated' ? 'EnableVgwRoutePropagation' : 'CreateRoute',
  };
}

/** `10.1.0.0/16 -> tgw-attach-b`, `10.1.0.0/16 -> tgw-attach-b propagated`, `pl-b -> tgw-attach-b`, `10.9.0.0/16 -> blackhole`. */
export function transitGatewayRoute(
  text: string,
  attachedTo: (attachmentId: string) => { vpc: string; kind?: TransitGatewayAttachmentResourceType } | undefined,
): TransitGatewayRoute {
  const [block = '', , target = '', origin] = text.split(' ');
  const to = block.startsWith('pl-') ? { PrefixListId: block } : { DestinationCidrBlock: block };
  if (target === 'blackhole') return { ...to, Type: 'static', State: 'blackhole' };
  const { vpc: ResourceId, kind: ResourceType = 'vpc' } = attachedTo(target) ?? {};
  return {
    ...to,
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId: target, ResourceId, ResourceType }],
    Type: origin === 'propagated' ? 'propagated' : 'static',
    State: 'active',
  };
}
