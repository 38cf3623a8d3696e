import type { Account } from '../../lib/account/types.ts';
import { parseAddress } from '../../lib/network/address.ts';
import type { Interval } from '../../lib/network/interval.ts';
import { interpret, type Network } from '../../lib/network/network.ts';
import { TCP } from '../../lib/network/packets.ts';
import type { Course } from '../../lib/reach/course.ts';
import { hopsOf } from '../../lib/reach/hops.ts';
import { ask } from '../../lib/reach/question.ts';
import { accountOf, type Sketch } from '../lib/account.ts';
import type { Lab, Observation, Probe } from './lab.ts';
import type { Place, Plan } from './plan.ts';

/** A connection that one place opens to another's address. */
export interface Connection {
  readonly from: Place;
  readonly source: string;
  readonly sourcePort: number;
  readonly destination: string;
  readonly port: number;
}

/** `unanswered`: the SYN is heard at the server, but the client never learns of it. `lost`: it is not even heard. */
export type Fate = 'connected' | 'unanswered' | 'lost' | 'unknown';

export interface Disagreement {
  readonly sketch: Sketch;
  readonly connection: Connection;
  readonly kernel: Observation;
  readonly courses: readonly Course[];
}

/** How many connections had which fate, how many had to be tried again, and where engine and kernel differ. */
export interface Comparison {
  readonly counts: Readonly<Record<string, number>>;
  readonly seen: readonly { readonly connection: Connection; readonly fate: string }[];
  readonly disagreements: readonly Disagreement[];
}

/** Long enough for a handshake on a busy machine, and shorter than the second after which Linux sends a SYN again. */
const PATIENCE = 0.4;
const MORE_PATIENCE = 3;
const MOST_PROBES = 63;

/** Opens the connections in the kernel and holds what happens against what the engine says; what differs is tried once more. */
export async function compare(
  lab: Lab,
  sketch: Sketch,
  choose: (plan: Plan) => readonly Connection[],
): Promise<Comparison> {
  const account = accountOf(sketch);
  const network = interpret(account);
  const counts: Record<string, number> = {};
  const disagreements: Disagreement[] = [];
  const seenAll: { connection: Connection; fate: string }[] = [];
  const all = choose(await lab.apply(account)).map((connection) => ({ connection, ...said(network, connection) }));
  for (let start = 0; start < all.length; start += MOST_PROBES) {
    const some = all.slice(start, start + MOST_PROBES);
    const seen = await attempt(
      lab,
      account,
      some.map(({ connection }) => connection),
      PATIENCE,
    );
    const doubtful = some.filter(({ fates }, i) => !agree(fates, seen[i])).map(({ connection }) => connection);
    const again = doubtful.length > 0 ? await attempt(lab, account, doubtful, MORE_PATIENCE) : [];
    for (const [i, { connection, fates, courses }] of some.entries()) {
      const second = again[doubtful.indexOf(connection)];
      const kernel = second ?? seen[i];
      seenAll.push({ connection, fate: fateIn(kernel) });
      const fate = agree(fates, kernel) ? nameOf(fates) : 'disagreed';
      counts[fate] = (counts[fate] ?? 0) + 1;
      if (second && fate !== 'disagreed') counts['at the second try'] = (counts['at the second try'] ?? 0) + 1;
      if (kernel && fate === 'disagreed') disagreements.push({ sketch, connection, kernel, courses });
    }
  }
  return { counts, seen: seenAll, disagreements };
}

async function attempt(lab: Lab, account: Account, connections: readonly Connection[], patience: number) {
  await lab.apply(account);
  await lab.listen([...new Set(connections.map(({ port }) => port))]);
  const probes = connections.map(({ from, ...rest }, i): Probe => ({ id: i + 1, machine: from.machine, ...rest }));
  const seen = await lab.connect(probes, patience);
  return probes.map(({ id }) => seen.get(id));
}

const nameOf = (fates: ReadonlySet<Fate>) => [...fates].sort().join(' or ');

const agree = (fates: ReadonlySet<string>, observation: Observation | undefined): boolean =>
  fates.has('unknown') || fates.has(fateIn(observation));

/** What a client is told that gets no answer, no address of the next hop, or no route at all (`Invalid argument`: a blackhole). */
const SILENCE = ['timed out', 'No route to host', 'Network is unreachable', 'Invalid argument'];

/** What the kernel did, in the engine's words; anything else, such as a refusal, in its own. */
function fateIn(observation: Observation | undefined): string {
  const { told = 'nothing', heardAt = [] } = observation ?? {};
  const heard = heardAt.length > 0;
  if (told === 'connected') return heard ? 'connected' : 'connected to nobody';
  if (!SILENCE.includes(told)) return told;
  return heard ? 'unanswered' : 'lost';
}

/** What the engine says of one packet. There is more than one fate where a device on the way may choose. */
function said(network: Network, { from, source, sourcePort, destination, port }: Connection) {
  const { passing, failing, unknown } = ask(network, {
    start: from.name === 'internet' ? { internet: true } : { interfaceId: from.name },
    packets: {
      family: 4,
      protocols: [[TCP, TCP]],
      source: [point(source)],
      sourcePorts: [[sourcePort, sourcePort]],
      destination: [point(destination)],
      destinationPorts: [[port, port]],
    },
  });
  const fates = new Set<Fate>([
    ...passing.map(() => 'connected' as const),
    ...failing.map(({ direction }) => (direction === 'forward' ? 'lost' : 'unanswered')),
    ...unknown.map(() => 'unknown' as const),
  ]);
  return { fates, courses: [...passing, ...failing, ...unknown] };
}

function point(text: string): Interval {
  const value = parseAddress(text)?.value ?? 0;
  return [value, value];
}

/** Both stories of a disagreement, and the network it happened in. */
export function tell({ sketch, connection, kernel, courses }: Disagreement): string {
  const { from, source, sourcePort, destination, port } = connection;
  const engine = courses.map((course) =>
    [
      `  engine: ${course.at.kind}`,
      ...hopsOf(course).map((hop) => {
        const { header: h } = hop;
        const way = `${h.source}:${h.sourcePort} > ${h.destination}:${h.destinationPort}`;
        return `    ${hop.direction} ${hop.verdict} ${hop.component} ${way} ${hop.rule ?? ''} ${hop.note ?? ''}`;
      }),
    ].join('\n'),
  );
  return [
    `${from.name} ${source}:${sourcePort} > ${destination}:${port}`,
    `  kernel: ${kernel.told}; the SYN was heard at ${kernel.heardAt.join(', ') || 'no place'}`,
    ...engine,
    `  in ${JSON.stringify(sketch)}`,
  ].join('\n');
}
