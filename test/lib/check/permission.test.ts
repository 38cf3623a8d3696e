import { describe, expect, it } from 'vitest';
import { aclDenies, admits, anyPort, cidr, noAllPortsRule, refuses, tcp } from '../../../lib/check/index.ts';
import type { Sketch } from '../account.ts';
import { outcome, viewOf } from './view.ts';

const PLACES = { host: ['i-host'], other: ['i-other'], net: ['subnet-a'], nobody: [] };

/** A host with some rules, and another one beside it. */
function withRules(rules: { in?: string[]; out?: string[] }, more: Partial<Sketch> = {}): Sketch {
  return {
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } },
    groups: { 'sg-host': { in: [], out: [], ...rules }, 'sg-other': {} },
    hosts: {
      'i-host': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-host'] },
      'i-other': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-other'] },
    },
    ...more,
  };
}
const see = (sketch: Sketch) => viewOf(sketch, PLACES);
const UNREAD: Sketch = { ...withRules({}), groups: {} };

describe('admits', () => {
  const check = admits('host', 'egress', 'internet', tcp(443));

  it.each<[string, string[], string]>([
    ['one rule', ['tcp/443 0.0.0.0/0'], 'pass'],
    ['two halves', ['tcp/443 0.0.0.0/1', 'tcp/440-450 128.0.0.0/1'], 'pass'],
    ['half of it', ['tcp/443 0.0.0.0/1'], 'FLOW_NOT_ALLOWED'],
    ['the port beside it', ['tcp/444 0.0.0.0/0'], 'FLOW_NOT_ALLOWED'],
    ['nothing', [], 'FLOW_NOT_ALLOWED'],
  ])('%s', (_, out, expected) => expect(outcome(check, see(withRules({ out })))).toBe(expected));

  it('cannot tell when a group is not readable', () => expect(outcome(check, see(UNREAD))).toBe('unknown'));

  it('fails without the host, or without the peer', () => {
    const view = see(withRules({ out: ['all 0.0.0.0/0'] }));
    expect(outcome(admits('nobody', 'egress', 'internet', tcp(443)), view)).toBe('MISSING');
    expect(outcome(admits('host', 'egress', 'nobody', tcp(443)), view)).toBe('MISSING');
  });
});

describe('refuses', () => {
  const check = refuses('host', 'ingress', 'internet', tcp(443));

  it.each<[string, string[], string]>([
    ['nothing', [], 'pass'],
    ['private addresses', ['all 10.0.0.0/8'], 'pass'],
    ['another port', ['tcp/444 0.0.0.0/0'], 'pass'],
    ['another protocol', ['udp/443 0.0.0.0/0'], 'pass'],
    ['the world', ['tcp/443 0.0.0.0/0'], 'OPEN_TO_INTERNET'],
    ['a half of the world', ['tcp/443 128.0.0.0/1'], 'OPEN_TO_INTERNET'],
    ['the world of IPv6', ['tcp/0-65535 ::/0'], 'OPEN_TO_INTERNET'],
    ['a prefix list', ['tcp/443 pl-all'], 'OPEN_TO_INTERNET'],
    ['a prefix list of private addresses', ['tcp/443 pl-own'], 'pass'],
    ['a prefix list that could not be read', ['tcp/443 pl-unread'], 'unknown'],
    ['a prefix list that could not be read, for another port', ['tcp/22 pl-unread'], 'pass'],
  ])('%s', (_, ingress, expected) => {
    const prefixLists = { 'pl-all': ['0.0.0.0/1', '128.0.0.0/1'], 'pl-own': ['10.0.0.0/8'] };
    const hosts = { 'i-host': { subnet: 'subnet-a', ip: '10.0.1.10', ipv6: '2600::1', groups: ['sg-host'] } };
    expect(outcome(check, see(withRules({ in: ingress }, { prefixLists, hosts })))).toBe(expected);
  });

  it.each<[string, string[], string]>([
    ['its group', ['tcp/443 sg-other'], 'RULE_TOO_WIDE'],
    ['its subnet', ['tcp/443 10.0.1.0/24'], 'RULE_TOO_WIDE'],
    ['its neighbours only', ['tcp/443 10.0.1.0/28'], 'pass'],
    ['a group it is not in', ['tcp/443 sg-host'], 'pass'],
  ])('another host, by %s', (_, ingress, expected) => {
    expect(outcome(refuses('host', 'ingress', 'other', tcp(443)), see(withRules({ in: ingress })))).toBe(expected);
  });

  it('names the rule as the cause', () => {
    expect(check.run(see(withRules({ in: ['tcp/443 0.0.0.0/0'] })))).toMatchObject({
      expected: 'the security groups of host do not allow tcp/443 from the internet',
      actual: 'at least a part of it is allowed',
      where: ['sg-host'],
      cause: 'sg-host: allow tcp/443 0.0.0.0/0',
    });
  });

  it('cannot tell when a group is not readable', () => expect(outcome(check, see(UNREAD))).toBe('unknown'));

  it('fails without the host, or without the peer', () => {
    const view = see(withRules({}));
    expect(outcome(refuses('nobody', 'ingress', 'internet', anyPort), view)).toBe('MISSING');
    expect(outcome(refuses('host', 'ingress', 'nobody', anyPort), view)).toBe('MISSING');
    expect(outcome(refuses('host', 'ingress', cidr('10.0.9.0/24'), anyPort), view)).toBe('pass');
  });
});

