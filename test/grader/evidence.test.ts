import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { State } from '../../emulator/state.ts';
import { type Evidence, evidenceOf } from '../../grader/evidence.ts';
import type { Lab } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { type Bench, createStack, gradeLab, openLab, startBench, synthesise } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';

let bench: Bench;
let fresh: State;
beforeAll(async () => {
  bench = await startBench();
  fresh = bench.current();
});
afterAll(() => bench.close());

/** What the logs of an interface say, as the table of the catalogue writes it: `in ACCEPT 2, out REJECT 18`. */
function log({ records }: Evidence, of: (at: string) => boolean): string {
  const own = records.filter(({ at }) => of(at));
  const way = { ingress: 'in', egress: 'out' };
  return own.map((each) => `${way[each.flowDirection]} ${each.action} ${each.tcpFlags}`).join(', ') || 'no record';
}

async function evidenceIn(id: string, variant: string, check: string, halfFixed?: string | undefined) {
  bench.use(fresh.clone());
  const scenario = findScenario(id);
  await createStack(bench.clients, synthesise(scenario, drawTerms(scenario, 'evidence', variant)));
  const wrong = halfFixed === undefined ? undefined : scenario.wrongFixes[halfFixed];
  if (halfFixed !== undefined && !wrong) throw new Error(`there is no wrong fix ${halfFixed}`);
  await wrong?.apply((await openLab(bench, scenario)) as Lab);
  const { checks } = await gradeLab(bench, scenario);
  const trace = checks.find((each) => each.id === check)?.finding.trace;
  if (!trace) throw new Error(`${check} has no trace`);
  const evidence = evidenceOf(trace);
  const { client, server, clientInterface, serverInterface } = evidence;
  return {
    client,
    server,
    clientLog: log(evidence, (at) => at === clientInterface),
    serverLog: log(evidence, (at) => at === serverInterface),
    otherLog: log(evidence, (at) => at !== clientInterface && at !== serverInterface),
  };
}

/**
 * Who sees what where a handshake dies: client socket, server socket, flow logs of client, server and of what lies between.
 * Written from the documentation of flow logs and security groups, not from the walk.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
 */
type Row = readonly [
  where: string,
  id: string,
  variant: string,
  check: string,
  halfFixed: string | undefined,
  server: string,
  clientLog: string,
  serverLog: string,
  otherLog: string,
];
const NONE = 'no record';
const TABLE: readonly Row[] = [
  ['security group of the client', 'sg-syn-dropped', 'A', 'call', undefined, 'nothing', 'out REJECT 2', NONE, NONE],
  [
    'security group of the server',
    'sg-syn-dropped',
    'A',
    'call',
    'only the outbound rule',
    'nothing',
    'out ACCEPT 2',
    'in REJECT 2',
    NONE,
  ],
  [
    'the same behind a load balancer',
    'alb-502-vs-504-targets',
    'A',
    'reportsReached',
    undefined,
    'nothing',
    'out ACCEPT 2',
    'in REJECT 2',
    NONE,
  ],
  [
    'security group of an endpoint',
    'ssm-interface-endpoints-unreachable',
    'A',
    'ssm',
    undefined,
    'nothing',
    'out ACCEPT 2',
    'in REJECT 2',
    NONE,
  ],
  [
    'network ACL of the server, outbound',
    'nacl-syn-ack-dropped',
    'A',
    'partnerSim',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out REJECT 18',
    NONE,
  ],
  [
    'the same by a deny entry',
    'nacl-syn-ack-dropped',
    'B',
    'partnerSim',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out REJECT 18',
    NONE,
  ],
  [
    'the same, the client on the internet',
    'nacl-syn-ack-dropped',
    'A',
    'partners',
    undefined,
    'SYN-RECV',
    NONE,
    'in ACCEPT 2, out REJECT 18',
    NONE,
  ],
  [
    'network ACL of the client, inbound',
    'nacl-syn-ack-dropped',
    'C',
    'partnerSim',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2, in REJECT 18',
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  [
    'no route back over a peering',
    'vpc-peering-one-way-route',
    'A',
    'query',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  [
    'too narrow a route back',
    'vpc-peering-one-way-route',
    'B',
    'query',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  [
    'the route back in another table',
    'vpc-peering-one-way-route',
    'C',
    'query',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  [
    'no route back to the internet',
    'public-subnet-missing-igw-route',
    'A',
    'newServer',
    undefined,
    'SYN-RECV',
    NONE,
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  [
    'the same at a load balancer',
    'alb-in-private-subnets',
    'A',
    'shop',
    undefined,
    'SYN-RECV',
    NONE,
    'in ACCEPT 2, out ACCEPT 18',
    NONE,
  ],
  ['no route there', 'private-subnet-no-nat', 'A', 'outbound', undefined, 'nothing', 'out ACCEPT 2', NONE, NONE],
  [
    'a NAT gateway that leads nowhere',
    'nat-gateway-in-private-subnet',
    'A',
    'appOut',
    undefined,
    'nothing',
    'out ACCEPT 2',
    NONE,
    'in ACCEPT 2',
  ],
  [
    'no route to an endpoint',
    's3-gateway-endpoint-route-missing',
    'A',
    'jobA',
    undefined,
    'nothing',
    'out ACCEPT 2',
    NONE,
    NONE,
  ],
  [
    'security group of an appliance, on the way back',
    'asymmetric-path-syn-ack-dropped',
    'A',
    'connect',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out ACCEPT 18',
    'in REJECT 18',
  ],
  [
    'the same',
    'asymmetric-path-syn-ack-dropped',
    'B',
    'connect',
    undefined,
    'SYN-RECV',
    'out ACCEPT 2',
    'in ACCEPT 2, out ACCEPT 18',
    'in REJECT 18',
  ],
];

describe('who sees what of a handshake that dies at', () => {
  it.each(TABLE)('%s (%s %s)', async (_, id, variant, check, halfFixed, server, clientLog, serverLog, otherLog) => {
    expect(await evidenceIn(id, variant, check, halfFixed)).toEqual({
      client: 'SYN-SENT',
      server: server === 'nothing' ? undefined : server,
      clientLog,
      serverLog,
      otherLog,
    });
  });
});

it('of one that succeeds, both ends and every log tell', async () => {
  expect(await evidenceIn('nacl-syn-ack-dropped', 'C', 'partners')).toEqual({
    client: 'ESTAB',
    server: 'ESTAB',
    clientLog: NONE,
    serverLog: 'in ACCEPT 2, out ACCEPT 18',
    otherLog: NONE,
  });
});
