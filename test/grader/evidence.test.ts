import { CreateNetworkAclEntryCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Debrief, debriefOf } from '../../grader/debrief.ts';
import type { Evidence, Sighting } from '../../grader/evidence.ts';
import { FLOW_LOG_FIELDS, flowLogLine } from '../../grader/flow-log.ts';
import type { Lab } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { type Bench, createStack, openLab, readLab, startBench, synthesise } from '../../proof/bench.ts';
import { findScenario } from '../../scenarios/index.ts';

/**
 * What a learner should collect, worked out by hand from AWS's documentation before there was an engine: which socket states and
 * flow-log records (direction, action, TCP flags) go with which place where a handshake dies.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-records-examples.html
 */
const TABLE = `
| Where the handshake dies | client socket | server socket | client ENI flow log | server ENI flow log | lab |
|---|---|---|---|---|---|
| client SG egress | SYN_SENT | nothing | out REJECT 2 | no record | 7 (F1) |
| server SG ingress | SYN_SENT | nothing | out ACCEPT 2 | in REJECT 2 | 7 (F2), 13, 27 |
| server NACL inbound | SYN_SENT | nothing | out ACCEPT 2 | in REJECT 2 | variant |
| server NACL outbound | SYN_SENT | SYN-RECV, SYN-ACK retransmits (tcp_synack_retries=5) | out ACCEPT 2 | in ACCEPT 2, out REJECT 18 | 8 |
| client NACL inbound | SYN_SENT | SYN-RECV | out ACCEPT 2, in REJECT 18 | in ACCEPT 2, out ACCEPT 18 | 8C, 9 |
| no return route | SYN_SENT | SYN-RECV | out ACCEPT 2 only | in ACCEPT 2, out ACCEPT 18 | 20, 21, 3, 12 |
| appliance SG (asymmetric) | SYN_SENT | SYN-RECV | out ACCEPT 2 only | in ACCEPT 2, out ACCEPT 18 | appliance ENI: in REJECT 18 -> 10 |
| nothing listening | ECONNREFUSED at once | - | ACCEPT both | ACCEPT both (RST = 4) | 2, 13 (502) |
`;

interface Row {
  readonly client: string;
  readonly server: string;
  readonly clientLog: string;
  readonly serverLog: string;
  readonly appliance: string | undefined;
  readonly labs: string;
}

