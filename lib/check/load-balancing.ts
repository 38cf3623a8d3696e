import type { LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import { forwardsTo, type Request, rulesFor } from '../reach/listener-rule.ts';
import { type Server, serversOf } from '../reach/target-health.ts';
import type { Check, View } from './check.ts';
import type { Finding, FindingCode } from './finding.ts';
import { cannotTell, missing, nameOf, unread } from './host.ts';

/** Requests to the load balancer end at a host that its nodes can reach, and at no other, whichever target group leads there. */
export function serves<Balancer extends string, Host extends string>(
  balancer: Balancer,
  requests: readonly Request[],
  host: Host,
): Check<Balancer | Host> {
  const names = [...new Set(requests.map(textOf))].join(', ');
  const expected = `${names} ${requests.length > 1 ? 'are' : 'is'} answered by ${nameOf(host)}`;
  return {
    places: [balancer, host],
    run(view) {
      const { network, places } = view;
      const gap = unread(network, /^elbv2 /);
      if (gap) return cannotTell(expected, `aws ${gap.command} failed`);
      const balancers = (places[balancer] ?? []).flatMap((arn) => network.loadBalancers.get(arn) ?? []);
      if (balancers.length === 0) return missing(view, expected, balancer);
      const hosts = (places[host] ?? []).filter((id) => network.instances.has(id));
      if (hosts.length === 0) return missing(view, expected, host);
      const findings = balancers.flatMap((each) =>
        requests.map((request) => ({ expected, ...answerOf(view, each, request, hosts) })),
      );
      const worst =
        findings.find(({ verdict }) => verdict === 'fail') ?? findings.find((each) => each.verdict !== 'pass');
      return worst ?? { verdict: 'pass', expected, actual: 'so it is', where: [] };
    },
  };
}

const textOf = ({ method = 'GET', path }: Request) => `${method} ${path}`;

type Answer = Omit<Finding, 'expected'>;
const PASS: Answer = { verdict: 'pass', actual: 'so it is', where: [] };

function answerOf(view: View, balancer: LoadBalancer, request: Request, hosts: readonly string[]): Answer {
  const where = [balancer.arn];
  if (!balancer.active) return cannotTell('', 'the load balancer is not active yet', where);
  const port = request.port ?? 80;
  const listener = balancer.listeners.find((each) => each.port === port && each.protocol.startsWith('HTTP'));
  if (!listener) {
    const actual = `${textOf(request)}: nothing answers on port ${port}`;
    return { verdict: 'fail', actual, where, code: 'ELBV2_LISTENERS_MISMATCH' };
  }
  for (const rule of rulesFor(listener, request)) {
    const cause = `rule ${rule.priority} of ${listener.arn} takes it`;
    const arns = forwardsTo(rule);
    if (arns.length === 0) {
      const actual = `${textOf(request)} gets no answer from any host`;
      return { verdict: 'fail', actual, where, code: 'WRONG_TARGET_GROUP', cause };
    }
    for (const group of arns.flatMap((arn) => view.network.targetGroups.get(arn) ?? [])) {
      const answer = answerFrom(view, balancer, group, { request, hosts, cause });
      if (answer.verdict !== 'pass') return answer;
    }
  }
  return PASS;
}

/** What a request gets that a target group is chosen for. */
function answerFrom(
  { network, places }: View,
  balancer: LoadBalancer,
  group: TargetGroup,
  { request, hosts, cause }: { request: Request; hosts: readonly string[]; cause: string },
): Answer {
  const say = (actual: string) => ({ verdict: 'fail', actual: `${textOf(request)}: ${actual}`, where: [] }) as const;
  const servers = serversOf(network, balancer, group);
  if (servers.length === 0) {
    return { ...say('HTTP 503'), code: 'ELBV2_LISTENER_HAS_NO_TG', cause: `${group.name} has no targets` };
  }
  const meant = (server: Server) => hosts.includes(server.host);
  const within = servers.filter(({ nodes }) => nodes.length > 0);
  const working = within.filter(({ refuses }) => !refuses);
  const choice = working.length > 0 ? working : servers;
  const others = [...new Set(choice.filter((server) => !meant(server)).map(({ host }) => roleOf(host, places)))];
  if (!choice.some(meant)) {
    return { ...say(`${others.join(' and ')} answers`), code: 'WRONG_TARGET_GROUP', cause };
  }
  if (others.length > 0) {
    const why = `${group.name} has other targets too`;
    return { ...say(`${others.join(' and ')} answers a part of them`), code: 'WRONG_TARGET', cause: why };
  }
  if (working.length === 0 && within.length > 0) {
    const why = `the targets of ${group.name} refuse the connections: nothing listens on that port`;
    return { ...say('HTTP 502'), where: [group.arn], code: 'NO_HEALTHY_TARGET', cause: why };
  }
  if (working.length === 0) {
    const why = `no node of the load balancer reaches a target of ${group.name}`;
    return { ...say('HTTP 504'), where: [group.arn], code: 'NO_HEALTHY_TARGET', cause: why };
  }
  const served = new Set(working.flatMap(({ nodes }) => nodes));
  if (balancer.nodes.some(({ id }) => !served.has(id))) {
    const why = `a node of the load balancer has no target of ${group.name} in its zone, and cross-zone is off`;
    return { ...say('HTTP 503 at some addresses of the load balancer'), code: 'ELB_NOT_CROSSZONE', cause: why };
  }
  return PASS;
}

function roleOf(id: string, places: View['places']): string {
  const [role] = Object.entries(places).find(([, ids]) => ids.includes(id)) ?? [];
  return role ? nameOf(role) : id;
}

/** DescribeTargetHealth calls at least one target of the group healthy. */
export function healthy<Group extends string>(group: Group): Check<Group> {
  return healthOf(group, `${nameOf(group)} has a healthy target`, (states, isHealthy) => states.some(isHealthy));
}

/** DescribeTargetHealth calls every target of the group healthy, and there is one. */
export function allHealthy<Group extends string>(group: Group): Check<Group> {
  return healthOf(
    group,
    `all targets of ${nameOf(group)} are healthy`,
    (states, isHealthy) => states.length > 0 && states.every(isHealthy),
  );
}

type Health = Target['health'];

function healthOf<Group extends string>(
  group: Group,
  expected: string,
  suffices: (states: readonly Health[], isHealthy: (health: Health) => boolean) => boolean,
): Check<Group> {
  return {
    places: [group],
    run(view) {
      const groups = groupsOf(view, group);
      if (groups.length === 0) return missing(view, expected, group);
      const states = groups.flatMap(({ targets }) => targets.map(({ health }) => health));
      if (suffices(states, (health) => health?.State === 'healthy'))
        return { verdict: 'pass', expected, actual: 'it has', where: [] };
      const where = groups.map(({ arn }) => arn);
      if (states.some((health) => health?.State === 'initial'))
        return cannotTell(expected, 'its health checks have not finished', where);
      if (unread(view.network, /target-health$/)) return cannotTell(expected, 'target health could not be read', where);
      const seen = states.map((health) => [health?.State, health?.Reason].filter(Boolean).join(', '));
      const actual = seen.length > 0 ? `its targets are ${[...new Set(seen)].join('; ')}` : 'it has no targets';
      return { verdict: 'fail', expected, actual, where, code: 'NO_HEALTHY_TARGET' };
    },
  };
}

/**
 * The load balancer has public addresses in two zones or more, and the subnet of each of its nodes an active route to an
 * internet gateway. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export function facesInternet<Balancer extends string>(balancer: Balancer): Check<Balancer> {
  const expected = `${nameOf(balancer)} faces the internet in at least two zones`;
  return {
    places: [balancer],
    run(view) {
      const { network, places } = view;
      const arns = places[balancer] ?? [];
      const balancers = arns.flatMap((arn) => network.loadBalancers.get(arn) ?? []);
      if (balancers.length === 0) return missing(view, expected, balancer);
      const fail = (actual: string, code: FindingCode, where = arns): Finding => ({
        ...{ verdict: 'fail', expected, actual, where, code },
      });
      if (balancers.some((each) => !each.internetFacing)) return fail('it is an internal one', 'NOT_INTERNET_FACING');
      if (balancers.some(({ zones }) => zones.length < 2)) return fail('it is in one zone only', 'NOT_INTERNET_FACING');
      const subnets = [...new Set(balancers.flatMap(({ nodes }) => nodes.map(({ subnetId }) => subnetId)))];
      for (const id of subnets) {
        const table = network.routeTables.get(network.subnets.get(id)?.routeTableId ?? '');
        if (!table) return cannotTell(expected, 'a route table could not be read', [id]);
        const leads = table.routes.some(({ target, blackhole }) => target.kind === 'internet-gateway' && !blackhole);
        if (!leads) return fail(`${id} has no route to an internet gateway`, 'NOT_INTERNET_FACING', [id, table.id]);
      }
      return { verdict: 'pass', expected, actual: 'it does', where: [] };
    },
  };
}

/** The group's health check asks the application, below `path` and on the port of the requests, and takes no error for health. */
export function probesApplication<Group extends string>(group: Group, path: string): Check<Group> {
  const expected = `the health check of ${nameOf(group)} tells whether the application answers`;
  return {
    places: [group],
    run(view) {
      const groups = groupsOf(view, group);
      if (groups.length === 0) return missing(view, expected, group);
      const faults = groups.flatMap((each) => faultsOf(each, path));
      if (faults.length === 0) return { verdict: 'pass', expected, actual: 'it does', where: [] };
      const where = groups.map(({ arn }) => arn);
      return { verdict: 'fail', expected, actual: faults.join(', '), where, code: 'HEALTH_CHECK_NEUTERED' };
    },
  };
}

const groupsOf = ({ network, places }: View, group: string) =>
  (places[group] ?? []).flatMap((arn) => network.targetGroups.get(arn) ?? []);

function faultsOf(group: TargetGroup, path: string): string[] {
  const {
    healthCheckEnabled,
    healthCheckPort,
    healthCheckPath = '',
    healthCheckProtocol,
    healthyCodes,
    targets,
  } = group;
  const ports = [group.port, ...targets.map(({ port }) => port)];
  const faults: readonly (readonly [boolean, string])[] = [
    [!healthCheckEnabled, 'it is turned off'],
    [healthCheckProtocol === 'TCP', 'it opens a connection and asks nothing'],
    [healthCheckPort !== undefined && !ports.includes(healthCheckPort), `it asks port ${healthCheckPort}`],
    [healthCheckProtocol !== 'TCP' && !healthCheckPath.startsWith(path), `it asks for ${healthCheckPath}`],
    [!onlySuccess(healthyCodes), `it takes HTTP ${healthyCodes} for healthy`],
  ];
  return faults.flatMap(([is, text]) => (is ? [text] : []));
}

/** `200`, `200,301` and `200-399` are answers of an application; what begins with 4 or 5 is an error. */
function onlySuccess(codes = '200'): boolean {
  return codes.split(/[,-]/).every((code) => Number(code) >= 200 && Number(code) <= 399);
}
