import fc from 'fast-check';
import type { Sketch } from './account.ts';

const SUBNETS = ['subnet-a', 'subnet-b', 'subnet-fw'] as const;
const GROUPS = ['sg-a', 'sg-b', 'sg-fw'] as const;
const CIDRS = [
  '0.0.0.0/0',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.0.2.0/25',
  '10.0.1.10/32',
  '52.0.0.0/8',
  '128.0.0.0/1',
  '203.0.113.0/24',
];

const traffic = fc.oneof(
  fc.constant('all'),
  fc
    .tuple(fc.constantFrom('tcp', 'udp'), fc.constantFrom('443', '400-500', '1024-65535', '32768-65535', '0-65535'))
    .map(([p, ports]) => `${p}/${ports}`),
);
const groupRule = fc
  .tuple(traffic, fc.oneof(fc.constantFrom(...CIDRS), fc.constantFrom(...GROUPS)))
  .map((parts) => parts.join(' '));
const entries = fc
  .array(fc.tuple(fc.constantFrom('allow', 'allow', 'deny'), traffic, fc.constantFrom(...CIDRS)), { maxLength: 4 })
  .map((list) => list.map((parts, i) => `${100 - i} ${parts.join(' ')}`));
const routes = fc.uniqueArray(
  fc.constantFrom(
    '0.0.0.0/0 -> igw-a',
    '0.0.0.0/0 -> nat-a',
    '10.0.1.0/24 -> eni-fw',
    '10.0.2.0/24 -> eni-fw',
    '52.0.0.0/8 -> nat-a blackhole',
    '128.0.0.0/1 -> igw-a',
    '0.0.0.0/0 -> eni-fw',
  ),
  { maxLength: 3, selector: (text) => text.split(' ')[0] },
);
const rules = fc.array(groupRule, { maxLength: 4 });

/** With a chance of `openness` in `openness + 1`, a list ends with what lets everything pass. */
const perhapsOpen = (list: fc.Arbitrary<string[]>, last: string, openness: number) =>
  fc.oneof({ weight: 1, arbitrary: list }, { weight: openness, arbitrary: list.map((texts) => [...texts, last]) });

/**
 * A VPC of three subnets: a host in each, one of which may forward, a NAT gateway and an internet gateway; with routes, network ACLs
 * and security groups by chance. The higher the openness, from 0, the more gets through.
 */
export function sketchesWith(openness: number): fc.Arbitrary<Sketch> {
  const rulesOf = () => perhapsOpen(rules, 'all 0.0.0.0/0', openness);
  const entriesOf = () => perhapsOpen(entries, '200 allow all 0.0.0.0/0', openness);
  const acl = fc.option(fc.record({ in: entriesOf(), out: entriesOf() }), { nil: undefined });
  return fc
    .record({
      routes: fc.tuple(routes, routes, routes),
      acls: fc.tuple(acl, acl, acl),
      groups: fc.tuple(...GROUPS.map(() => fc.record({ in: rulesOf(), out: rulesOf() }))),
      forwards: fc.boolean(),
      publics: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    })
    .map(({ routes: tables, acls, groups, forwards, publics }) => ({
      gateways: { 'igw-a': 'vpc-a' },
      subnets: Object.fromEntries(
        SUBNETS.map((id, i) => [
          id,
          { cidr: `10.0.${i + 1}.0/24`, routes: tables[i] ?? [], ...(acls[i] && { acl: acls[i] }) },
        ]),
      ),
      groups: Object.fromEntries(GROUPS.map((id, i) => [id, groups[i] ?? {}])),
      hosts: Object.fromEntries(
        ['i-a', 'i-b', 'i-fw'].map((id, i) => [
          id,
          {
            subnet: SUBNETS[i] ?? '',
            ip: `10.0.${i + 1}.10`,
            groups: [GROUPS[i] ?? ''],
            ...(publics[i] && { public: `52.0.0.${i + 1}` }),
            forwards: id === 'i-fw' && forwards,
          },
        ]),
      ),
      nats: { 'nat-a': { subnet: 'subnet-b', ip: '10.0.2.200', public: '52.0.0.200' } },
    }));
}
