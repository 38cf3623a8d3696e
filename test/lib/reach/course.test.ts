import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { trace } from '../../../lib/reach/flow.ts';
import { accountOf } from '../account.ts';

describe('what a header calls a set of addresses', () => {
  const network = interpret(
    accountOf({
      gateways: { 'igw-a': 'vpc-a' },
      subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] } },
      groups: { 'sg-a': { in: ['all 203.0.113.0/24'], out: ['all 0.0.0.0/1', 'all 10.0.0.0/8'] } },
      hosts: {
        'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'], public: '52.1.1.1' },
        'i-b': { subnet: 'subnet-a', ip: '10.0.1.11', groups: ['sg-a'], public: '52.1.1.9' },
      },
    }),
  );
  const first = (from: string, to: string) =>
    trace(network, { from, to, protocol: 'tcp', port: 443 }).forward[0]?.header;

  it('all public addresses but our own are the internet', () => {
    expect(first('internet', 'i-a')).toMatchObject({ source: 'the internet', destination: '52.1.1.1' });
  });

  it('a half of them is not', () => {
    expect(first('i-a', 'internet')?.destination).not.toBe('the internet');
  });

  it('a block is a block', () => expect(first('203.0.113.0/24', 'i-a')?.source).toBe('203.0.113.0/24'));
});
