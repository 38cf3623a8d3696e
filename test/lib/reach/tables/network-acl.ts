import type { Sketch } from '../../account.ts';
import type { Table } from '../way.ts';

interface Acl {
  in: string[];
  out: string[];
}

const ALL: Acl = { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow all 0.0.0.0/0'] };
const NONE: Acl = { in: [], out: [] };
const SIX = ['100 allow all ::/0'];

/** Two hosts in two subnets, or both in the first one, whose security groups let everything pass. */
const across = (a: Acl, b: Acl, server = '10.0.2.20'): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16 2600:1f18::/56' },
  subnets: {
    'subnet-a': { cidr: '10.0.1.0/24', ipv6: '2600:1f18:0:1::/64', acl: a },
    'subnet-b': { cidr: '10.0.2.0/24', ipv6: '2600:1f18:0:2::/64', acl: b },
  },
  groups: { 'sg-open': { in: ['all 0.0.0.0/0', 'all ::/0'] } },
  hosts: {
    'i-a': { subnet: 'subnet-a', ip: '10.0.1.10', ipv6: '2600:1f18:0:1::10', groups: ['sg-open'] },
    'i-b': {
      subnet: server.startsWith('10.0.2') ? 'subnet-b' : 'subnet-a',
      ip: server,
      ipv6: server.startsWith('10.0.2') ? '2600:1f18:0:2::20' : '2600:1f18:0:1::20',
      groups: ['sg-open'],
    },
  },
});

const FLOW = 'i-a -> 10.0.2.20 tcp/443';
const SIX_FLOW = 'i-a -> 2600:1f18:0:2::20 tcp/443';

export const networkAcls: Table = {
  subject: 'network ACLs',
  rows: [
    [
      'open ones see every crossing',
      across(ALL, ALL),
      FLOW,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'out of the first subnet',
      across({ ...ALL, out: ['100 allow tcp/80 0.0.0.0/0'] }, ALL),
      FLOW,
      'blocked: sg-open acl-subnet-a!SUBNET_ACL_RESTRICTION rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'into the second',
      across(ALL, { ...ALL, in: ['100 allow tcp/80 0.0.0.0/0'] }),
      FLOW,
      'blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b!SUBNET_ACL_RESTRICTION sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'out of the second, which remembers nothing',
      across(ALL, { ...ALL, out: [] }),
      FLOW,
      'blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b!SUBNET_ACL_RESTRICTION rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'into the first again',
      across({ ...ALL, in: [] }, ALL),
      FLOW,
      'blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a!SUBNET_ACL_RESTRICTION sg-open i-a',
    ],
    [
      'never inside a subnet',
      across(NONE, NONE, '10.0.1.20'),
      'i-a -> 10.0.1.20 tcp/443',
      'reachable: sg-open sg-open i-b < sg-open sg-open i-a',
    ],
    [
      'a deny before an allow',
      across(ALL, { ...ALL, in: ['90 deny tcp/443 10.0.1.10/32', ...ALL.in] }),
      FLOW,
      'blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b!SUBNET_ACL_RESTRICTION sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'an allow before a deny',
      across(ALL, { ...ALL, in: ['90 allow tcp/443 10.0.1.10/32', '100 deny all 0.0.0.0/0'] }),
      FLOW,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'the number decides, not the place',
      across(ALL, { ...ALL, in: ['200 deny all 0.0.0.0/0', '100 allow all 0.0.0.0/0'] }),
      FLOW,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'all client ports',
      across({ ...ALL, in: ['100 allow tcp/1024-65535 0.0.0.0/0'] }, ALL),
      FLOW,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'some client ports',
      across({ ...ALL, in: ['100 allow tcp/32768-61000 0.0.0.0/0'] }, ALL),
      FLOW,
      'partly blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a!SUBNET_ACL_RESTRICTION sg-open i-a',
    ],
    [
      'IPv6 by entries of its own',
      across(
        { in: [...ALL.in, ...SIX.map((text) => text.replace('100', '110'))], out: [...ALL.out, '110 allow all ::/0'] },
        { in: ['110 allow all ::/0'], out: ['110 allow all ::/0'] },
      ),
      SIX_FLOW,
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'IPv6 where only IPv4 is let pass',
      across(ALL, ALL),
      SIX_FLOW,
      'blocked: sg-open acl-subnet-a!SUBNET_ACL_RESTRICTION rtb-subnet-a acl-subnet-b!SUBNET_ACL_RESTRICTION sg-open i-b < sg-open acl-subnet-b!SUBNET_ACL_RESTRICTION rtb-subnet-b acl-subnet-a!SUBNET_ACL_RESTRICTION sg-open i-a',
    ],
    [
      'IPv4 where only IPv6 is let pass',
      across({ in: SIX, out: SIX }, ALL),
      FLOW,
      'blocked: sg-open acl-subnet-a!SUBNET_ACL_RESTRICTION rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a!SUBNET_ACL_RESTRICTION sg-open i-a',
    ],
    [
      'ICMP, whose ports mean nothing',
      across({ in: ['100 allow 1 0.0.0.0/0'], out: ['100 allow 1 0.0.0.0/0'] }, ALL),
      'i-a -> 10.0.2.20 icmp',
      'reachable: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a sg-open i-a',
    ],
    [
      'ICMP where TCP is let pass',
      across({ in: ['100 allow tcp/0-65535 0.0.0.0/0'], out: ALL.out }, ALL),
      'i-a -> 10.0.2.20 icmp',
      'blocked: sg-open acl-subnet-a rtb-subnet-a acl-subnet-b sg-open i-b < sg-open acl-subnet-b rtb-subnet-b acl-subnet-a!SUBNET_ACL_RESTRICTION sg-open i-a',
    ],
  ],
};
