import type { NetworkInterface, NetworkInterfaceType } from '@aws-sdk/client-ec2';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../../lib/account/types.ts';

export interface BalancerSketch {
  type?: 'application' | 'network';
  internetFacing?: boolean;
  groups?: string[];
  /** A node in each of these subnets: its private address, and its public or IPv6 one: `10.0.1.5 52.0.0.5`. */
  nodes: Record<string, string>;
  crossZone?: boolean;
  state?: elbv2.LoadBalancerStateEnum;
  /** Rules by `HTTP:80`, the default one last: each the target groups that it forwards to, or `answers`. */
  listeners: Record<string, string[]>;
}

export interface TargetGroupSketch {
  /** `instance` unless said. */
  type?: elbv2.TargetTypeEnum;
  /** `HTTP:8080`. */
  to: string;
  vpc?: string;
  /** `i-a`, `10.0.2.10`, `i-a:9090`, `i-a draining`. */
  targets: string[];
  healthPort?: number;
  healthChecks?: boolean;
  preservesClientIp?: boolean;
  crossZone?: boolean;
}

export interface LoadBalancing {
  balancers?: Record<string, BalancerSketch>;
  targetGroups?: Record<string, TargetGroupSketch>;
}

type Facts = Pick<Account, 'LoadBalancers' | 'Listeners' | 'Rules' | 'TargetGroups' | 'TargetHealth' | 'Attributes'>;

const arnOf = (name: string, { type = 'application' }: BalancerSketch) =>
  `loadbalancer/${type === 'network' ? 'net' : 'app'}/${name}/1`;

/** A load balancer's ARN is `loadbalancer/app/<name>/1`, a listener's `<name>:<port>`, a target group's its name. */
export function loadBalancingFacts(
  { balancers = {}, targetGroups = {} }: LoadBalancing,
  placeOf: (subnet: string) => { vpc: string; zone: string },
): Facts {
  const all = Object.entries(balancers);
  const groups = Object.entries(targetGroups);
  return {
    LoadBalancers: all.map(([LoadBalancerName, each]) => ({
      LoadBalancerArn: arnOf(LoadBalancerName, each),
      LoadBalancerName,
      Type: each.type ?? 'application',
      Scheme: each.internetFacing ? 'internet-facing' : 'internal',
      VpcId: placeOf(Object.keys(each.nodes)[0] ?? '').vpc,
      State: { Code: each.state ?? 'active' },
      AvailabilityZones: Object.keys(each.nodes).map((SubnetId) => ({ SubnetId, ZoneName: placeOf(SubnetId).zone })),
    })),
    Listeners: all.flatMap(([name, each]) => Object.keys(each.listeners).map((text) => listener(name, each, text))),
    Rules: all.flatMap(([name, { listeners }]) =>
      Object.entries(listeners).flatMap(([text, rules]) => rulesOf(`${name}:${text.split(':')[1]}`, rules)),
    ),
    TargetGroups: groups.map(([name, each]) => targetGroup(name, each)),
    TargetHealth: Object.fromEntries(groups.map(([name, { targets }]) => [name, targets.map(target)])),
    Attributes: Object.fromEntries([
      ...all.map(([name, each]) => [arnOf(name, each), attributes(each)] as const),
      ...groups.map(([name, each]) => [name, attributes(each)] as const),
    ]),
  };
}

function listener(name: string, sketch: BalancerSketch, text: string): elbv2.Listener {
  const [Protocol, port] = text.split(':');
  return {
    ListenerArn: `${name}:${port}`,
    LoadBalancerArn: arnOf(name, sketch),
    Protocol: Protocol as elbv2.ProtocolEnum,
    Port: Number(port),
  };
}

const rulesOf = (ListenerArn: string, texts: readonly string[]) =>
  texts.map((text, i) => ({
    ListenerArn,
    RuleArn: `${ListenerArn}/${i + 1}`,
    Priority: i === texts.length - 1 ? 'default' : String(i + 1),
    Actions: [action(text)],
  }));

const action = (text: string): elbv2.Action =>
  text === 'answers'
    ? { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }
    : { Type: 'forward', ForwardConfig: { TargetGroups: text.split(' ').map((arn) => ({ TargetGroupArn: arn })) } };

function targetGroup(name: string, { type, to, vpc, healthPort, healthChecks }: TargetGroupSketch): elbv2.TargetGroup {
  const [Protocol, port] = to.split(':');
  return {
    TargetGroupArn: name,
    TargetGroupName: name,
    TargetType: type ?? 'instance',
    Protocol: Protocol as elbv2.ProtocolEnum,
    Port: Number(port),
    VpcId: vpc ?? 'vpc-a',
    HealthCheckEnabled: healthChecks ?? true,
    HealthCheckPort: healthPort === undefined ? 'traffic-port' : String(healthPort),
  };
}

function target(text: string): elbv2.TargetHealthDescription {
  const [host = '', state] = text.split(' ');
  const [Id, port] = host.includes('::') ? [host] : host.split(/:(?=\d+$)/);
  return {
    Target: { Id, ...(port && { Port: Number(port) }) },
    ...(state && { TargetHealth: { State: state as elbv2.TargetHealthStateEnum } }),
  };
}

const attributes = ({ crossZone, ...rest }: BalancerSketch | TargetGroupSketch): Record<string, string> => ({
  ...(crossZone !== undefined && { 'load_balancing.cross_zone.enabled': String(crossZone) }),
  ...('preservesClientIp' in rest && { 'preserve_client_ip.enabled': String(rest.preservesClientIp) }),
});

/** The interfaces of the nodes: `eni-<name>-1`, and so on. */
export function nodeInterfaces(
  { balancers = {} }: LoadBalancing,
  placeOf: (subnet: string) => { vpc: string },
): NetworkInterface[] {
  return Object.entries(balancers).flatMap(([name, sketch]) =>
    Object.entries(sketch.nodes).map(([SubnetId, text], i) => {
      const [PrivateIpAddress, other] = text.split(' ');
      const Association = other && !other.includes(':') ? { PublicIp: other } : undefined;
      return {
        NetworkInterfaceId: `eni-${name}-${i + 1}`,
        SubnetId,
        VpcId: placeOf(SubnetId).vpc,
        InterfaceType: (sketch.type === 'network' ? 'network_load_balancer' : 'interface') as NetworkInterfaceType,
        Description: `ELB ${arnOf(name, sketch).slice('loadbalancer/'.length)}`,
        PrivateIpAddresses: [{ PrivateIpAddress, Primary: true, ...(Association && { Association }) }],
        ...(other?.includes(':') && { Ipv6Addresses: [{ Ipv6Address: other }] }),
        Groups: (sketch.groups ?? []).map((GroupId) => ({ GroupId })),
        SourceDestCheck: sketch.type !== 'network',
      };
    }),
  );
}
