import { type Family, pointOf } from '../network/address.ts';
import { type Intervals, same } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { FIELDS, type Packets } from '../network/packets.ts';
import type { BeyondBalancers, Course, Ground } from './course.ts';
import type { End } from './end.ts';
import type { Traffic } from './traffic.ts';
import { type Start, walk } from './walk.ts';

/** The ports that a client may send from. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html */
export const CLIENT_PORTS: Intervals = [[1024, 65535]];

/** Which packets, sent from where. */
export interface Question {
  readonly start: Start;
  readonly packets: Packets;
}

/** The packets of some traffic from one end to another: a question for each address family that both ends speak. */
export function questionsBetween(from: End, to: End, traffic: readonly Traffic[]): Question[] {
  const families: Family[] = [4, 6];
  return families.flatMap((family) => {
    const source = addressesOf(from, family, 'private');
    const outside = from.kind === 'internet' && from.vpnGatewayId === undefined;
    const destination = addressesOf(to, family, outside || to.public ? 'public' : 'private');
    if (source.length === 0 || destination.length === 0) return [];
    return traffic.map(({ protocols, ports, sourcePorts = CLIENT_PORTS }) => ({
      start: startAt(from),
      packets: { family, protocols, source, sourcePorts, destination, destinationPorts: ports },
    }));
  });
}

function startAt(from: End): Start {
  if (from.kind === 'interface') return { interfaceId: from.nic.id, nic: from.nic };
  return from.vpnGatewayId ? { vpnGatewayId: from.vpnGatewayId } : { internet: true };
}

/** Others know an interface by its public address where they use that; one that has none is asked for in vain by its private one. */
function addressesOf(end: End, family: Family, side: 'public' | 'private'): Intervals {
  if (end.kind === 'internet') return end.addresses[family];
  const { nic } = end;
  const outside = family === 4 && side === 'public' ? nic.publicAddresses.map((each) => each.public) : [];
  const shown = outside.length > 0 ? outside : nic.addresses.filter((each) => each.family === family);
  return shown.slice(0, 1).map(pointOf);
}

/** The fates of the packets asked about. Packets may stand in more than one list when a device on the way chooses for them. */
export interface Answer {
  readonly passing: readonly Course[];
  readonly failing: readonly Course[];
  readonly unknown: readonly Course[];
}

/** Only the packets that get there and are answered; `withoutGroupsOf`, an interface whose security groups are left aside. */
export function passing(network: Network, { start, packets }: Question, withoutGroupsOf?: string): readonly Course[] {
  const courses = walk({ network, pastFilters: false, passingOnly: true, withoutGroupsOf }, start, packets);
  return courses.filter((course) => course.at.kind === 'delivered');
}

/** With `beyondBalancers`, what a load balancer takes has arrived only at a target. */
export function ask(network: Network, { start, packets }: Question, beyondBalancers?: BeyondBalancers): Answer {
  const courses = walk(groundOf(network, false, beyondBalancers), start, packets);
  const where = (kind: string) => courses.filter((course) => course.at.kind === kind);
  return { passing: where('delivered'), failing: where('dropped'), unknown: where('unknown') };
}

const groundOf = (network: Network, pastFilters: boolean, beyondBalancers?: BeyondBalancers): Ground => ({
  network,
  pastFilters,
  ...(beyondBalancers && { beyondBalancers }),
});

/** Walks on past the filters that say no, to name every blocker of packets that do not get through. */
export function explain(
  network: Network,
  { start }: Question,
  packets: Packets,
  beyondBalancers?: BeyondBalancers,
): Course {
  const courses = walk(groundOf(network, true, beyondBalancers), start, packets);
  const worst =
    courses.find((course) => course.blocked) ?? courses.find((course) => course.at.kind === 'unknown') ?? courses[0];
  if (!worst) throw new Error('a walk without an end');
  return worst;
}

/** Whether a course has only some of the packets asked about. */
export function isPart({ initial }: Course, asked: Packets): boolean {
  return FIELDS.some((field) => !same(initial[field], asked[field]));
}
