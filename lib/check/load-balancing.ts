import type { LoadBalancer, Target, TargetGroup } from '../network/load-balancer.ts';
import { forwardsTo, type Request, rulesFor } from '../reach/listener-rule.ts';
import { type Server, serversOf } from '../reach/target-health.ts';
import type { Check, View } from './check.ts';
import type { Finding, FindingCode } from './finding.ts';
import { cannotTell, missing, nameOf, unread } from './host.ts';
import type { CheckWords } from './words/index.ts';

/** Requests to the load balancer end at a host that its nodes can reach, and at no other, whichever target group leads there. */
export function serves<Balancer extends string, Host extends string>(
  balancer: Balancer,
  requests: readonly Request[],
  host: Host,
): Check<Balancer | Host> {
  const names = [...new Set(requests.map(textOf))];
  return {
    places: [balancer, host],
    run(view) {
      const { network, places, words } = view;
      const expected = words.balancing.answered(names, nameOf(host, words));
      const gap = unread(network, /^elbv2 /);
      if (gap) return cannotTell(view, expected, words.untold.failed(gap.command));
      const balancers = (places[balancer] ?? []).flatMap((arn) => network.loadBalancers.get(arn) ?? []);
      if (balancers.length === 0) return missing(view, expected, balancer);
      const hosts = (places[host] ?? []).filter((id) => network.instances.has(id));
      if (hosts.length === 0) return missing(view, expected, host);
      const findings = balancers.flatMap((each) =>
        requests.map((request) => ({ expected, ...answerOf(view, each, request, hosts) })),
      );
      const worst =
        findings.find(({ verdict }) => verdict === 'fail') ?? findings.find((each) => each.verdict !== 'pass');
      return worst ?? { expected, ...passed(words) };
    },
  };
}

const textOf = ({ method = 'GET', path }: Request) => `${method} ${path}`;

type Answer = Omit<Finding, 'expected'>;
const passed = ({ balancing }: CheckWords): Answer => ({ verdict: 'pass', actual: balancing.isAnswered, where: [] });

function answerOf(view: View, balancer: LoadBalancer, request: Request, hosts: readonly string[]): Answer {
  const { balancing: words, untold } = view.words;
  const where = [balancer.arn];
  if (!balancer.active) return cannotTell(view, '', untold.notActive, where);
  const port = request.port ?? 80;
  const listener = balancer.listeners.find((each) => each.port === port && each.protocol.startsWith('HTTP'));
  if (!listener) {
    const actual = words.noListener(textOf(request), port);
    return { verdict: 'fail', actual, where, code: 'ELBV2_LISTENERS_MISMATCH' };
  }
  for (const rule of rulesFor(listener, request)) {
    const cause = words.ruleTakes(rule.priority, listener.arn);
    const arns = forwardsTo(rule);
    if (arns.length === 0) {
      const actual = words.noHost(textOf(request));
      return { verdict: 'fail', actual, where, code: 'WRONG_TARGET_GROUP', cause };
    }
    for (const group of arns.flatMap((arn) => view.network.targetGroups.get(arn) ?? [])) {
      const answer = answerFrom(view, balancer, group, { request, hosts, cause });
      if (answer.verdict !== 'pass') return answer;
    }
  }
  return passed(view.words);
}

/** What a request gets that a target group is chosen for. */
function answerFrom(
  view: View,
  balancer: LoadBalancer,
  group: TargetGroup,
  { request, hosts, cause }: { request: Request; hosts: readonly string[]; cause: string },
): Answer {
  const { network } = view;
  const { balancing: words } = view.words;
  const say = (actual: string) => ({ verdict: 'fail', actual: `${textOf(request)}: ${actual}`, where: [] }) as const;
  const servers = serversOf(network, balancer, group);
  if (servers.length === 0) {
    return { ...say('HTTP 503'), code: 'ELBV2_LISTENER_HAS_NO_TG', cause: words.noTargets(group.name) };
  }
  const meant = (server: Server) => hosts.includes(server.host);
  const within = servers.filter(({ nodes }) => nodes.length > 0);
  const working = within.filter(({ refuses }) => !refuses);
  const choice = working.length > 0 ? working : servers;
  const others = [...new Set(choice.filter((server) => !meant(server)).map(({ host }) => roleOf(host, view)))];
  if (!choice.some(meant)) {
    return { ...say(words.answers(view.words.ends.all(others))), code: 'WRONG_TARGET_GROUP', cause };
  }
  if (others.length > 0) {
    const why = words.otherTargets(group.name);
    return { ...say(words.answersPart(view.words.ends.all(others))), code: 'WRONG_TARGET', cause: why };
  }
  if (working.length === 0 && within.length > 0) {
    const why = words.targetsRefuse(group.name);
    return { ...say('HTTP 502'), where: [group.arn], code: 'NO_HEALTHY_TARGET', cause: why };
  }
  if (working.length === 0) {
    const why = words.noNodeReaches(group.name);
    return { ...say('HTTP 504'), where: [group.arn], code: 'NO_HEALTHY_TARGET', cause: why };
  }
  const served = new Set(working.flatMap(({ nodes }) => nodes));
  if (balancer.nodes.some(({ id }) => !served.has(id))) {
    const why = words.noTargetInZone(group.name);
    return { ...say(words.atSomeAddresses('HTTP 503')), code: 'ELB_NOT_CROSSZONE', cause: why };
  }
  return passed(view.words);
}

