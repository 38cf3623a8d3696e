import type { Account } from '../lib/account/types.ts';
import { addressSet, formatBlocks, PUBLIC, parseAddress, parseCidr } from '../lib/network/address.ts';
import { type Interval, type Intervals, sizeOf, subtract, union } from '../lib/network/interval.ts';
import { interpret } from '../lib/network/network.ts';
import { parseProtocol, portsOf } from '../lib/network/permission.ts';
import type { SecurityGroupRule, Way } from '../lib/network/security-group.ts';
import type { Hop } from '../lib/reach/trace.ts';
import type { Report } from './report.ts';

/** TCP traffic that a filter lets pass now, did not before, and that no intent of the case needs. */
export interface Excess {
  /** The interface whose security groups allow it, or the subnet whose network ACL does. */
  readonly at: string;
  readonly kind: 'security-group' | 'network-acl';
  readonly way: Way;
  /** IPv4 blocks of the other side, the fewest that hold exactly its addresses, and ports as `443` or `1024-65535`. */
  readonly peers: readonly string[];
  readonly ports: string;
  /** How many addresses times how many ports. */
  readonly size: number;
}

/** Ports with the IPv4 addresses that may use them: the ports of any two do not overlap. */
type Open = readonly { readonly ports: Interval; readonly peers: Intervals }[];

const ALL_PORTS: Interval = [0, 65_535];
const TCP = 6;

/** What a fix has opened beyond what its case asks for. The intents are read off the traces of what passes. */
export function excessOf({ before, after }: { before: Account; after: Account }, report: Report): Excess[] {
  const [was, is] = [interpret(before), interpret(after)];
  const needs = needsOf(report);
  const services = new Set(
    after.PrefixLists.filter(({ PrefixListName }) => PrefixListName?.startsWith('com.amazonaws.')).map(
      (list) => list.PrefixListId,
    ),
  );
  const groups = [...is.interfaces.values()].flatMap((nic) =>
    WAYS.flatMap((way) => {
      const earlier = was.interfaces.get(nic.id);
      // A new interface brings its groups along: what those allowed before was open to whoever had them.
      const known = new Set(
        (earlier?.groups ?? nic.groups).flatMap((id) => was.securityGroups.get(id)?.[way] ?? []).map(nameOf),
      );
      const rules = nic.groups.flatMap((id) => is.securityGroups.get(id)?.[way] ?? []);
      const added = rules.filter((rule) => {
        const isDefault =
          way === 'egress' && !was.securityGroups.has(rule.component) && rule.text.startsWith('allow all');
        return (
          !known.has(nameOf(rule)) &&
          !isDefault &&
          !(rule.facts.PrefixListIds ?? []).some((list) => services.has(list.PrefixListId))
        );
      });
      const place = { at: nic.id, kind: 'security-group', way } as const;
      const open = openedByRules(rules.filter((rule) => known.has(nameOf(rule))));
      return beyond(openedByRules(added), [...open, ...(needs.get(`${nic.id} ${way}`) ?? [])], place);
    }),
  );
  const acls = [...is.subnets.keys()].flatMap((at) =>
    WAYS.flatMap((way) => {
      const place = { at, kind: 'network-acl', way } as const;
      // What an entry allowed all along was meant to be open, even where a deny entry stood before it.
      const allowed = entriesFor(before, at).filter(({ RuleAction }) => RuleAction === 'allow');
      const known = [...openedByEntries(allowed, way), ...(needs.get(`${at} ${way}`) ?? [])];
      return was.subnets.has(at) ? beyond(openedByEntries(entriesFor(after, at), way), known, place) : [];
    }),
  );
  return [...groups, ...acls];
}

const WAYS = ['ingress', 'egress'] as const;

const nameOf = ({ component, text }: SecurityGroupRule) => `${component} ${text}`;

function openedByRules(rules: readonly SecurityGroupRule[]): Open {
  const tcp = rules.filter(({ protocols }) => protocols.some(([first, last]) => first <= TCP && TCP <= last));
  return cut(tcp.flatMap(({ ports }) => ports)).map((ports) => ({
    ports,
    peers: union(tcp.filter((rule) => holds(rule.ports, ports)).flatMap(({ peer }) => peer[4])),
  }));
}

const entriesFor = ({ NetworkAcls }: Account, subnetId: string): Entries =>
  NetworkAcls.find(({ Associations }) => Associations?.some((each) => each.SubnetId === subnetId))?.Entries ?? [];

type Entries = NonNullable<Account['NetworkAcls'][number]['Entries']>;

