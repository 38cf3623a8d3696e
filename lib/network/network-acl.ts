import type { NetworkAclEntry as EntryFacts, NetworkAcl as NetworkAclFacts } from '@aws-sdk/client-ec2';
import { type AddressSet, addressSet, parseCidr } from './address.ts';
import type { Intervals } from './interval.ts';
import { nameTraffic, parseProtocol, portsOf } from './permission.ts';

interface NetworkAclEntry {
  readonly number: number;
  readonly action: 'allow' | 'deny';
  readonly protocols: Intervals;
  readonly ports: Intervals;
  readonly peer: AddressSet;
  readonly text: string;
}

/**
 * Entries in the order in which they are tried; the first that matches decides, and what none matches is denied.
 * https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: string;
  readonly ingress: readonly NetworkAclEntry[];
  readonly egress: readonly NetworkAclEntry[];
}

/** From this number on, the API shows the final `*` entries, one for each address family. */
const LAST = 32767;

export function interpretNetworkAcl(facts: NetworkAclFacts): NetworkAcl {
  const entries = (egress: boolean) =>
    (facts.Entries ?? [])
      .filter((entry) => entry.Egress === egress)
      .flatMap(interpretEntry)
      .sort((a, b) => a.number - b.number);
  return { id: facts.NetworkAclId ?? '', vpcId: facts.VpcId ?? '', ingress: entries(false), egress: entries(true) };
}

function interpretEntry(facts: EntryFacts): NetworkAclEntry[] {
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
  return [{ number, action, protocols, ports, peer: addressSet([cidr]), text }];
}
