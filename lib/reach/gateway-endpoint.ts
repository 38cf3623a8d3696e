import { onlyPoint } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { ICMP, ICMPV6, TCP } from '../network/packets.ts';
import { type Course, divideAmong, drop, type Event, type Ground, giveUp, pass } from './course.ts';
import type { Position } from './position.ts';
import { portless, single } from './traffic.ts';

type AtEndpoint = Position & { readonly kind: 'gateway-endpoint' };

const TAKEN = [
  { protocols: single(TCP) },
  ...[ICMP, ICMPV6].map(portless).map(({ protocols, ports }) => ({ protocols, destinationPorts: ports })),
];

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
export function throughGatewayEndpoint({ network }: Ground, course: Course, at: AtEndpoint): readonly Course[] {
  const endpoint = network.vpcEndpoints.get(at.endpointId);
  const event: Event = { component: at.endpointId, kind: 'vpc-endpoint', vpcId: at.vpcId };
  if (!endpoint) return [giveUp(course, event, { code: 'UNKNOWN_RESOURCE', note: 'the endpoint is not known' })];
  if (endpoint.type !== 'Gateway') {
    const note = 'a Gateway Load Balancer and what is behind it is not modelled';
    return [giveUp(course, event, { code: 'UNSUPPORTED_COMPONENT', note })];
  }
  if (!endpoint.available)
    return [drop(course, event, { code: 'BAD_STATE', note: `the endpoint is ${endpoint.state}` })];
  if (!comesFromVpc(network, course, endpoint.vpcId)) {
    const note = 'a gateway endpoint serves its own VPC only, nobody beyond';
    return [drop(course, event, { code: 'NO_POSSIBLE_DESTINATION', note })];
  }
  const note = 'a gateway endpoint takes TCP and ICMP echo only';
  const delivered: Position = { kind: 'delivered', to: at.endpointId };
  return divideAmong(
    course,
    TAKEN.map((match) => ({
      match,
      take: (part: Course) => [pass(part, event, delivered, { rule: endpoint.serviceName })],
    })),
    (rest) => [drop(rest, event, { code: 'VPCE_GATEWAY_PROTOCOL_RESTRICTION', note })],
  );
}

function comesFromVpc(network: Network, { packets: { family, source } }: Course, vpcId: string): boolean {
  const value = onlyPoint(source);
  return value !== undefined && network.interfaceAt(vpcId, { family, value }) !== undefined;
}
