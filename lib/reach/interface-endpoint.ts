import type { NetworkInterface } from '../network/interface.ts';
import type { Network } from '../network/network.ts';
import { TCP, UDP } from '../network/packets.ts';
import { type Course, divideAmong, drop, type Event } from './course.ts';

const TAKEN = {
  protocols: [
    [TCP, TCP],
    [UDP, UDP],
  ],
} as const;

/** An interface endpoint does not answer ICMP. https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html */
export function intoEndpoint(
  network: Network,
  course: Course,
  nic: NetworkInterface,
  arrived: (part: Course) => Course,
): readonly Course[] {
  const endpoint = network.vpcEndpointOf.get(nic.id);
  const event = eventOf(network, nic);
  if (endpoint && !endpoint.available)
    return [drop(course, event, { code: 'BAD_STATE', note: `the endpoint is ${endpoint.state}` })];
  const note = 'an interface endpoint takes TCP and UDP only';
  return divideAmong(course, [{ match: TAKEN, take: (part) => [arrived(part)] }], (rest) => [
    drop(rest, event, { code: 'PROTOCOL_RESTRICTION', note }),
  ]);
}

/** A service answers what comes to it by an endpoint, and begins nothing itself. https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html */
export function fromEndpoint(network: Network, course: Course, nic: NetworkInterface): Course {
  const note = 'a service cannot start a connection into the VPC by an endpoint';
  return drop(course, eventOf(network, nic), { code: 'VPCE_INTRA_VPC_TRAFFIC', note });
}

const eventOf = ({ vpcEndpointOf }: Network, nic: NetworkInterface): Event => ({
  component: vpcEndpointOf.get(nic.id)?.id ?? nic.id,
  kind: 'vpc-endpoint',
  node: nic.id,
});
