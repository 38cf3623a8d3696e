import type { Account } from '../../lib/account/types.ts';
import { interpret } from '../../lib/network/network.ts';
import { accountOf, type Sketch } from '../lib/account.ts';
import { compile } from './compile.ts';
import { type Connection, fateIn } from './connection.ts';
import type { Lab, Observation, Probe } from './lab.ts';
import type { Plan } from './plan.ts';
import { isWalked, type Said, said } from './said.ts';

/** A connection as the kernel made it, beside what the walk says of it. */
export interface Comparison extends Said {
  readonly sketch: Sketch;
  readonly connection: Connection;
  readonly kernel: Observation;
  /** Whether it needed more patience to be like that. */
  readonly again: boolean;
  readonly verdict: 'agreed' | 'disagreed' | 'unknown';
}

/** Long enough for a handshake on a busy machine, and shorter than the second after which Linux sends a SYN again. */
const PATIENCE = 0.4;
const MORE_PATIENCE = 3;
const MOST_PROBES = 63;

/** Opens the connections in the kernel and holds what happens against what the walk says; what differs is tried once more. */
export async function compare(
  lab: Lab,
  sketch: Sketch,
  choose: (plan: Plan) => readonly Connection[],
): Promise<Comparison[]> {
  const account = accountOf(sketch);
  const network = interpret(account);
  const chosen = choose(compile(account, 0)).map((connection) => ({
    connection,
    walked: isWalked(sketch, connection),
    ...said(network, connection),
  }));
  const done: Comparison[] = [];
  for (let start = 0; start < chosen.length; start += MOST_PROBES) {
    const some = chosen.slice(start, start + MOST_PROBES);
    const seen = await observed(lab, account, some);
    for (const [i, { walked, ...each }] of some.entries()) {
      const { kernel, again } = seen[i]!;
      const verdict = isSaid(each.fates, kernel) ? 'agreed' : walked ? 'disagreed' : 'unknown';
      done.push({ sketch, ...each, kernel, again, verdict });
    }
  }
  return done;
}

type Chosen = Said & Pick<Comparison, 'connection'> & { readonly walked: boolean };

async function observed(lab: Lab, account: Account, some: readonly Chosen[]) {
  const first = await attempt(lab, account, some, PATIENCE);
  const isDoubtful = ({ connection: { expected }, fates, walked }: Chosen, kernel: Observation) =>
    expected ? !isSaid(expected, kernel) : walked && !isSaid(fates, kernel);
  const doubtful = some.filter((each, i) => isDoubtful(each, first[i]!));
  const second = doubtful.length > 0 ? await attempt(lab, account, doubtful, MORE_PATIENCE) : [];
  return some.map((each, i) => {
    const again = second[doubtful.indexOf(each)];
    return { kernel: again ?? first[i]!, again: again !== undefined };
  });
}

async function attempt(lab: Lab, account: Account, some: readonly Chosen[], patience: number): Promise<Observation[]> {
  await lab.apply(account);
  await lab.listen([...new Set(some.map(({ connection }) => connection.port))]);
  const probes = some.map(
    ({ connection: { from, source, sourcePort, destination, port } }, i): Probe => ({
      id: i + 1,
      machine: from.machine,
      source,
      sourcePort,
      destination,
      port,
    }),
  );
  return lab.connect(probes, patience);
}

const isSaid = (fates: readonly string[], kernel: Observation): boolean => fates.includes(fateIn(kernel));
