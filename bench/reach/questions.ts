import type { Network } from '../../lib/network/network.ts';
import { TCP, UDP } from '../../lib/network/packets.ts';
import { destinationsNamed, endsNamed } from '../../lib/reach/end.ts';
import { ask, type Question, questionsBetween } from '../../lib/reach/question.ts';
import type { Traffic } from '../../lib/reach/traffic.ts';
import { Random } from '../estate/random.ts';

/** Where an interface is; kept when the facts are gone. */
export interface Place {
  readonly id: string;
  readonly vpcId: string;
}

const traffic = (protocol: number, port: number): Traffic => ({
  protocols: [[protocol, protocol]],
  ports: [[port, port]],
  sourcePorts: [[49_152, 49_152]],
});

export const HTTPS = traffic(TCP, 443);

const MIX = [HTTPS, ...[80, 22, 5432, 6379, 8080, 9100, 30080].map((port) => traffic(TCP, port)), traffic(UDP, 53)];

/** Somebody on the internet whom no rule of the estate names. */
export const STRANGER = '192.0.2.7';

/** What a client at one interface asks another end, in one address family. */
export function question(network: Network, from: string, to: string, what: Traffic): Question | undefined {
  const [source] = endsNamed(network, from);
  const [destination] = destinationsNamed(network, to, undefined);
  return source && destination && questionsBetween(source, destination, [what])[0];
}

/** Questions between any two interfaces: mostly such that have nothing to do with each other. */
export function* randomQuestions(network: Network, places: readonly Place[], seed: number): Iterable<Question> {
  const random = new Random(seed);
  for (;;) {
    const asked = question(network, random.pick(places).id, random.pick(places).id, random.pick(MIX));
    if (asked) yield asked;
  }
}

/**
 * Questions whose packets are all delivered and whose answers all come back: half of them asked within a VPC, the others of another
 * VPC or of a stranger on the internet. As many as are found while there is time.
 */
export function deliveredQuestions(
  network: Network,
  places: readonly Place[],
  { count, seed, milliseconds }: { count: number; seed: number; milliseconds: number },
): Question[] {
  const random = new Random(seed);
  const inVpc = new Map<string, Place[]>();
  for (const place of places)
    inVpc
      .set(place.vpcId, inVpc.get(place.vpcId) ?? [])
      .get(place.vpcId)
      ?.push(place);
  const found: Question[] = [];
  const end = performance.now() + milliseconds;
  while (found.length < count && performance.now() < end) {
    const from = random.pick(places);
    const near = random.pick(inVpc.get(from.vpcId) ?? [from]);
    const to = random.pick([near.id, near.id, random.pick(places).id, STRANGER]);
    const asked = question(network, from.id, to, random.pick(MIX));
    if (asked && isDelivered(network, asked)) found.push(asked);
  }
  return found;
}

export function isDelivered(network: Network, asked: Question): boolean {
  const { passing, failing, unknown } = ask(network, asked);
  return passing.length > 0 && failing.length === 0 && unknown.length === 0;
}
