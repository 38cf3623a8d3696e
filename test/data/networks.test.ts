import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { combine } from '../../lib/account/combine.ts';
import { readDump } from '../../lib/account/dump.ts';
import { interpret } from '../../lib/network/network.ts';
import type { Allowed } from '../../lib/reach/allowed.ts';
import { answerCase } from '../../lib/reach/case.ts';

/** Dumps of real accounts with published outcomes, kept beside the repository and not in it. */
const ROOT = fileURLToPath(new URL('../../../shared/data/networks', import.meta.url));

/** An outcome as Batfish's tests assert it: where the packet ends. */
interface Outcome {
  readonly id: string;
  readonly from: string;
  readonly sourceIp?: string | null;
  readonly to: string;
  readonly protocol: string | number;
  readonly sourcePort: number | null;
  readonly port: number | null;
  readonly delivered: boolean;
  readonly expected: string;
  readonly lastHop: string | null;
}

/** What gets from one address to another, as np-guard's endpoint matrix lists it. */
interface Connections {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly connections: readonly {
    readonly proto: string;
    readonly srcPorts: string | null;
    readonly dstPorts: string | null;
    readonly responseBlocked: boolean;
  }[];
}

/** Batfish names what is no resource of an account: the nodes of a load balancer, and AWS's own network on the internet. */
function sameHop(theirs: string, ours: string): boolean {
  if (theirs.startsWith('nlb-node@')) return ours.includes(':loadbalancer/net/');
  return theirs === 'aws-services-gateway' ? ours === 'internet' : theirs === ours;
}

/** Where any header will do, the protocol is left open; `any` is one packet of no protocol in particular, which every rule must let pass. */
function flowOf({ id, from, sourceIp, to, protocol, sourcePort, port, expected }: Outcome) {
  const leftOpen = expected === 'REACHABLE_FOR_SOME_HEADER';
  return {
    id,
    from,
    to,
    ...(sourceIp != null && { sourceIp }),
    ...(!leftOpen && { protocol: String(protocol) }),
    ...(sourcePort !== null && { sourcePort }),
    ...(port !== null && { port }),
  };
}

const textOf = ({ protocol, sourcePorts, ports, responseBlocked }: Allowed) =>
  `${protocol} ${sourcePorts} -> ${ports}${responseBlocked ? ' unanswered' : ''}`;

const sets = existsSync(ROOT) ? readdirSync(ROOT).filter((name) => existsSync(`${ROOT}/${name}/cases.json`)) : [];
if (sets.length === 0) console.log(`published outcomes: skipped, there are none at ${ROOT}`);

describe.skipIf(sets.length === 0)('published outcomes', () => {
  it.each(sets)('%s', async (name) => {
    const network = interpret(combine(await readDump(`${ROOT}/${name}`)));
    const cases: (Outcome | Connections)[] = JSON.parse(readFileSync(`${ROOT}/${name}/cases.json`, 'utf8'));
    expect(cases.length).toBeGreaterThan(0);
    for (const each of cases) {
      if ('connections' in each) {
        const { allowed = [] } = answerCase(network, { id: each.id, from: each.from, to: each.to });
        const theirs = each.connections.map(({ proto, srcPorts, dstPorts, responseBlocked }) =>
          textOf({ protocol: proto, sourcePorts: srcPorts, ports: dstPorts, responseBlocked }),
        );
        expect(allowed.map(textOf).sort(), each.id).toEqual(theirs.sort());
      } else {
        const { verdict, lastHop } = answerCase(network, flowOf(each));
        expect(verdict, each.id).toBe(each.delivered ? 'reachable' : 'blocked');
        if (each.lastHop !== null) expect(sameHop(each.lastHop, lastHop), `${each.id}: ${lastHop}`).toBe(true);
      }
    }
  });
});