const ROWS = new Map(
  TABLE.trim()
    .split('\n')
    .slice(2)
    .map((line): [string, Row] => {
      const [where = '', client = '', server = '', clientLog = '', serverLog = '', labs = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      const refused = clientLog === 'ACCEPT both';
      return [
        where,
        {
          client: client.split(' ')[0]!,
          server: server.split(',')[0]!,
          clientLog: refused ? 'out ACCEPT 2, in ACCEPT 4' : clientLog.replace(' only', ''),
          serverLog: refused ? 'in ACCEPT 2, out ACCEPT 4' : serverLog,
          appliance: /appliance ENI: ([^>]*) ->/.exec(labs)?.[1],
          labs,
        },
      ];
    }),
);

interface Shown {
  readonly row: string;
  readonly id: string;
  readonly variant: string;
  readonly to: string;
  /** Which of the hops that drop; the first where there is one only. */
  readonly stage: number;
  readonly from?: string;
}

/** Each row with the cases that show it: the flow, and the hop of it, where one that is repaired gives way to the next. */
const SHOWN: readonly Shown[] = [
  { row: 'client SG egress', id: 'sg-syn-dropped', variant: 'A', to: 'inventory', stage: 0 },
  { row: 'client SG egress', id: 's3-gateway-endpoint-route-missing', variant: 'B', to: 'AWS service s3', stage: 0 },
  { row: 'server SG ingress', id: 'sg-syn-dropped', variant: 'A', to: 'inventory', stage: 1 },
  { row: 'server SG ingress', id: 'alb-502-vs-504-targets', variant: 'A', to: 'reports', stage: 0 },
  {
    row: 'server SG ingress',
    id: 'ssm-interface-endpoints-unreachable',
    variant: 'A',
    to: 'AWS service ssm',
    stage: 0,
  },
  { row: 'server NACL outbound', id: 'nacl-syn-ack-dropped', variant: 'A', to: 'gw', stage: 0, from: 'partner-sim' },
  { row: 'server NACL outbound', id: 'nacl-syn-ack-dropped', variant: 'A', to: 'gw', stage: 0, from: '203.0.113.0/24' },
  { row: 'server NACL outbound', id: 'nacl-syn-ack-dropped', variant: 'B', to: 'gw', stage: 0, from: 'partner-sim' },
  { row: 'server NACL outbound', id: 'nacl-syn-ack-dropped', variant: 'B', to: 'gw', stage: 0, from: '203.0.113.0/24' },
  { row: 'client NACL inbound', id: 'nacl-syn-ack-dropped', variant: 'C', to: 'gw', stage: 0 },
  { row: 'no return route', id: 'vpc-peering-one-way-route', variant: 'A', to: 'db', stage: 0 },
  { row: 'no return route', id: 'vpc-peering-one-way-route', variant: 'B', to: 'db', stage: 0 },
  { row: 'no return route', id: 'vpc-peering-one-way-route', variant: 'C', to: 'db', stage: 0 },
  { row: 'no return route', id: 'public-subnet-missing-igw-route', variant: 'A', to: 'web-a', stage: 0 },
  { row: 'no return route', id: 'alb-in-private-subnets', variant: 'A', to: 'load-balancer', stage: 0 },
  { row: 'appliance SG (asymmetric)', id: 'asymmetric-path-syn-ack-dropped', variant: 'A', to: 'server', stage: 0 },
  { row: 'appliance SG (asymmetric)', id: 'asymmetric-path-syn-ack-dropped', variant: 'B', to: 'server', stage: 0 },
  { row: 'nothing listening', id: 'alb-502-vs-504-targets', variant: 'A', to: 'pay', stage: 0 },
];

/** Flows whose client, or server, is not an interface of the account: nobody there has a flow log of it to read. */
const OUTSIDE = { client: /^(203\.0\.113\.0\/24|the internet)$/, server: /^(the internet|AWS service s3)/ };

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const known = new Map<string, Promise<Debrief>>();

function debriefed(id: string, variant: string): Promise<Debrief> {
  const key = `${id} ${variant}`;
  const found = known.get(key) ?? broken(id, variant);
  known.set(key, found);
  return found;
}

async function broken(id: string, variant: string, change: (lab: Lab) => Promise<unknown> = async () => {}) {
  const scenario = findScenario(id);
  const terms = drawTerms(scenario, 'evidence', variant);
  bench.use(bench.state.clone());
  await createStack(bench.clients, synthesise(scenario, terms));
  await change(await openLab(bench, scenario));
  return debriefOf(scenario, terms, { startedAt: '2026-01-01T00:00:00Z', before: await readLab(bench, scenario) });
}

const flowTo = ({ flows }: Debrief, to: string, from?: string) =>
  flows.find((flow) => flow.to === to && (from === undefined || flow.from === from))!;

const told = (sightings: readonly Sighting[] | undefined) =>
  sightings?.map(({ direction, action, flags }) => `${direction} ${action} ${flags}`).join(', ') || 'no record';

function compare(row: Row, evidence: Evidence, { from, to }: { from: string; to: string }): void {
  const outside = { client: OUTSIDE.client.test(from), server: OUTSIDE.server.test(to) };
  expect(evidence.clientSocket).toBe(row.client);
  expect(evidence.serverSocket ?? row.server).toBe(row.server);
  expect(evidence.serverSocket === undefined).toBe(row.server === 'nothing' || row.server === '-');
  expect(evidence.client === undefined).toBe(outside.client);
  expect(evidence.server === undefined).toBe(outside.server);
  if (!outside.client) expect(told(evidence.client?.sightings)).toBe(row.clientLog);
  if (!outside.server) expect(told(evidence.server?.sightings)).toBe(row.serverLog);
  expect(evidence.between.map(({ sightings }) => told(sightings))).toEqual(row.appliance ? [row.appliance] : []);
}

test.each(SHOWN)('$row: $id $variant to $to', async ({ row, id, variant, to, stage, from }) => {
  const flow = flowTo(await debriefed(id, variant), to, from);
  compare(ROWS.get(row)!, flow.stages[stage]!.evidence, flow);
});

test('server NACL inbound, which no case is about', async () => {
  const deny = { RuleNumber: 1, Protocol: '6', RuleAction: 'deny', Egress: false, CidrBlock: '0.0.0.0/0' } as const;
  const debrief = await broken('nacl-syn-ack-dropped', 'C', ({ ec2, id }) =>
    ec2.send(
      new CreateNetworkAclEntryCommand({ NetworkAclId: id('baseline'), PortRange: { From: 443, To: 443 }, ...deny }),
    ),
  );
  const flow = flowTo(debrief, 'gw', 'partner-sim');
  compare(ROWS.get('server NACL inbound')!, flow.stages[0]!.evidence, flow);
});

test('every lab that the table names is compared with it', () => {
  const names: Readonly<Record<string, string>> = {
    3: 'public-subnet-missing-igw-route',
    7: 'sg-syn-dropped',
    8: 'nacl-syn-ack-dropped',
    10: 'asymmetric-path-syn-ack-dropped',
    12: 'alb-in-private-subnets',
    13: 'alb-502-vs-504-targets',
    20: 'vpc-peering-one-way-route',
  };
  for (const [row, { labs }] of ROWS) {
    const numbers =
      labs
        .replace(/REJECT 18/, '')
        .replaceAll(/\(.*?\)/g, '')
        .match(/\d+/g) ?? [];
    const compared = new Set(SHOWN.filter((each) => each.row === row).map(({ id }) => id));
    for (const id of numbers.flatMap((number) => names[number] ?? [])) expect([...compared]).toContain(id);
  }
});

test('a NAT gateway on the way has a flow log of its own', async () => {
  const flow = flowTo(await debriefed('nat-gateway-in-private-subnet', 'A'), 'the internet', 'app-a');
  const [{ evidence }] = flow.stages as [(typeof flow.stages)[0]];
  expect(told(evidence.client?.sightings)).toBe('out ACCEPT 2');
  expect(evidence.between.map(({ sightings }) => told(sightings))).toEqual(['in ACCEPT 2, out ACCEPT 2']);
  expect([evidence.server, evidence.serverSocket]).toEqual([undefined, undefined]);
});

test('what a policy of an endpoint refuses shows in no flow log', async () => {
  const debrief = await debriefed('s3-gateway-endpoint-route-missing', 'C');
  const flow = flowTo(debrief, 'AWS service s3');
  expect(debrief.symptoms).toMatchObject([{ before: 'HTTP 403, access denied' }]);
  expect(flow.stages.map(({ evidence }) => evidence.clientSocket)).toEqual(['ESTABLISHED']);
  expect(flow.stages[0]?.flowLog).toEqual([]);
});

test('a load balancer tells by its answers and by the health of its targets', async () => {
  const { symptoms, targets } = await debriefed('alb-502-vs-504-targets', 'A');
  expect(symptoms.map(({ before }) => before)).toEqual(
    expect.arrayContaining(['GET /pay: HTTP 502', 'GET /reports: HTTP 504']),
  );
  expect(targets).toEqual([
    { group: 'pay-targets', target: 'pay', before: 'unhealthy, Target.FailedHealthChecks', after: undefined },
    { group: 'reports-targets', target: 'reports', before: 'unhealthy, Target.Timeout', after: undefined },
  ]);
});

test('records are in the order and the words of AWS', async () => {
  const debrief = await debriefed('nacl-syn-ack-dropped', 'A');
  const flow = flowTo(debrief, 'gw', 'partner-sim');
  const [{ evidence, flowLog }] = flow.stages as [(typeof flow.stages)[0]];
  const { source, destination } = flow.before.forward[0]!.header;
  const [client, server] = [evidence.client!.interfaceId, evidence.server!.interfaceId];
  const lines = flowLog.map(flowLogLine);
  const times = '3 180 1767225600 1767225603';
  expect(FLOW_LOG_FIELDS.join(' ')).toBe(
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status tcp-flags',
  );
  expect(lines).toEqual([
    `3 123456789012 ${client} ${source} ${destination} 51514 443 6 ${times} ACCEPT OK 2`,
    `3 123456789012 ${server} ${source} ${destination} 51514 443 6 ${times} ACCEPT OK 2`,
    `3 123456789012 ${server} ${destination} ${source} 443 51514 6 ${times} REJECT OK 18`,
  ]);
});

test('an interface is named by its own private address, also where it only forwards', async () => {
  const flow = flowTo(await debriefed('asymmetric-path-syn-ack-dropped', 'A'), 'server');
  const rejected = flow.stages[0]!.flowLog.find(({ action }) => action === 'REJECT')!;
  const client = flow.before.forward[0]!.header.source;
  expect(rejected.dstaddr).not.toBe(client);
  expect(rejected).toMatchObject({ srcaddr: flow.before.forward[0]!.header.destination, 'tcp-flags': 18 });
});