/** Entries count in the order of their numbers: what an earlier one decides, a later one cannot change. */
function openedByEntries(entries: Entries, way: Way): Open {
  const own = entries
    .filter(({ Egress, CidrBlock }) => Egress === (way === 'egress') && CidrBlock !== undefined)
    .flatMap((entry) => {
      const protocols = parseProtocol(entry.Protocol);
      const cidr = parseCidr(entry.CidrBlock ?? '');
      if (!protocols?.some(([first, last]) => first <= TCP && TCP <= last) || !cidr) return [];
      const ports = portsOf(protocols, entry.PortRange?.From, entry.PortRange?.To);
      return [
        { number: entry.RuleNumber ?? 0, allows: entry.RuleAction === 'allow', ports, peer: addressSet([cidr])[4] },
      ];
    })
    .sort((a, b) => a.number - b.number);
  return cut(own.flatMap(({ ports }) => ports)).map((ports) => {
    let [allowed, decided]: [Intervals, Intervals] = [[], []];
    for (const entry of own) {
      if (!holds(entry.ports, ports)) continue;
      const rest = subtract(entry.peer, decided);
      if (entry.allows) allowed = union([...allowed, ...rest]);
      decided = union([...decided, ...rest]);
    }
    return { ports, peers: allowed };
  });
}

/** The parts of what is open that are in nothing of what was open or is needed. */
function beyond(open: Open, known: Open, place: Pick<Excess, 'at' | 'kind' | 'way'>): Excess[] {
  const parts = cut([...open, ...known].map(({ ports }) => ports));
  const found = parts.flatMap((ports) => {
    const of = (all: Open) => union(all.filter((each) => holds([each.ports], ports)).flatMap(({ peers }) => peers));
    const peers = subtract(of(open), of(known));
    return peers.length > 0 ? [{ ports, peers }] : [];
  });
  return joined(found).map(({ ports: [first, last], peers }) => ({
    ...place,
    peers: formatBlocks(4, peers),
    ports: first === last ? `${first}` : `${first}-${last}`,
    size: Number(sizeOf(peers)) * (Number(last) - Number(first) + 1),
  }));
}

/** Neighbouring ports with the same addresses are told as one range. */
function joined(open: Open): Open {
  const all: { ports: Interval; peers: Intervals }[] = [];
  for (const each of open) {
    const last = all.at(-1);
    const same = last && JSON.stringify(last.peers.map(String)) === JSON.stringify(each.peers.map(String));
    if (last && same && Number(last.ports[1]) + 1 === each.ports[0]) last.ports = [last.ports[0], each.ports[1]];
    else all.push({ ...each });
  }
  return all;
}

/** All ports in pieces that each interval holds as a whole or not at all. */
function cut(intervals: Intervals): Interval[] {
  const starts = new Set([0, ...intervals.flatMap(([first, last]) => [Number(first), Number(last) + 1])]);
  const sorted = [...starts].filter((port) => port <= 65_535).sort((a, b) => a - b);
  return sorted.map((first, i): Interval => [first, (sorted[i + 1] ?? 65_536) - 1]);
}

const holds = (set: Intervals, [first, last]: Interval) => set.some(([from, to]) => from <= first && last <= to);

/** What the passing flows of a report need of each filter that they meet, by its interface or subnet and its direction. */
function needsOf({ checks }: Report): ReadonlyMap<string, Open> {
  const needs = new Map<string, { ports: Interval; peers: Intervals }[]>();
  const hops = checks.flatMap(({ finding: { trace } }): readonly Hop[] =>
    trace ? [...trace.forward, ...trace.return] : [],
  );
  for (const { kind, way, interfaceId, subnetId, header } of hops) {
    if (way === undefined || (kind !== 'security-group' && kind !== 'network-acl')) continue;
    const key = `${kind === 'security-group' ? interfaceId : subnetId} ${way}`;
    const peers = addressesIn(way === 'ingress' ? header.source : header.destination);
    needs.set(key, [...(needs.get(key) ?? []), ...portsIn(header.destinationPort).map((ports) => ({ ports, peers }))]);
  }
  return needs;
}

/** Addresses as a trace tells them; where it only sums them up, all that are public. */
function addressesIn(text: string): Intervals {
  const parts = text.split(', ').map((part) => rangeIn(part));
  return parts.includes(undefined) ? PUBLIC[4] : union(parts.filter((part) => part !== undefined));
}

function rangeIn(text: string): Interval | undefined {
  const cidr = parseCidr(text);
  if (cidr?.family === 4) return [cidr.first, cidr.last];
  const [first, last = first] = text.split('-').map((each) => parseAddress(each));
  return first?.family === 4 && last?.family === 4 ? [first.value, last.value] : undefined;
}

function portsIn(text: string): Interval[] {
  if (text === 'any') return [ALL_PORTS];
  return text.split(',').map((range): Interval => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return [first, last];
  });
}