function roleOf(id: string, { places, words }: View): string {
  const [role] = Object.entries(places).find(([, ids]) => ids.includes(id)) ?? [];
  return role ? nameOf(role, words) : id;
}

/** DescribeTargetHealth calls at least one target of the group healthy. */
export function healthy<Group extends string>(group: Group): Check<Group> {
  return healthOf(group, 'healthy', (states, isHealthy) => states.some(isHealthy));
}

/** DescribeTargetHealth calls every target of the group healthy, and there is one. */
export function allHealthy<Group extends string>(group: Group): Check<Group> {
  return healthOf(group, 'allHealthy', (states, isHealthy) => states.length > 0 && states.every(isHealthy));
}

type Health = Target['health'];

function healthOf<Group extends string>(
  group: Group,
  sentence: 'healthy' | 'allHealthy',
  suffices: (states: readonly Health[], isHealthy: (health: Health) => boolean) => boolean,
): Check<Group> {
  return {
    places: [group],
    run(view) {
      const { balancing: words, untold } = view.words;
      const expected = words[sentence](nameOf(group, view.words));
      const groups = groupsOf(view, group);
      if (groups.length === 0) return missing(view, expected, group);
      const states = groups.flatMap(({ targets }) => targets.map(({ health }) => health));
      if (suffices(states, (health) => health?.State === 'healthy'))
        return { verdict: 'pass', expected, actual: words.hasHealthy, where: [] };
      const where = groups.map(({ arn }) => arn);
      if (states.some((health) => health?.State === 'initial'))
        return cannotTell(view, expected, untold.healthChecksRun, where);
      if (unread(view.network, /target-health$/)) return cannotTell(view, expected, untold.healthUnread, where);
      const seen = states.map((health) => [health?.State, health?.Reason].filter(Boolean).join(', '));
      const actual = seen.length > 0 ? words.targetsAre([...new Set(seen)].join('; ')) : words.hasNoTargets;
      return { verdict: 'fail', expected, actual, where, code: 'NO_HEALTHY_TARGET' };
    },
  };
}

/**
 * The load balancer has public addresses in two zones or more, and the subnet of each of its nodes an active route to an
 * internet gateway. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
export function facesInternet<Balancer extends string>(balancer: Balancer): Check<Balancer> {
  return {
    places: [balancer],
    run(view) {
      const { network, places } = view;
      const { balancing: words, untold } = view.words;
      const expected = words.facesInternet(nameOf(balancer, view.words));
      const arns = places[balancer] ?? [];
      const balancers = arns.flatMap((arn) => network.loadBalancers.get(arn) ?? []);
      if (balancers.length === 0) return missing(view, expected, balancer);
      const fail = (actual: string, code: FindingCode, where = arns): Finding => ({
        ...{ verdict: 'fail', expected, actual, where, code },
      });
      if (balancers.some((each) => !each.internetFacing)) return fail(words.internal, 'NOT_INTERNET_FACING');
      if (balancers.some(({ zones }) => zones.length < 2)) return fail(words.oneZone, 'NOT_INTERNET_FACING');
      const subnets = [...new Set(balancers.flatMap(({ nodes }) => nodes.map(({ subnetId }) => subnetId)))];
      for (const id of subnets) {
        const table = network.routeTables.get(network.subnets.get(id)?.routeTableId ?? '');
        if (!table) return cannotTell(view, expected, untold.routeTableUnread, [id]);
        const leads = table.routes.some(({ target, blackhole }) => target.kind === 'internet-gateway' && !blackhole);
        if (!leads) return fail(words.noGatewayRoute(id), 'NOT_INTERNET_FACING', [id, table.id]);
      }
      return { verdict: 'pass', expected, actual: words.faces, where: [] };
    },
  };
}

/** The group's health check asks the application, below `path` and on the port of the requests, and takes no error for health. */
export function probesApplication<Group extends string>(group: Group, path: string): Check<Group> {
  return {
    places: [group],
    run(view) {
      const { balancing: words } = view.words;
      const expected = words.probes(nameOf(group, view.words));
      const groups = groupsOf(view, group);
      if (groups.length === 0) return missing(view, expected, group);
      const faults = groups.flatMap((each) => faultsOf(each, path, words));
      if (faults.length === 0) return { verdict: 'pass', expected, actual: words.tells, where: [] };
      const where = groups.map(({ arn }) => arn);
      return { verdict: 'fail', expected, actual: faults.join(', '), where, code: 'HEALTH_CHECK_NEUTERED' };
    },
  };
}

const groupsOf = ({ network, places }: View, group: string) =>
  (places[group] ?? []).flatMap((arn) => network.targetGroups.get(arn) ?? []);

function faultsOf(group: TargetGroup, path: string, words: CheckWords['balancing']): string[] {
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
    [!healthCheckEnabled, words.turnedOff],
    [healthCheckProtocol === 'TCP', words.asksNothing],
    [healthCheckPort !== undefined && !ports.includes(healthCheckPort), words.asksPort(healthCheckPort ?? 0)],
    [healthCheckProtocol !== 'TCP' && !healthCheckPath.startsWith(path), words.asksPath(healthCheckPath)],
    [!onlySuccess(healthyCodes), words.takesForHealthy(`HTTP ${healthyCodes}`)],
  ];
  return faults.flatMap(([is, text]) => (is ? [text] : []));
}

/** `200`, `200,301` and `200-399` are answers of an application; what begins with 4 or 5 is an error. */
function onlySuccess(codes = '200'): boolean {
  return codes.split(/[,-]/).every((code) => Number(code) >= 200 && Number(code) <= 399);
}
