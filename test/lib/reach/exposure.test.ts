import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, pointOf } from '../../../lib/network/address.ts';
import { contains } from '../../../lib/network/interval.ts';
import { interpret, type Network } from '../../../lib/network/network.ts';
import { ICMP, type Packets, TCP, UDP } from '../../../lib/network/packets.ts';
import { type Exposure, exposure } from '../../../lib/reach/exposure.ts';
import { ask } from '../../../lib/reach/question.ts';
import { accountOf, type Sketch } from '../account.ts';
import { estates } from '../estates.ts';

/** `eni-a 52.0.0.1 tcp 443`: what is open, and where by. */
const told = (sketch: Sketch) =>
  exposure(interpret(accountOf(sketch))).flatMap(({ nic, address, openings, via }) =>
    openings.map(({ protocols, ports }) => {
      const by = via ? ` by ${via.balancer.name}` : '';
      const text = ports.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join();
      return `${nic.id}${by} ${formatAddress(address)} ${protocols.map(([first]) => first).join()} ${text}`;
    }),
  );

const web = (change: Partial<Sketch> = {}): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] }, 'subnet-b': { cidr: '10.0.2.0/24' } },
  groups: {
    'sg-web': { in: ['tcp/443 0.0.0.0/0', 'tcp/22 10.0.0.0/8'] },
    'sg-app': { in: ['tcp/8080 10.0.1.0/24'] },
  },
  hosts: {
    'i-web': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-web'], public: '52.0.0.1' },
    'i-app': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-app'] },
  },
  ...change,
});

const balanced: Partial<Sketch> = {
  balancers: {
    lb: {
      internetFacing: true,
      groups: ['sg-web'],
      nodes: { 'subnet-a': '10.0.1.5 52.0.0.5' },
      listeners: { 'HTTP:443': ['tg-a'] },
    },
  },
  targetGroups: { 'tg-a': { to: 'HTTP:8080', targets: ['i-app'] } },
};

describe('what is exposed to the internet', () => {
  it.each<[string, Sketch, string[]]>([
    ['a public host, on the ports that are open to all', web(), ['eni-web 52.0.0.1 6 443']],
    [
      'neighbours, each on what its own groups let in',
      web({
        groups: {
          'sg-web': { in: ['tcp/443 0.0.0.0/0'] },
          'sg-app': { in: ['tcp/8080 0.0.0.0/0', 'udp/53 0.0.0.0/0'] },
        },
        hosts: {
          'i-web': { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-web'], public: '52.0.0.1' },
          'i-app': { subnet: 'subnet-a', ip: '10.0.1.11', groups: ['sg-app'], public: '52.0.0.2' },
          'i-both': { subnet: 'subnet-a', ip: '10.0.1.12', groups: ['sg-web', 'sg-app'], public: '52.0.0.3' },
        },
      }),
      [
        'eni-web 52.0.0.1 6 443',
        'eni-app 52.0.0.2 6 8080',
        'eni-app 52.0.0.2 17 53',
        'eni-both 52.0.0.3 6 443,8080',
        'eni-both 52.0.0.3 17 53',
      ],
    ],
    [
      'nothing without a route back',
      web({ subnets: { 'subnet-a': { cidr: '10.0.1.0/24' }, 'subnet-b': { cidr: '10.0.2.0/24' } } }),
      [],
    ],
    ['nothing without a gateway', web({ gateways: {} }), []],
    ['nothing behind Block Public Access', web({ blockPublicAccess: { mode: 'block-bidirectional' } }), []],
    [
      'what a load balancer hands on to',
      web({ ...balanced, hosts: { 'i-app': { subnet: 'subnet-b', ip: '10.0.2.10', groups: ['sg-app'] } } }),
      ['eni-lb-1 52.0.0.5 6 443', 'eni-app by lb 52.0.0.5 6 8080'],
    ],
  ])('%s', (_, sketch, expected) => {
    expect(told(sketch)).toEqual(expected);
  });

  it('is what asking interface by interface says', () => {
    fc.assert(
      fc.property(estates, packets, (sketch, asked) => {
        const network = interpret(accountOf(sketch));
        const found = exposure(network).filter(({ via }) => !via);
        for (const [id, address] of addressesOf(network)) {
          const family = address.family;
          const single = { ...asked[family], destination: [pointOf(address)] };
          const open = ask(network, { start: { internet: true }, packets: single }).passing.length > 0;
          const exposed = found.filter(({ nic, address: own }) => nic.id === id && own.value === address.value);
          expect([formatAddress(address), exposed.some((each) => holds(each, single))]).toEqual([
            formatAddress(address),
            open,
          ]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const addressesOf = ({ interfaces }: Network) =>
  [...interfaces.values()].flatMap((nic) =>
    [...nic.publicAddresses.map((each) => each.public), ...nic.addresses.filter(({ family }) => family === 6)].map(
      (address) => [nic.id, address] as const,
    ),
  );

const holds = ({ openings }: Exposure, { protocols, source, sourcePorts, destinationPorts }: Packets) =>
  openings.some(
    (each) =>
      contains(each.protocols, protocols[0]![0]) &&
      contains(each.source, source[0]![0]) &&
      contains(each.sourcePorts, sourcePorts[0]![0]) &&
      contains(each.ports, destinationPorts[0]![0]),
  );

/** A packet of each family from somebody else: TCP, UDP, or an echo request. */
const packets = fc
  .record({
    protocol: fc.constantFrom(TCP, TCP, UDP, ICMP),
    port: fc.constantFrom(22, 80, 400, 443, 501, 1024, 65_535),
    sourcePort: fc.constantFrom(1023, 1024, 65_535),
    four: fc.constantFrom(0x34010203, 0x7eff_fffe, 0x8200_0001, 0xcb00_7109),
  })
  .map(({ protocol, port, sourcePort, four }) => {
    const echo = protocol === ICMP;
    const single = (value: number): readonly [readonly [number, number]] => [[value, value]];
    const six = 0x20010db8n << 96n;
    return {
      4: {
        family: 4,
        protocols: single(protocol),
        source: single(four),
        sourcePorts: single(echo ? 0 : sourcePort),
        destination: [],
        destinationPorts: single(echo ? 2048 : port),
      },
      6: {
        family: 6,
        protocols: single(echo ? 58 : protocol),
        source: [[six, six]],
        sourcePorts: single(echo ? 33_024 : sourcePort),
        destination: [],
        destinationPorts: single(echo ? 32_768 : port),
      },
    } satisfies Record<4 | 6, Packets>;
  });