describe('noAllPortsRule', () => {
  const check = noAllPortsRule('host', 'egress');

  it.each<[string, string[], string]>([
    ['some ports', ['tcp/443 0.0.0.0/0', 'tcp/8000-9000 0.0.0.0/0'], 'pass'],
    ['everything', ['all 10.0.0.1/32'], 'RULE_TOO_WIDE'],
    ['all ports', ['tcp/0-65535 10.0.0.1/32'], 'RULE_TOO_WIDE'],
    ['all ports but one', ['tcp/1-65535 10.0.0.1/32'], 'RULE_TOO_WIDE'],
    ['all ports in two rules', ['tcp/0-30000 10.0.0.1/32', 'tcp/30001-65535 10.0.0.1/32'], 'RULE_TOO_WIDE'],
    ['all ports of UDP', ['udp/0-65535 10.0.0.1/32'], 'RULE_TOO_WIDE'],
    ['ICMP', ['icmp 0.0.0.0/0'], 'pass'],
  ])('%s', (_, out, expected) => expect(outcome(check, see(withRules({ out })))).toBe(expected));

  it('looks at one way only', () => expect(outcome(check, see(withRules({ in: ['all 0.0.0.0/0'] })))).toBe('pass'));
  it('cannot tell when a group is not readable', () => expect(outcome(check, see(UNREAD))).toBe('unknown'));
  it('fails without the host', () => {
    expect(outcome(noAllPortsRule('nobody', 'egress'), see(withRules({})))).toBe('MISSING');
  });
});

describe('aclDenies', () => {
  const low = tcp([0, 442], [444, 1023]);
  const withEntries = (out: string[]): Sketch => ({
    ...withRules({}),
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', acl: { in: [], out } } },
  });

  it.each<[string, string[], string]>([
    ['no entry', [], 'pass'],
    ['other ports', ['100 allow tcp/443 0.0.0.0/0', '110 allow tcp/1024-65535 0.0.0.0/0'], 'pass'],
    ['everything behind a deny', ['90 deny tcp/0-1023 0.0.0.0/0', '100 allow all 0.0.0.0/0'], 'pass'],
    ['everything', ['100 allow all 0.0.0.0/0'], 'ACL_NEUTRALISED'],
    ['everything before a deny', ['90 allow all 0.0.0.0/0', '100 deny tcp/0-1023 0.0.0.0/0'], 'ACL_NEUTRALISED'],
    ['one port too many', ['100 allow tcp/1023-65535 0.0.0.0/0'], 'ACL_NEUTRALISED'],
    ['all of IPv6', ['100 allow all ::/0'], 'ACL_NEUTRALISED'],
  ])('%s', (_, out, expected) => {
    expect(outcome(aclDenies('net', 'egress', 'internet', low), see(withEntries(out)))).toBe(expected);
    expect(outcome(aclDenies('host', 'egress', 'internet', low), see(withEntries(out)))).toBe(expected);
  });

  it('cannot tell without network ACLs', () => {
    const view = viewOf(withRules({}), PLACES, { NetworkAcls: [] });
    expect(outcome(aclDenies('net', 'egress', 'internet', low), view)).toBe('unknown');
  });

  it('fails without the subnet', () => {
    expect(outcome(aclDenies('nobody', 'egress', 'internet', low), see(withRules({})))).toBe('MISSING');
  });
});
