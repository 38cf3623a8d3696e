import { describe, expect, it } from 'vitest';
import { HOUSE_RULES } from '../../../lib/check/house-rules.ts';
import type { Sketch } from '../account.ts';
import { denied, outcome, viewOf } from './view.ts';

function lab(ingress: string[], { address, state }: { address?: string; state?: 'running' | 'stopped' } = {}): Sketch {
  return {
    gateways: { 'igw-a': 'vpc-a' },
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] } },
    groups: { 'sg-a': { in: ingress }, 'sg-unused': { in: ['all 0.0.0.0/0'] } },
    hosts: {
      'i-a': {
        subnet: 'subnet-a',
        ip: '10.0.1.10',
        groups: ['sg-a'],
        ...(address && { public: address }),
        ...(state && { state }),
      },
    },
    prefixLists: { 'pl-halves': ['0.0.0.0/1', '128.0.0.0/1'] },
  };
}
const see = (sketch: Sketch) => viewOf(sketch, {});

describe('shells', () => {
  const address = '52.1.1.1';

  it.each<[string, string[], { address?: string; state?: 'stopped' }, string]>([
    ['other ports', ['tcp/443 0.0.0.0/0'], { address }, 'pass'],
    ['no public address', ['tcp/22 0.0.0.0/0'], {}, 'pass'],
    ['private addresses', ['tcp/22 10.0.0.0/8'], { address }, 'pass'],
    ['port 22', ['tcp/22 0.0.0.0/0'], { address }, 'REACHABLE'],
    ['port 22 for a part of the world', ['tcp/22 203.0.113.0/24'], { address }, 'REACHABLE'],
    ['port 3389 in a range', ['tcp/3000-4000 0.0.0.0/0'], { address }, 'REACHABLE'],
    ['port 22 through a prefix list', ['tcp/22 pl-halves'], { address }, 'REACHABLE'],
    ['port 22 of a host that is stopped', ['tcp/22 0.0.0.0/0'], { address, state: 'stopped' }, 'REACHABLE'],
    ['a group that is not readable', ['tcp/22 pl-unread'], { address }, 'unknown'],
  ])('%s', (_, ingress, host, expected) => {
    expect(outcome(HOUSE_RULES.shells, see(lab(ingress, host)))).toBe(expected);
  });

  it('names the host', () => {
    expect(HOUSE_RULES.shells.run(see(lab(['tcp/22 0.0.0.0/0'], { address }))).where).toEqual(['i-a']);
  });

  it('cannot tell where interfaces were not readable', () => {
    expect(outcome(HOUSE_RULES.shells, viewOf(lab([]), {}, denied('ec2 describe-network-interfaces')))).toBe('unknown');
  });
});

describe('manyPorts', () => {
  it.each<[string, string[], string]>([
    ['one port to all', ['tcp/443 0.0.0.0/0'], 'pass'],
    ['everything to a subnet', ['all 10.0.1.0/24'], 'pass'],
    ['everything to a part of a subnet', ['all 10.0.1.0/28'], 'pass'],
    ['everything to one address', ['all 203.0.113.7/32'], 'pass'],
    ['everything to a group', ['all sg-a'], 'pass'],
    ['everything to all', ['all 0.0.0.0/0'], 'RULE_TOO_WIDE'],
    ['everything to the VPC', ['all 10.0.0.0/16'], 'RULE_TOO_WIDE'],
    ['all ports to all, in two rules', ['tcp/0-30000 0.0.0.0/0', 'tcp/30001-65535 0.0.0.0/0'], 'RULE_TOO_WIDE'],
    ['all ports through a prefix list', ['tcp/0-65535 pl-halves'], 'RULE_TOO_WIDE'],
    ['all ports of IPv6', ['tcp/0-65535 ::/0'], 'RULE_TOO_WIDE'],
  ])('%s', (_, ingress, expected) => {
    expect(outcome(HOUSE_RULES.manyPorts, see(lab(ingress)))).toBe(expected);
  });

  it('cannot tell when a group is not readable', () => {
    expect(outcome(HOUSE_RULES.manyPorts, viewOf(lab([]), {}, { SecurityGroups: [] }))).toBe('unknown');
  });
});
