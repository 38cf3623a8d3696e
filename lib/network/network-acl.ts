import type { NetworkAclEntry as EntryFacts, NetworkAcl as NetworkAclFacts } from '@aws-sdk/client-ec2';
import { addressSet, parseCidr } from './address.ts';
import { Filter } from './filter.ts';
import type { FilterLine } from './filter-line.ts';
import { nameTraffic, parseProtocol, portsOf } from './permission.ts';

interface NetworkAclEntry extends FilterLine {
  readonly number: number;
  readonly facts: EntryFacts;
}

/**
 * Entries in the order in which they are tried; the first that matches decides, and what none matches is denied.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: string;
  readonly ingress: Filter<NetworkAclEntry>;
  readonly egress: Filter<NetworkAclEntry>;
}

/** From this number on, the API shows the final `*` entries, one for each address family. */
const LAST = 32767;

export function interpretNetworkAcl(facts: NetworkAclFacts): NetworkAcl {
  const id = facts.NetworkAclId ?? '';
  const entries = (facts.Entries ?? [])
    .flatMap((entry) => interpretEntry(entry, id))
    .sort((a, b) => a.number - b.number);
  const way = (egress: boolean) => new Filter(entries.filter((entry) => entry.facts.Egress === egress));
  return { id, vpcId: facts.VpcId ?? '', ingress: way(false), egress: way(true) };
}

function interpretEntry(facts: EntryFacts, component: string): NetworkAclEntry[] {
  const protocols = parseProtocol(facts.Protocol);
  const block = facts.CidrBlock ?? facts.Ipv6CidrBlock ?? '';
  const cidr = parseCidr(block);
  if (!protocols || !cidr) return [];
  const range = facts.IcmpTypeCode
    ? { From: facts.IcmpTypeCode.Type, To: facts.IcmpTypeCode.Code }
    : (facts.PortRange ?? { From: undefined, To: undefined });
  const ports = portsOf(protocols, range.From, range.To);
  const number = facts.RuleNumber ?? LAST;
  const action = facts.RuleAction === 'allow' ? 'allow' : 'deny';
  const text = `${number >= LAST ? '*' : number} ${action} ${nameTraffic(protocols, ports)} ${block}`;
  return [{ number, action, protocols, ports, peer: addressSet([cidr]), component, text, facts }];
}
