import fc from 'fast-check';
import type { Sketch } from '../../lib/account.ts';
import { aclAmong, mostly, rulesAmong } from './draws.ts';

const VPC_A = ['subnet-a', 'subnet-b', 'subnet-fw', 'subnet-nat'] as const;
const HOSTS = [
  ['a', 'subnet-a', '10.0.1.10'],
  ['c', 'subnet-a', '10.0.1.20'],
  ['b', 'subnet-b', '10.0.2.10'],
  ['fw', 'subnet-fw', '10.0.3.10'],
  ['d', 'subnet-fw', '10.0.3.20'],
  ['x', 'subnet-x', '10.1.1.10'],
] as const;

const BLOCKS = '0.0.0.0/0 10.0.0.0/16 10.0.1.0/24 10.0.2.0/24 10.0.3.0/24 10.0.1.10/32 52.0.0.0/8'.split(' ');
const rules = rulesAmong(
  BLOCKS,
  HOSTS.map(([name]) => `sg-${name}`),
);
const acl = aclAmong(BLOCKS);

const toFirewall = fc.subarray(['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '52.9.0.0/16']);
const detours = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: toFirewall });
const outwards = fc.oneof(
  { weight: 4, arbitrary: fc.constant(['0.0.0.0/0 -> igw-a']) },
  { weight: 2, arbitrary: fc.constant(['0.0.0.0/0 -> nat-a']) },
  { weight: 2, arbitrary: fc.constant(['0.0.0.0/0 -> eni-fw']) },
  {
    weight: 1,
    arbitrary: fc.constant(['0.0.0.0/1 -> nat-a', '128.0.0.0/1 -> igw-a', '8.8.8.8/32 -> nat-a blackhole']),
  },
  { weight: 1, arbitrary: fc.constant([]) },
);
const table = fc.tuple(outwards, detours).map(([out, blocks]) => [...out, ...blocks.map((to) => `${to} -> eni-fw`)]);

/** Networks in which most things work, with middleboxes, NAT and a second VPC, so that what fails does so for one or two reasons. */
export const busySketches: fc.Arbitrary<Sketch> = fc
  .record({
    tables: fc.tuple(...VPC_A.map(() => table)),
    acls: fc.tuple(...VPC_A.map(() => acl)),
    groups: fc.tuple(...HOSTS.map(() => fc.record({ in: rules, out: rules }))),
    publics: fc.tuple(...HOSTS.map(() => fc.boolean())),
    runs: fc.tuple(...HOSTS.map(() => mostly(20))),
    forwards: mostly(6),
    nat: mostly(8),
    natIsPublic: mostly(8),
  })
  .map((drawn) => ({
    vpcs: { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' },
    gateways: { 'igw-a': 'vpc-a', 'igw-b': 'vpc-b' },
    subnets: {
      ...Object.fromEntries(
        VPC_A.map((id, i) => [
          id,
          { cidr: `10.0.${i + 1}.0/24`, routes: drawn.tables[i] ?? [], ...(drawn.acls[i] && { acl: drawn.acls[i] }) },
        ]),
      ),
      'subnet-x': { cidr: '10.1.1.0/24', vpc: 'vpc-b', routes: ['0.0.0.0/0 -> igw-b'] },
    },
    groups: Object.fromEntries(
      HOSTS.map(([name, subnet], i) => [
        `sg-${name}`,
        { vpc: subnet === 'subnet-x' ? 'vpc-b' : 'vpc-a', ...drawn.groups[i] },
      ]),
    ),
    hosts: Object.fromEntries(
      HOSTS.map(([name, subnet, ip], i) => [
        `i-${name}`,
        {
          subnet,
          ip,
          groups: [`sg-${name}`],
          ...(drawn.publics[i] && { public: `52.0.0.${i + 1}` }),
          forwards: name === 'fw' && drawn.forwards,
          state: drawn.runs[i] ? 'running' : 'stopped',
        },
      ]),
    ),
    nats: {
      'nat-a': {
        subnet: 'subnet-nat',
        ip: '10.0.4.5',
        ...(drawn.natIsPublic && { public: '52.0.0.200' }),
        state: drawn.nat ? 'available' : 'deleted',
      },
    },
  }));
