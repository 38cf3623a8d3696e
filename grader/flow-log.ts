import { formatAddress, parseAddress, parseCidr } from '../lib/network/address.ts';
import type { NetworkInterface } from '../lib/network/interface.ts';
import type { Network } from '../lib/network/network.ts';
import type { Evidence, Sighting } from './evidence.ts';

/**
 * The fields of AWS's default format, with `tcp-flags` added: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 * Whoever names a field of version 3 gets records of version 3.
 */
export const FLOW_LOG_FIELDS = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
  'tcp-flags',
] as const;

/** One record of a flow log, by the names of its fields. */
export type FlowLogRecord = Readonly<Record<(typeof FLOW_LOG_FIELDS)[number], string | number>>;

const TCP = 6;

/** Seconds after the first at which Linux sends a SYN again, within a `curl --connect-timeout 5`: RFC 6298 doubles the time each time. */
const RETRIES = [1, 3];

/** Bytes of a packet: 20 of IPv4, 20 of TCP, and 20 of options where a connection is begun. */
const BYTES = { begins: 60, ends: 40 };

const RST = 4;

/**
 * What the flow logs on the way hold of one `curl --connect-timeout 5` that began at `at`: a SYN that is not answered is sent
 * three times, and the server answers each that it gets.
 */
export function flowLogOf(network: Network, evidence: Evidence, at: Date): FlowLogRecord[] {
  const { client, server, between } = evidence;
  const start = Math.floor(at.getTime() / 1000);
  const retries = evidence.clientSocket === 'SYN_SENT' ? RETRIES : [];
  const all = [
    ...(client?.sightings ?? []),
    ...between.flatMap(({ sightings }) => sightings),
    ...(server?.sightings ?? []),
  ];
  return all.map((sighting) => recordOf(network, sighting, start, retries));
}

function recordOf(network: Network, sighting: Sighting, start: number, retries: readonly number[]): FlowLogRecord {
  const { interfaceId, direction, action, flags, header } = sighting;
  const nic = network.interfaces.get(interfaceId);
  const packets = 1 + retries.length;
  const [source, destination] = [sampleAddress(header.source), sampleAddress(header.destination)];
  return {
    version: 3,
    'account-id': network.accountId,
    'interface-id': interfaceId,
    srcaddr: direction === 'out' ? ownAddress(nic, source) : source,
    dstaddr: direction === 'in' ? ownAddress(nic, destination) : destination,
    srcport: samplePort(header.sourcePort),
    dstport: samplePort(header.destinationPort),
    protocol: TCP,
    packets,
    bytes: packets * (flags === RST ? BYTES.ends : BYTES.begins),
    start,
    end: start + (retries.at(-1) ?? 0),
    action,
    'log-status': 'OK',
    'tcp-flags': flags,
  };
}

/** A record as it stands in the log. */
export const flowLogLine = (record: FlowLogRecord): string => FLOW_LOG_FIELDS.map((field) => record[field]).join(' ');

/** A flow log names an interface by its primary private IPv4 address, whatever address was asked for. */
function ownAddress(nic: NetworkInterface | undefined, said: string): string {
  const primary = nic?.addresses.find(({ family }) => family === 4);
  return primary && parseAddress(said)?.family === 4 ? formatAddress(primary) : said;
}

/** An address of the internet that belongs to nobody: https://www.rfc-editor.org/rfc/rfc5737 */
const SOMEBODY = '198.51.100.77';

/** One of the addresses of a header: of a block, one that is neither the network's nor the router's. */
function sampleAddress(said: string): string {
  const [first = ''] = said.split(/[,-]/);
  const block = parseCidr(first);
  if (!block) return parseAddress(first) ? first : SOMEBODY;
  const value = block.family === 4 ? Math.min(Number(block.first) + 25, Number(block.last)) : block.last;
  return formatAddress({ family: block.family, value });
}

/** The port of which the tickets speak, where it is among the header's, else the first of these. */
const CUSTOMARY = 51_514;

function samplePort(said: string): number {
  const ranges = said.split(',').map((range) => range.trim().split('-').map(Number));
  const has = ranges.some(([from = 0, to = from]) => from <= CUSTOMARY && CUSTOMARY <= to);
  return has ? CUSTOMARY : (ranges[0]?.[0] ?? 0);
}
