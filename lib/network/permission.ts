import type { Intervals } from './interval.ts';
import { ALL_PORTS, ALL_PROTOCOLS, ICMP, ICMPV6, TCP, UDP } from './packets.ts';

const NUMBERS: Readonly<Record<string, number>> = { icmp: ICMP, tcp: TCP, udp: UDP, icmpv6: ICMPV6 };
const NAMES: Readonly<Record<number, string>> = { [ICMP]: 'icmp', [TCP]: 'tcp', [UDP]: 'udp', [ICMPV6]: 'icmpv6' };

/** Reads a protocol as AWS writes it: a name, a number, or -1 for all. Undefined when it is none of them. */
export function parseProtocol(text: string | undefined): Intervals | undefined {
  if (text === undefined) return undefined;
  if (text === '-1' || text === 'all') return ALL_PROTOCOLS;
  const number = NUMBERS[text.toLowerCase()] ?? (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN);
  return number >= 0 && number <= 255 ? [[number, number]] : undefined;
}

function protocolName(number: number): string {
  return NAMES[number] ?? `protocol ${number}`;
}

/** `all`, `tcp`, or `tcp, udp`. */
export function nameProtocols(protocols: Intervals): string {
  if (protocols.length === 1 && protocols[0]![0] === 0 && protocols[0]![1] === 255) return 'all';
  return protocols
    .map(([first, last]) => (first === last ? protocolName(Number(first)) : `protocols ${first}-${last}`))
    .join(', ');
}

/** `443`, `1024-65535`, `any`, or a list. */
export function namePorts(ports: Intervals): string {
  if (ports.length === 1 && ports[0]![0] === 0 && ports[0]![1] === 65535) return 'any';
  return ports.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

const hasPorts = (protocol: number) => protocol === TCP || protocol === UDP;
const isIcmp = (protocol: number) => protocol === ICMP || protocol === ICMPV6;

/**
 * The destination ports that a rule covers. Ports count for TCP and UDP only; for ICMP, `from` is the type and `to` the code,
 * each -1 for any. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
export function portsOf(protocols: Intervals, from: number | undefined, to: number | undefined): Intervals {
  const single = protocols.length === 1 && protocols[0]![0] === protocols[0]![1] ? Number(protocols[0]![0]) : undefined;
  if (single === undefined || from === undefined) return ALL_PORTS;
  if (hasPorts(single)) return from === -1 ? ALL_PORTS : [[from, to ?? from]];
  if (!isIcmp(single) || from === -1) return ALL_PORTS;
  return to === undefined || to === -1 ? [[from * 256, from * 256 + 255]] : [[from * 256 + to, from * 256 + to]];
}

/** `all`, `tcp/443`, `tcp/any`, `icmp type 8`. */
export function nameTraffic(protocols: Intervals, ports: Intervals): string {
  const protocol = nameProtocols(protocols);
  if (protocol === 'all') return 'all';
  if (protocol === 'icmp' || protocol === 'icmpv6') return `${protocol}${nameIcmp(ports)}`;
  return `${protocol}/${namePorts(ports)}`;
}

function nameIcmp([range]: Intervals): string {
  if (!range || (range[0] === 0 && range[1] === 65535)) return '';
  const type = Math.floor(Number(range[0]) / 256);
  return range[0] === range[1] ? ` type ${type} code ${Number(range[0]) % 256}` : ` type ${type}`;
}
