import { accountOf, type Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

type Host = NonNullable<Sketch['hosts']>[string];

const HOST: Host = { subnet: 'subnet-a', ip: '10.0.1.10', groups: ['sg-open'], public: '52.0.0.1' };

const behind = (host: Partial<Host> = {}, change: Partial<Sketch> = {}): Sketch => ({
  gateways: { 'igw-a': 'vpc-a' },
  subnets: { 'subnet-a': { cidr: '10.0.1.0/24', routes: ['0.0.0.0/0 -> igw-a'] } },
  groups: { 'sg-open': { in: ['all 0.0.0.0/0'] } },
  hosts: { 'i-a': { ...HOST, ...host } },
  ...change,
});

/** A VPC that uses addresses which others might have on the internet. */
const publicBlocks = behind(
  { ip: '198.51.100.10', public: '52.0.0.1' },
  {
    vpcs: { 'vpc-a': '198.51.100.0/24' },
    subnets: { 'subnet-a': { cidr: '198.51.100.0/25', routes: ['0.0.0.0/0 -> igw-a'] } },
  },
);

const noPublic = behind({ public: '' });
const unread = accountOf(behind({}, { gateways: {} }));

export const internetGateways: Table = {
  subject: 'internet gateways',
  rows: [
    [
      'out with a public address',
      behind(),
      'i-a -> 8.8.8.8 tcp/443',
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'in to a public address',
      behind(),
      '8.8.8.8 -> 52.0.0.1 tcp/443',
      'reachable: igw-a acl-subnet-a sg-open i-a < sg-open acl-subnet-a rtb-subnet-a igw-a internet',
    ],
    [
      'out without a public address',
      noPublic,
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    ],
    [
      'in to an address that nobody has',
      behind(),
      '8.8.8.8 -> 52.0.0.9 tcp/443',
      'blocked: internet!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'out to 10.0.0.0/8',
      behind(),
      'i-a -> 10.9.0.1 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    ],
    [
      'out to 172.16.0.0/12',
      behind(),
      'i-a -> 172.16.0.1 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    ],
    [
      'out to 192.168.0.0/16',
      behind(),
      'i-a -> 192.168.0.1 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    ],
    [
      'out to 100.64.0.0/10',
      behind(),
      'i-a -> 100.64.0.1 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS',
    ],
    [
      'out to what lies just beside 100.64.0.0/10',
      behind(),
      'i-a -> 100.128.0.1 tcp/443',
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a < igw-a acl-subnet-a sg-open i-a',
    ],
    [
      'in from 10.0.0.0/8',
      behind(),
      '10.9.0.1 -> 52.0.0.1 tcp/443',
      'blocked: igw-a!IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
    ],
    [
      'in from 172.16.0.0/12',
      behind(),
      '172.31.0.1 -> 52.0.0.1 tcp/443',
      'blocked: igw-a!IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
    ],
    [
      'in from 192.168.0.0/16',
      behind(),
      '192.168.0.1 -> 52.0.0.1 tcp/443',
      'blocked: igw-a!IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS',
    ],
    [
      'in from 100.64.0.0/10',
      behind(),
      '100.127.0.1 -> 52.0.0.1 tcp/443',
      'blocked: igw-a!IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS',
    ],
    [
      'in from an address of the VPC itself',
      publicBlocks,
      '198.51.100.99 -> 52.0.0.1 tcp/443',
      'blocked: igw-a!GATEWAY_REJECTS_SPOOFED_TRAFFIC',
    ],
    [
      'in from an address that is not of the VPC',
      publicBlocks,
      '203.0.113.9 -> 52.0.0.1 tcp/443',
      'reachable: igw-a acl-subnet-a sg-open i-a < sg-open acl-subnet-a rtb-subnet-a igw-a internet',
    ],
    [
      'out by a gateway that is attached to nothing',
      behind({}, { gateways: {} }),
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'in where no gateway is attached',
      behind({}, { gateways: {} }),
      '8.8.8.8 -> 52.0.0.1 tcp/443',
      'blocked: vpc-a!IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    ],
    [
      'out by a gateway of another VPC',
      behind({}, { gateways: { 'igw-a': 'vpc-b' } }),
      'i-a -> 8.8.8.8 tcp/443',
      'blocked: sg-open acl-subnet-a rtb-subnet-a igw-a!BAD_STATE_ATTACHMENT',
    ],
    [
      'out by a gateway that was not read',
      { ...unread, gaps: [{ command: 'ec2 describe-internet-gateways', reason: 'denied' }] },
      'i-a -> 8.8.8.8 tcp/443',
      'unknown: sg-open acl-subnet-a rtb-subnet-a igw-a?',
    ],
    [
      'in where the answer has no way out',
      behind({}, { subnets: { 'subnet-a': { cidr: '10.0.1.0/24' } } }),
      '8.8.8.8 -> 52.0.0.1 tcp/443',
      'blocked: igw-a acl-subnet-a sg-open i-a < sg-open acl-subnet-a rtb-subnet-a!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'out and in again, by the public address of a neighbour',
      behind({}, { hosts: { 'i-a': HOST, 'i-b': { ...HOST, ip: '10.0.1.11', public: '52.0.0.2' } } }),
      'i-a -> 52.0.0.2 tcp/443',
      'reachable: sg-open acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-open i-b < sg-open acl-subnet-a rtb-subnet-a igw-a igw-a acl-subnet-a sg-open i-a',
    ],
  ],
};
