import { BreakfixError } from '../error.ts';
import { parseAddress, pointOf } from '../network/address.ts';
import type { Intervals } from '../network/interval.ts';
import type { Network } from '../network/network.ts';
import { ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from '../network/packets.ts';
import { parseProtocol } from '../network/permission.ts';
import { destinationsNamed, sourcesNamed } from './end.ts';
import { ask, CLIENT_PORTS, type Question, questionsBetween } from './question.ts';
import { beyondBalancers } from './target-health.ts';
import { type Asked, told, toldOfSome } from './told.ts';
import type { Trace } from './trace.ts';
import { OTHERS, portless, single, type Traffic } from './traffic.ts';

/** One flow: its ends by names as `sourcesNamed` and `destinationsNamed` read them, and what is left open of it. */
export interface Flow {
  readonly from: string;
  /** The address it is sent from, where that is not the end's own first one. */
  readonly sourceIp?: string;
  readonly to: string;
  /** A name or an IANA number; `any` for all protocols at once. */
  readonly protocol?: string;
  readonly sourcePort?: number;
  /** For ICMP the port means nothing. */
  readonly port?: number;
}

/** TCP and UDP have no port 0. https://www.iana.org/assignments/service-names-port-numbers */
const PORTS: Intervals = [[1, 65535]];

export function protocolOf(text: string): Intervals {
  const protocols = text.toLowerCase() === 'any' ? ALL_PROTOCOLS : parseProtocol(text.toLowerCase());
  if (protocols) return protocols;
  const help = 'tcp, udp, icmp, icmpv6, a number from 0 to 255, or any';
  throw new BreakfixError('USAGE', `${text} is not a protocol.`, help, 64);
}

/** Without a protocol, or without a port where there are ports, a flow asks what gets through: some of it is enough. */
const asksWhat = ({ protocol, port }: Flow): boolean =>
  protocol === undefined || (port === undefined && hasPorts(only(protocolOf(protocol))));

/** Whether a flow stands for many protocols or ports, of which some may get through and others not. */
export const isOpen = (flow: Flow): boolean => asksWhat(flow) || only(protocolOf(flow.protocol ?? 'any')) === undefined;

const hasPorts = (protocol: number | undefined) => protocol === TCP || protocol === UDP;

const only = (protocols: Intervals): number | undefined =>
  protocols.length === 1 && protocols[0]![0] === protocols[0]![1] ? Number(protocols[0]![0]) : undefined;

/** The packets of a flow: for TCP and UDP from the ports that a client uses, or from any where the flow is left open. */
function trafficOf(flow: Flow): Traffic[] {
  const number = only(protocolOf(flow.protocol ?? 'any'));
  const ports = flow.port === undefined ? PORTS : single(flow.port);
  const clients = flow.sourcePort !== undefined ? single(flow.sourcePort) : isOpen(flow) ? PORTS : CLIENT_PORTS;
  if (number !== undefined)
    return [hasPorts(number) ? { protocols: single(number), ports, sourcePorts: clients } : portless(number)];
  const withPorts = [TCP, UDP].map((protocol) => ({ protocols: single(protocol), ports, sourcePorts: clients }));
  if (flow.port !== undefined) return withPorts;
  return [...withPorts, portless(ICMP), portless(ICMPV6), OTHERS];
}

/** Every question that a flow asks, answered. */
export function askFlow(network: Network, flow: Flow): Asked[] {
  const sources = sourcesNamed(network, flow.from, flow.sourceIp);
  if (sources.length === 0) throw unknownEnd(flow.from);
  const traffic = trafficOf(flow);
  const questions = sources.flatMap((from) => {
    const nic = from.kind === 'interface' ? from.nic : undefined;
    const destinations = destinationsNamed(network, flow.to, nic);
    if (destinations.length === 0) throw unknownEnd(flow.to);
    return destinations.flatMap((to) => questionsBetween(from, to, traffic).filter(speaksItsFamily));
  });
  const sent = flow.sourceIp === undefined ? questions : questions.map((each) => sentFrom(each, flow.sourceIp ?? ''));
  if (sent.length === 0) {
    const what = `${flow.from} and ${flow.to} have no address family in common.`;
    throw new BreakfixError('NO_FLOW', what, 'name two other ends', 64);
  }
  const beyond = beyondBalancers(network);
  return sent.map((question) => ({ question, answer: ask(network, question, beyond) }));
}

const speaksItsFamily = ({ packets: { family, protocols } }: Question): boolean => {
  const number = only(protocols);
  return number === ICMP ? family === 4 : number === ICMPV6 ? family === 6 : true;
};

function sentFrom(question: Question, text: string): Question {
  const address = parseAddress(text);
  if (!address) throw new BreakfixError('USAGE', `${text} is not an address.`, 'an IPv4 or IPv6 address', 64);
  if (address.family !== question.packets.family) return question;
  return { ...question, packets: { ...question.packets, source: [pointOf(address)] } };
}

function unknownEnd(name: string): BreakfixError {
  return new BreakfixError(
    'UNKNOWN_END',
    `Nothing in this account goes by the name of ${name}.`,
    'name an instance, an interface, a gateway, a load balancer, an address, an AWS service, or "internet"',
    64,
  );
}

/**
 * Follows a flow and its answer, and names every blocker on the way. All of the flow must get through, from every client port, and
 * of `any` every protocol; of a flow that asks what gets through, something.
 */
export function trace(network: Network, flow: Flow, asked: readonly Asked[] = askFlow(network, flow)): Trace {
  const { from, to, protocol = 'any', port = 0 } = flow;
  const tell = asksWhat(flow) ? toldOfSome : told;
  return { from, to, protocol, port, ...tell(network, asked, beyondBalancers(network)) };
}
