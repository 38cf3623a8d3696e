import { DescribeInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import type { Probe, ProbeRequest } from '../../console/server/labs.ts';
import { evidenceOf } from '../../grader/evidence.ts';
import { FLOW_LOG_FIELDS, flowLogLine, flowLogOf } from '../../grader/flow-log.ts';
import type { Account } from '../../lib/account/types.ts';
import type { Clients } from '../../lib/clients.ts';
import { BreakfixError } from '../../lib/error.ts';
import { portsIn } from '../../lib/guest.ts';
import { parseAddress } from '../../lib/network/address.ts';
import type { LoadBalancer } from '../../lib/network/load-balancer.ts';
import { interpret, type Network } from '../../lib/network/network.ts';
import { askFlow, type Flow, trace } from '../../lib/reach/flow.ts';
import { ask } from '../../lib/reach/question.ts';
import { fatesOf } from '../../lib/reach/response.ts';
import { type Asked, told } from '../../lib/reach/told.ts';
import type { Trace } from '../../lib/reach/trace.ts';
import { endsIn } from './evidence.ts';

/** The ports that Linux sends from: net.ipv4.ip_local_port_range, https://docs.kernel.org/networking/ip-sysctl.html */
const LOCAL_PORTS = { first: 32_768, count: 28_232 };

/** Seconds after which curl gives a connection up, as it is called, and an application load balancer one to a target. */
const CURL_GIVES_UP = 5;
const BALANCER_GIVES_UP = 10;

/**
 * One `curl --connect-timeout 5` in a lab, computed from its network: from a port that is drawn each time, to one of the addresses that
 * the other end has. It tells what curl would tell, and what the flow logs on its way hold; never what is at fault.
 */
export async function probe(
  clients: Clients,
  account: Account,
  request: ProbeRequest,
  draw: (below: number) => number = (below) => Math.floor(Math.random() * below),
): Promise<Probe> {
  const network = interpret(account);
  const { from, to, port } = request;
  const known = endsIn(account, network).map(({ id }) => id);
  for (const end of [from, to]) if (!known.includes(end)) throw unknownEnd(end);
  const sourcePort = LOCAL_PORTS.first + draw(LOCAL_PORTS.count);
  const flow = { from, to, protocol: 'tcp', port, sourcePort };
  const way = wayOf(network, flow, oneOf(askFlow(network, flow), draw));
  const connects = way.verdict === 'reachable';
  const listens = connects ? await listensAt(clients, network, to, port) : undefined;
  const refused = listens === false;
  const [seen] = evidenceOf(network, way, refused);
  const records = seen ? flowLogOf(network, seen, new Date()) : [];
  const answered = connects && !refused ? await answerOf(clients, network, request, listens, draw) : undefined;
  return {
    ...request,
    ...outcomeOf(addressOf(way, to), port, { connects, refused, answered }),
    flowLog: records.length > 0 ? [FLOW_LOG_FIELDS.join(' '), ...records.map(flowLogLine)] : [],
  };
}

/** An application load balancer takes a connection itself, whatever becomes of the request; all else is followed to who takes it. */
function wayOf(network: Network, flow: Flow & { readonly port: number }, asked: Asked): Trace {
  const { from, to, port } = flow;
  if (network.loadBalancers.get(to)?.type !== 'application') return trace(network, flow, [asked]);
  const { question } = asked;
  return { from, to, protocol: 'tcp', port, ...told(network, [{ question, answer: ask(network, question) }]) };
}

/** What curl calls the other end: its address, where it has one. */
function addressOf({ forward: [first] }: Trace, name: string): string {
  const said = first?.header.destination ?? '';
  return parseAddress(said) ? said : name;
}

/** A client tries one address, and IPv4 where it is there. */
function oneOf(all: readonly Asked[], draw: (below: number) => number): Asked {
  const fourth = all.filter(({ question }) => question.packets.family === 4);
  const among = fourth.length > 0 ? fourth : all;
  return among[draw(among.length)] as Asked;
}

/** Whether the guest of an instance listens on a port, as far as its user data tells; undefined where it does not, or there is no guest. */
async function listensAt(clients: Clients, { instances }: Network, id: string, port: number) {
  if (!instances.has(id)) return undefined;
  const { UserData } = await clients.ec2.send(
    new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: 'userData' }),
  );
  return portsIn(Buffer.from(UserData?.Value ?? '', 'base64').toString())?.includes(port);
}

interface Answered {
  readonly status: number | undefined;
  readonly seconds: number;
}

/** What is answered in HTTP by whoever has taken the connection. */
async function answerOf(
  clients: Clients,
  network: Network,
  request: ProbeRequest,
  listens: boolean | undefined,
  draw: (below: number) => number,
): Promise<Answered> {
  const balancer = network.loadBalancers.get(request.to);
  if (balancer?.type === 'application') return answerOfBalancer(clients, network, balancer, request, draw);
  return { status: listens ? 200 : undefined, seconds: 0 };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html */
async function answerOfBalancer(
  clients: Clients,
  network: Network,
  balancer: LoadBalancer,
  { path = '/', host, port }: ProbeRequest,
  draw: (below: number) => number,
): Promise<Answered> {
  const fates = fatesOf(network, balancer, { path, port, ...(host !== undefined && { host }) });
  const fate = fates[draw(fates.length)];
  if (fate?.status !== 'target') return { status: fate?.status, seconds: fate?.status === 504 ? BALANCER_GIVES_UP : 0 };
  const { target } = fate;
  const refused = target && (await listensAt(clients, network, target.id, target.port)) === false;
  return { status: refused ? 502 : 200, seconds: 0 };
}

function outcomeOf(
  address: string,
  port: number,
  { connects, refused, answered }: { connects: boolean; refused: boolean; answered: Answered | undefined },
): Pick<Probe, 'outcome' | 'seconds' | 'status' | 'output'> {
  const failed = `Failed to connect to ${address} port ${port}`;
  if (!connects) {
    const milliseconds = CURL_GIVES_UP * 1000 + 1;
    const output = `curl: (28) ${failed} after ${milliseconds} ms: Timeout was reached`;
    return { outcome: 'timed out', seconds: CURL_GIVES_UP, output };
  }
  if (refused) return { outcome: 'refused', seconds: 0, output: `curl: (7) ${failed} after 1 ms: Connection refused` };
  const { status, seconds = 0 } = answered ?? {};
  const lines = [`* Connected to ${address} port ${port}`, ...(status === undefined ? [] : [`< HTTP/1.1 ${status}`])];
  return { outcome: 'connected', seconds, output: lines.join('\n'), ...(status !== undefined && { status }) };
}

function unknownEnd(name: string): BreakfixError {
  const what = `Nothing in this lab goes by the name of ${name}.`;
  return new BreakfixError('UNKNOWN_END', what, 'one of the ends that the evidence names', 64);
}
