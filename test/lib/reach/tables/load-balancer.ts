import type { Sketch } from '../../account.ts';
import type { BalancerSketch, TargetGroupSketch } from '../../load-balancer.ts';
import type { Table } from '../way.ts';

interface Change {
  balancer?: Partial<BalancerSketch>;
  group?: Partial<TargetGroupSketch>;
  groups?: Record<string, TargetGroupSketch>;
  /** Inbound rules of the targets. */
  target?: string[];
  /** Rules of the load balancer's group. */
  own?: { in?: string[]; out?: string[] };
  acl?: { in: string[]; out: string[] };
  sketch?: Partial<Sketch>;
}

const ALB: BalancerSketch = {
  groups: ['sg-lb'],
  nodes: { 'subnet-lb1': '10.0.1.5' },
  listeners: { 'HTTP:80': ['tg-a'] },
};
const NLB: BalancerSketch = { ...ALB, type: 'network', listeners: { 'TCP:80': ['tg-a'] } };
const ALL = { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow all 0.0.0.0/0'] };
const SECOND = { 'subnet-lb1': '10.0.1.5', 'subnet-lb2': '10.0.2.5' };

/** A client in the first zone, a load balancer, and targets in both zones; the second one's node has a subnet of its own. */
const balanced = (base: BalancerSketch, { balancer, group, groups, target, own, acl, sketch }: Change): Sketch => ({
  vpcs: { 'vpc-a': '10.0.0.0/16' },
  subnets: {
    'subnet-client': { cidr: '10.0.0.0/24' },
    'subnet-lb1': { cidr: '10.0.1.0/24' },
    'subnet-lb2': { cidr: '10.0.2.0/24', zone: 'us-east-1b' },
    'subnet-app1': { cidr: '10.0.11.0/24', acl: acl ?? ALL },
    'subnet-app2': { cidr: '10.0.12.0/24', zone: 'us-east-1b' },
    'subnet-app3': { cidr: '10.0.13.0/24', zone: 'us-east-1c' },
  },
  groups: {
    'sg-client': { in: [] },
    'sg-lb': { in: ['tcp/80 10.0.0.0/24'], out: ['all 0.0.0.0/0'], ...own },
    'sg-app': { in: target ?? ['tcp/8080 sg-lb'], out: ['tcp/80 0.0.0.0/0'] },
    'sg-shut': { in: [] },
  },
  hosts: {
    'i-client': { subnet: 'subnet-client', ip: '10.0.0.10', groups: ['sg-client'] },
    'i-app1': { subnet: 'subnet-app1', ip: '10.0.11.10', groups: ['sg-app'] },
    'i-app2': { subnet: 'subnet-app2', ip: '10.0.12.10', groups: ['sg-app'] },
    'i-app3': { subnet: 'subnet-app3', ip: '10.0.13.10', groups: ['sg-app'] },
    'i-shut': { subnet: 'subnet-app1', ip: '10.0.11.20', groups: ['sg-shut'] },
  },
  balancers: { lb: { ...base, ...balancer } },
  targetGroups: { 'tg-a': { to: 'HTTP:8080', targets: ['i-app1'], ...group }, ...groups },
  ...sketch,
});

const alb = (change: Change = {}) => balanced(ALB, change);
const nlb = (change: Change = {}) => balanced(NLB, { ...change, group: { to: 'TCP:8080', ...change.group } });
const addressed = (change: Change = {}) =>
  nlb({ ...change, group: { type: 'ip', targets: ['10.0.11.10'], ...change.group } });

/** Two families at the node, and targets of one of them. */
const dual = (base: BalancerSketch, group: Partial<TargetGroupSketch>, node = '10.0.1.5 2600:1f18:0:1::5'): Sketch => {
  const sketch = balanced(base, {
    balancer: { nodes: { 'subnet-lb1': node } },
    group: { to: base === ALB ? 'HTTP:8080' : 'TCP:8080', ...group },
    target: ['tcp/8080 10.0.1.0/24', 'tcp/8080 2600:1f18:0:1::/64'],
    own: { in: ['tcp/80 ::/0', 'tcp/80 0.0.0.0/0'], out: ['all 0.0.0.0/0', 'all ::/0'] },
  });
  sketch.vpcs = { 'vpc-a': '10.0.0.0/16 2600:1f18::/56' };
  sketch.subnets['subnet-client']!.ipv6 = '2600:1f18::/64';
  sketch.subnets['subnet-lb1']!.ipv6 = '2600:1f18:0:1::/64';
  sketch.subnets['subnet-app1']!.acl = {
    in: [...ALL.in, '101 allow all ::/0'],
    out: [...ALL.out, '101 allow all ::/0'],
  };
  sketch.hosts!['i-client']!.ipv6 = '2600:1f18::10';
  return sketch;
};

/** Internet-facing, in a subnet with or without a way to the internet. */
const facing = (routes: string[], rules = ['tcp/80 0.0.0.0/0']): Sketch => {
  const sketch = alb({
    balancer: { internetFacing: true, nodes: { 'subnet-lb1': '10.0.1.5 52.0.0.5' } },
    own: { in: rules },
  });
  sketch.gateways = { 'igw-a': 'vpc-a' };
  sketch.subnets['subnet-lb1']!.routes = routes;
  return sketch;
};

/** A target in a peered VPC, registered by its address. */
const peered = (): Sketch => {
  const sketch = alb({ group: { type: 'ip', targets: ['10.1.0.10'] } });
  sketch.vpcs = { 'vpc-a': '10.0.0.0/16', 'vpc-b': '10.1.0.0/16' };
  sketch.peerings = { 'pcx-a': { requester: 'vpc-a', accepter: 'vpc-b' } };
  sketch.subnets['subnet-lb1']!.routes = ['10.1.0.0/16 -> pcx-a'];
  sketch.subnets['subnet-b'] = { vpc: 'vpc-b', cidr: '10.1.0.0/24', routes: ['10.0.0.0/16 -> pcx-a'] };
  sketch.groups!['sg-b'] = { vpc: 'vpc-b', in: ['tcp/8080 sg-lb'] };
  sketch.hosts!['i-b'] = { subnet: 'subnet-b', ip: '10.1.0.10', groups: ['sg-b'] };
  return sketch;
};

/** A network load balancer before an application load balancer. */
const toAlb = (rules: string[]): Sketch => {
  const sketch = nlb({ target: ['tcp/8080 sg-web'], balancer: { listeners: { 'TCP:80': ['tg-alb'] } } });
  sketch.groups!['sg-web'] = { in: rules };
  sketch.balancers!.web = { ...ALB, nodes: { 'subnet-lb1': '10.0.1.6' }, groups: ['sg-web'] };
  sketch.targetGroups!['tg-alb'] = { type: 'alb', to: 'TCP:80', targets: ['loadbalancer/app/web/1'] };
  return sketch;
};

const FLOW = 'i-client -> lb tcp/80';
const SIX = 'i-client -> 2600:1f18:0:1::5 tcp/80';

export const loadBalancers: Table = {
  subject: 'load balancers',
  rows: [
    [
      'ALB: to the target in its own name, and back',
      alb(),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: no listener on the port',
      alb({ own: { in: ['all 0.0.0.0/0'] } }),
      'i-client -> lb tcp/81',
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb!ELBV2_LISTENERS_MISMATCH',
    ],
    [
      'ALB: UDP',
      alb({ own: { in: ['all 0.0.0.0/0'] } }),
      'i-client -> lb udp/80',
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb!ELBV2_LISTENERS_MISMATCH',
    ],
    [
      'ALB: ICMP',
      alb({ own: { in: ['all 0.0.0.0/0'] } }),
      'i-client -> lb icmp',
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb!ELBV2_LISTENERS_MISMATCH',
    ],
    [
      'ALB: its group lets nobody in',
      alb({ own: { in: [] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb!SG_HAS_NO_RULES lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: its group lets another port out',
      alb({ own: { out: ['tcp/80 0.0.0.0/0'] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb!ENI_SG_RULES_MISMATCH acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the target lets in the client, not the load balancer',
      alb({ target: ['tcp/8080 10.0.0.0/24'] }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app!ENI_SG_RULES_MISMATCH i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "ALB: the target lets in the listener's port, not its own",
      alb({ target: ['tcp/80 sg-lb'] }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app!ENI_SG_RULES_MISMATCH i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the network ACL of the target lets answers to any port of the node out',
      alb({ acl: { ...ALL, out: ['100 allow tcp/1024-65535 10.0.1.0/24'] } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the network ACL of the target lets answers to some out',
      alb({ acl: { ...ALL, out: ['100 allow tcp/32768-65535 10.0.1.0/24'] } }),
      FLOW,
      'partly blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1!SUBNET_ACL_RESTRICTION rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the node sends from any port, whatever the client does',
      alb({ acl: { ...ALL, out: ['100 allow tcp/40000 10.0.1.0/24'] } }),
      'i-client -> lb tcp/80 from 40000',
      'partly blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1!SUBNET_ACL_RESTRICTION rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the network ACL of the target lets nothing in',
      alb({ acl: { ...ALL, in: ['100 allow tcp/80 0.0.0.0/0'] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1!SUBNET_ACL_RESTRICTION sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: a rule that answers itself',
      alb({ balancer: { listeners: { 'HTTP:80': ['answers'] } } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 < sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: two rules, both good',
      alb({
        balancer: { listeners: { 'HTTP:80': ['tg-b', 'tg-a'] } },
        groups: { 'tg-b': { to: 'HTTP:9090', targets: ['i-app1'] } },
        target: ['all sg-lb'],
      }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-b sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: two rules, of which one leads nowhere',
      alb({
        balancer: { listeners: { 'HTTP:80': ['tg-b', 'tg-a'] } },
        groups: { 'tg-b': { to: 'HTTP:8080', targets: ['i-shut'] } },
      }),
      FLOW,
      'partly blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-b sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-shut!SG_HAS_NO_RULES i-shut < sg-shut acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: a target group that was not read',
      alb({ balancer: { listeners: { 'HTTP:80': ['tg-x'] } } }),
      FLOW,
      'unknown: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 lb:80?',
    ],
    [
      'ALB: a function',
      alb({ group: { type: 'lambda', targets: ['arn:aws:lambda:us-east-1:123456789012:function:f'] } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a < sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: no targets',
      alb({ group: { targets: [] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!ELBV2_LISTENER_HAS_NO_TG',
    ],
    [
      'ALB: a target that is draining',
      alb({ group: { targets: ['i-app1 draining'] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!ELBV2_NO_TARGETS_IN_AZ',
    ],
    [
      'ALB: a target on a port of its own',
      alb({ group: { targets: ['i-app1:9090'] }, target: ['tcp/9090 sg-lb'] }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: unhealthy targets get nothing',
      alb({ group: { targets: ['i-shut', 'i-app1'] } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: fails open where all are unhealthy',
      alb({ group: { targets: ['i-shut'] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-shut!SG_HAS_NO_RULES i-shut < sg-shut acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: the health check has a port of its own, which is shut',
      alb({ group: { targets: ['i-app1', 'i-app2'], healthPort: 9000 } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: without health checks every target gets requests',
      alb({ group: { targets: ['i-shut'], healthChecks: false } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-shut!SG_HAS_NO_RULES i-shut < sg-shut acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: a target that is stopped',
      alb({
        sketch: {
          ...alb(),
          hosts: {
            ...alb().hosts,
            'i-app1': { subnet: 'subnet-app1', ip: '10.0.11.10', groups: ['sg-app'], state: 'stopped' },
          },
        },
      }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 i-app1!BAD_STATE',
    ],
    [
      'ALB: a target in a zone that is not enabled',
      alb({ group: { targets: ['i-app3'] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!ELB_INSTALLED_AZ_RESTRICTION',
    ],
    [
      'ALB: a node reaches targets of other zones',
      alb({ balancer: { nodes: SECOND }, group: { targets: ['i-app2'] } }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app2 sg-app i-app2 < sg-app acl-subnet-app2 rtb-subnet-app2 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: not where its group says otherwise',
      alb({ balancer: { nodes: SECOND }, group: { targets: ['i-app2'], crossZone: false } }),
      FLOW,
      'partly blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!ELB_NOT_CROSSZONE',
    ],
    [
      'ALB: by one of its nodes, an address',
      alb({ balancer: { nodes: SECOND } }),
      'i-client -> 10.0.2.5 tcp/80',
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb2 sg-lb lb:80 tg-a sg-lb acl-subnet-lb2 rtb-subnet-lb2 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb2 sg-lb lb sg-lb acl-subnet-lb2 rtb-subnet-lb2 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: not active yet',
      alb({ balancer: { state: 'provisioning' } }),
      FLOW,
      'unknown: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb?',
    ],
    [
      'ALB: a target in a peered VPC, by its address',
      peered(),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 pcx-a acl-subnet-b sg-b i-b < sg-b acl-subnet-b rtb-subnet-b pcx-a acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: from the internet',
      facing(['0.0.0.0/0 -> igw-a']),
      'internet -> lb tcp/80',
      'reachable: igw-a acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 igw-a internet',
    ],
    [
      'ALB: from the internet, in a private subnet',
      facing([]),
      'internet -> lb tcp/80',
      'blocked: igw-a acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1!NO_ROUTE_TO_DESTINATION',
    ],
    [
      'ALB: from the internet, where its group lets the VPC in',
      facing(['0.0.0.0/0 -> igw-a'], ['tcp/80 10.0.0.0/16']),
      'internet -> lb tcp/80',
      'blocked: igw-a acl-subnet-lb1 sg-lb!ENI_SG_RULES_MISMATCH lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 igw-a internet',
    ],
    [
      'ALB: from IPv6 to IPv4',
      dual(ALB, {}),
      SIX,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'ALB: to a target of a family that the node has no address of',
      dual(ALB, { type: 'ip', targets: ['2600:1f18:0:11::10'] }, '10.0.1.5'),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!TARGET_ADDRESS_RESTRICTION',
    ],
    [
      "NLB: the client's own address, let in as such",
      nlb({ target: ['tcp/8080 10.0.0.10/32', 'tcp/8080 10.0.1.5/32'] }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "NLB: the client's own address, where only the node is let in",
      nlb({ target: ['tcp/8080 10.0.1.5/32'] }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app!ENI_SG_RULES_MISMATCH i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "NLB: the client's own address, by the load balancer's group",
      nlb(),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: without a group of its own, everybody is let in',
      nlb({ balancer: { groups: [] }, target: ['tcp/8080 10.0.0.0/16'] }),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 lb:80 tg-a acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: its group lets nobody in',
      nlb({ own: { in: [] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb!SG_HAS_NO_RULES lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: its group lets nothing out',
      nlb({ own: { out: [] } }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb!SG_HAS_NO_RULES acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: no listener on the port',
      nlb({ own: { in: ['all 0.0.0.0/0'] } }),
      'i-client -> lb tcp/81',
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb!ELBV2_LISTENERS_MISMATCH',
    ],
    [
      'NLB: a target asks itself',
      nlb({ own: { in: ['tcp/80 10.0.0.0/16'] } }),
      'i-app1 -> lb tcp/80',
      'blocked: sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb:80 tg-a!ELBV2_SOURCE_ADDRESS_PRESERVATION',
    ],
    [
      "NLB: a target asks itself, without the client's address",
      nlb({ own: { in: ['tcp/80 10.0.0.0/16'] }, group: { preservesClientIp: false } }),
      'i-app1 -> lb tcp/80',
      'reachable: sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1',
    ],
    [
      "NLB: targets by address get the node's",
      addressed(),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "NLB: targets by address, told to keep the client's",
      addressed({ group: { preservesClientIp: true }, target: ['tcp/8080 10.0.1.5/32'] }),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app!ENI_SG_RULES_MISMATCH i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "NLB: UDP keeps the client's address",
      addressed({
        balancer: { listeners: { 'UDP:80': ['tg-a'] } },
        own: { in: ['all 0.0.0.0/0'] },
        group: { to: 'UDP:8080' },
        target: ['udp/8080 10.0.0.10/32', 'tcp/8080 10.0.1.5/32'],
      }),
      'i-client -> lb udp/80',
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: to an ALB',
      toAlb(['tcp/80 10.0.0.0/24', 'tcp/80 sg-lb']),
      FLOW,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-alb sg-lb sg-web web:80 tg-a sg-web acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-web web sg-web sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: to an ALB whose group does not let the client in',
      toAlb(['tcp/80 10.0.99.0/24']),
      FLOW,
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-alb sg-lb sg-web!ENI_SG_RULES_MISMATCH web:80 tg-a sg-web acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-web web sg-web sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      'NLB: only its own zone',
      nlb({ balancer: { nodes: SECOND }, group: { targets: ['i-app2'] } }),
      'i-client -> 10.0.1.5 tcp/80',
      'blocked: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a!ELB_NOT_CROSSZONE',
    ],
    [
      'NLB: other zones, where that is on',
      nlb({ balancer: { nodes: SECOND, crossZone: true }, group: { targets: ['i-app2'] } }),
      'i-client -> 10.0.1.5 tcp/80',
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app2 sg-app i-app2 < sg-app acl-subnet-app2 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
    [
      "NLB: from IPv6 to IPv4, under the node's address",
      dual(NLB, {}),
      SIX,
      'reachable: sg-client acl-subnet-client rtb-subnet-client acl-subnet-lb1 sg-lb lb:80 tg-a sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-app1 sg-app i-app1 < sg-app acl-subnet-app1 rtb-subnet-app1 acl-subnet-lb1 sg-lb lb sg-lb acl-subnet-lb1 rtb-subnet-lb1 acl-subnet-client sg-client i-client',
    ],
  ],
};
