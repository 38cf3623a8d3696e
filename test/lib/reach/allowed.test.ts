import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interpret } from '../../../lib/network/network.ts';
import { type Allowed, allowedOf } from '../../../lib/reach/allowed.ts';
import { askFlow, trace } from '../../../lib/reach/flow.ts';
import { accountOf, type Sketch } from '../account.ts';
import { sketchesWith } from '../sketches.ts';

const ALL = ['100 allow all 0.0.0.0/0'];

const between = (rules: string[], acl: Partial<{ in: string[]; out: string[] }> = {}): Sketch => ({
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24' },
    'subnet-b': { cidr: '10.0.2.0/24', acl: { in: ALL, out: ALL, ...acl } },
  },
  groups: { 'sg-a': { in: [] }, 'sg-b': { in: rules, out: [] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-a'] },
    'i-b': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-b'] },
  },
});

const allowed = (sketch: Sketch, protocol?: string) =>
  allowedOf(askFlow(interpret(accountOf(sketch)), { from: 'i-a', to: 'i-b', ...(protocol && { protocol }) })).map(
    textOf,
  );

const textOf = ({ protocol, sourcePorts, ports, responseBlocked }: Allowed) =>
  [
    protocol,
    ports ?? 'any',
    ...(sourcePorts ? [`from ${sourcePorts}`] : []),
    ...(responseBlocked ? ['unanswered'] : []),
  ].join(' ');

describe('the exact set of what gets through', () => {
  it.each<[string, Sketch, string[]]>([
    ['nothing', between([]), []],
    ['everything', between(['all 0.0.0.0/0']), ['all any']],
    ['a port', between(['tcp/443 0.0.0.0/0']), ['tcp 443']],
    [
      'ports that touch are one range',
      between(['tcp/443 0.0.0.0/0', 'tcp/444-450 10.0.0.0/8', 'tcp/8080 0.0.0.0/0']),
      ['tcp 443-450,8080'],
    ],
    [
      'protocols apart',
      between(['tcp/443 0.0.0.0/0', 'udp/53 0.0.0.0/0', 'icmp 0.0.0.0/0', '47 0.0.0.0/0']),
      ['icmp any', 'tcp 443', 'udp 53', '47 any'],
    ],
    [
      'what is answered to some source ports',
      between(['tcp/443 0.0.0.0/0'], { out: ['100 allow tcp/32768-65535 0.0.0.0/0'] }),
      ['tcp 443 from 32768-65535', 'tcp 443 from 1-32767 unanswered'],
    ],
    ['what is never answered', between(['tcp/443 0.0.0.0/0'], { out: [] }), ['tcp 443 unanswered']],
    ['UDP asks for no answer', between(['udp/53 0.0.0.0/0'], { out: [] }), ['udp 53']],
    [
      'what an entry takes out',
      between(['tcp/0-65535 0.0.0.0/0'], { in: ['90 deny tcp/22 0.0.0.0/0', ...ALL] }),
      ['tcp 1-21,23-65535'],
    ],
  ])('%s', (_, sketch, expected) => expect(allowed(sketch)).toEqual(expected));

  it('of one protocol', () => {
    expect(allowed(between(['tcp/443 0.0.0.0/0', 'udp/53 0.0.0.0/0']), 'udp')).toEqual(['udp 53']);
  });

  it('is what asking port by port says', () => {
    fc.assert(
      fc.property(
        sketchesWith(1),
        fc.constantFrom(22, 399, 443, 501, 1024, 65_535),
        fc.constantFrom(1024, 40_000),
        (sketch, port, sourcePort) => {
          const network = interpret(accountOf(sketch));
          const flow = { from: 'i-a', to: 'i-b', protocol: 'tcp' };
          const open = allowedOf(askFlow(network, flow)).filter(({ responseBlocked }) => !responseBlocked);
          const held = (text: string | null, value: number) =>
            text === null ||
            text.split(',').some((part) => {
              const [first = 0, last = first] = part.split('-').map(Number);
              return first <= value && value <= last;
            });
          const told = open.some(
            (each) => /^(tcp|all)$/.test(each.protocol) && held(each.ports, port) && held(each.sourcePorts, sourcePort),
          );
          const { verdict } = trace(network, { ...flow, port, sourcePort });
          expect(told).toBe(verdict === 'reachable');
        },
      ),
      { numRuns: 300 },
    );
  });
});
