import { type Family, formatInterval, PUBLIC } from '../network/address.ts';
import { covers, type Intervals, sizeOf, subtract } from '../network/interval.ts';
import type { Packets } from '../network/packets.ts';
import { namePorts, nameProtocols } from '../network/permission.ts';
import type { Way } from '../network/security-group.ts';
import type { Course, Trail } from './course.ts';
import type { Header, Hop } from './trace.ts';

/** A hop with what it is known by inside: the packets as they came in, and what decided in AWS's own words. */
export interface Step {
  readonly hop: Hop;
  readonly packets: Packets;
  /** Where the packet was: an instance, a subnet, a gateway, or `internet`. */
  readonly node: string;
  readonly facts?: object;
  /** Whether a filter looked at it on the way in or on the way out. */
  readonly way?: Way;
  /** The network interface that it happened at. */
  readonly interfaceId?: string;
  readonly subnetId?: string;
  readonly vpcId?: string;
}

/** All that a course met, from its start to its end. */
export function stepsOf({ trail }: Course): Step[] {
  const steps: Step[] = [];
  for (let each = trail; each; each = each.before) steps.push(stepOf(each));
  return steps.reverse();
}

export const hopsOf = (course: Course): Hop[] => stepsOf(course).map(({ hop }) => hop);

export function lastHopOf({ trail }: Course): Hop | undefined {
  return trail && stepOf(trail).hop;
}

/** The line of a filter is looked up only here: most hops are never told. */
function stepOf({ event: met, more, verdict, direction, packets }: Trail): Step {
  const event = more ? { ...met, ...(typeof more === 'function' ? more() : more) } : met;
  const {
    component: named,
    kind,
    node,
    code,
    rule: said,
    note,
    facts,
    filter,
    way,
    interfaceId,
    subnetId,
    vpcId,
  } = event;
  const line = filter?.lines.lineFor(packets, filter.peer);
  const component = line?.component ?? named;
  const rule = line?.text ?? said;
  const decided = line && 'facts' in line ? (line.facts as object) : facts;
  const hop: Hop = {
    direction,
    component,
    kind,
    ...(way && { way }),
    ...(interfaceId && { interfaceId }),
    verdict,
    ...(code && { code }),
    ...(rule && { rule }),
    header: headerOf(packets),
    ...(note && { note }),
  };
  return {
    hop,
    packets,
    node: (typeof node === 'function' ? node() : node) ?? component,
    ...(decided && { facts: decided }),
    ...(way && { way }),
    ...(interfaceId && { interfaceId }),
    ...(subnetId && { subnetId }),
    ...(vpcId && { vpcId }),
  };
}

/** Where the packets were last seen on their way there: where they were dropped first, else where they were delivered. */
export function lastNodeOf({ trail }: Course): string {
  let last: Trail | undefined;
  let dropped: Trail | undefined;
  for (let each = trail; each; each = each.before) {
    if (each.direction !== 'forward') continue;
    last ??= each;
    if (each.verdict === 'drop') dropped = each;
  }
  const end = dropped ?? last;
  return end ? stepOf(end).node : '';
}

function headerOf(packets: Packets): Header {
  const addresses = (set: Intervals) => {
    if (isInternet(packets.family, set)) return 'the internet';
    const names = set.map((interval) => formatInterval(packets.family, interval));
    return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more ranges` : names.join(', ');
  };
  return {
    protocol: nameProtocols(packets.protocols),
    source: addresses(packets.source),
    sourcePort: namePorts(packets.sourcePorts),
    destination: addresses(packets.destination),
    destinationPort: namePorts(packets.destinationPorts),
  };
}

/** All public addresses but a few, such as the account's own. */
function isInternet(family: Family, set: Intervals): boolean {
  const all = PUBLIC[family];
  return covers(all, set) && sizeOf(subtract(all, set)) < sizeOf(all) / 1000;
}
