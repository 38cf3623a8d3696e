import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { answerCase } from '../../../lib/reach/case.ts';
import { accountOf } from '../account.ts';

const network = interpret(
  accountOf({
    subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } },
    groups: { 'sg-a': { in: ['tcp/443 0.0.0.0/0'] } },
    hosts: {
      'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
      'i-b': { subnet: 'subnet-a', ip: '10.0.1.20', groups: ['sg-a'] },
    },
  }),
);

describe('the answer to one of many cases', () => {
  it('has every hop with its rule', () => {
    expect(answerCase(network, { id: 'one', from: 'i-a', to: 'i-b', protocol: 'tcp', port: 443 })).toEqual({
      id: 'one',
      verdict: 'reachable',
      lastHop: 'i-b',
      forward: [
        { component: 'sg-a', verdict: 'pass', rule: 'allow all 0.0.0.0/0' },
        { component: 'sg-a', verdict: 'pass', rule: 'allow tcp/443 0.0.0.0/0' },
        { component: 'i-b', verdict: 'pass' },
      ],
      return: [
        { component: 'sg-a', verdict: 'pass', rule: 'tracked connection' },
        { component: 'sg-a', verdict: 'pass', rule: 'tracked connection' },
        { component: 'i-a', verdict: 'pass' },
      ],
      blockers: [],
    });
  });

  it('names what blocks', () => {
    const { verdict, blockers } = answerCase(network, { id: 'two', from: 'i-a', to: 'i-b', protocol: 'tcp', port: 22 });
    expect({ verdict, blockers }).toEqual({
      verdict: 'blocked',
      blockers: [{ component: 'sg-a', code: 'ENI_SG_RULES_MISMATCH', direction: 'forward' }],
    });
  });

  it('says what gets through where the case leaves that open', () => {
    const { verdict, partial, allowed } = answerCase(network, { id: 'three', from: 'i-a', to: 'i-b' });
    expect({ verdict, partial, allowed }).toEqual({
      verdict: 'reachable',
      partial: true,
      allowed: [{ protocol: 'tcp', sourcePorts: null, ports: '443', responseBlocked: false }],
    });
  });
});
