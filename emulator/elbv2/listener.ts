import type {
  Action,
  CreateListenerInput,
  Listener,
  ModifyListenerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { ListenerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { actionsOf } from './action.ts';
import { inRange, validationError } from './constraint.ts';
import { arnOf, existing, pageOf, pathOf } from './existing.ts';
import { listenerAttributes } from './listener-attributes.ts';
import { deleteListener, rulesOf } from './listener-record.ts';
import type { Elbv2Operations } from './operations.ts';
import { secured } from './secure-listener.ts';
import { checkTags } from './tag-set.ts';

const PROTOCOLS = {
  application: ['HTTPS', 'HTTP'],
  network: ['TLS', 'TCP', 'TCP_UDP', 'UDP', 'QUIC', 'TCP_QUIC'],
  gateway: ['GENEVE'],
} as const;

/** The listener that a request describes, checked against its load balancer; `before` has what a change leaves alone. */
function described(
  region: Region,
  input: Omit<CreateListenerInput, 'LoadBalancerArn' | 'DefaultActions'> | ModifyListenerInput,
  before: Listener,
): Listener {
  const { Type = 'application' } = existing(region, 'loadBalancers', before.LoadBalancerArn);
  const Protocol = input.Protocol ?? before.Protocol;
  const Port = input.Port ?? before.Port;
  if (!Protocol) throw validationError('A listener protocol must be specified');
  if (!PROTOCOLS[Type].some((each) => each === Protocol)) {
    throw validationError(`Listener protocol '${Protocol}' must be one of '${PROTOCOLS[Type].join(', ')}'`);
  }
  if (Port === undefined) throw validationError('A listener port must be specified');
  inRange('port', Port, 1, 65535);
  checkPort(region, before, Port);
  checkAddressType(region, before, Protocol);
  return { ...before, Protocol, Port, ...secured(region, input, before, Protocol) };
}

/** A dual-stack load balancer sees UDP only when it has prefixes to translate clients' IPv6 addresses to. */
function checkAddressType(region: Region, { LoadBalancerArn }: Listener, protocol: string): void {
  const { IpAddressType, EnablePrefixForIpv6SourceNat } = existing(region, 'loadBalancers', LoadBalancerArn);
  if (IpAddressType === 'ipv4' || !/UDP|QUIC/.test(protocol) || EnablePrefixForIpv6SourceNat === 'on') return;
  throw new AwsError(
    'InvalidConfigurationRequest',
    `Listeners with protocol ${protocol} are not supported on load balancers with IP address type '${IpAddressType}'`,
  );
}

function checkCount(region: Region, loadBalancerArn: string, type: string | undefined): void {
  const count = region.listeners.filter((each) => each.LoadBalancerArn === loadBalancerArn).length;
  const limit = `listeners-per-${type === 'network' ? 'network' : 'application'}-load-balancer` as const;
  checkLimit(region, limit, count + 1, (most) => {
    const message = `The maximum number of listeners '${most}' has been reached on load balancer '${loadBalancerArn}'`;
    return new AwsError('TooManyListeners', message);
  });
}

function checkPort(region: Region, { ListenerArn, LoadBalancerArn }: Listener, port: number): void {
  const other = region.listeners.find((each) => each.LoadBalancerArn === LoadBalancerArn && each.Port === port);
  if (!other || other.ListenerArn === ListenerArn) return;
  const message = `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`;
  throw new AwsError('DuplicateListener', message);
}

/** Actions that stay, checked against what their listener has become. */
function keptActions(region: Region, actions: Action[] | undefined, after: Listener): Action[] {
  const named = actions?.map((action) => {
    const { AuthenticateOidcConfig } = action;
    if (!AuthenticateOidcConfig) return action;
    return { ...action, AuthenticateOidcConfig: { ...AuthenticateOidcConfig, UseExistingClientSecret: true } };
  });
  return actionsOf(region, named, after, actions);
}

/** Creation is idempotent: the same listener asked for again answers the one that exists. */
function repeated(region: Region, input: CreateListenerInput): ListenerRecord | undefined {
  const { LoadBalancerArn, Port, Protocol } = input;
  const twin = region.listeners.find((each) => each.LoadBalancerArn === LoadBalancerArn && each.Port === Port);
  if (twin?.Protocol !== Protocol || !twin) return undefined;
  const { ListenerArn } = twin;
  const asked = described(region, input, { ListenerArn, LoadBalancerArn });
  const settings = ({ Certificates, SslPolicy, AlpnPolicy, MutualAuthentication, DefaultActions }: Listener) =>
    JSON.stringify([Certificates, SslPolicy, AlpnPolicy, MutualAuthentication, DefaultActions]);
  const DefaultActions = actionsOf(region, input.DefaultActions, { LoadBalancerArn, Port, Protocol });
  return settings({ ...asked, DefaultActions }) === settings(twin) ? twin : undefined;
}

function selected(region: Region, loadBalancerArn: string | undefined, arns: string[] | undefined): ListenerRecord[] {
  if (loadBalancerArn !== undefined && arns?.length) {
    throw validationError('You cannot specify both listener ARNs and a load balancer ARN');
  }
  if (arns?.length) return arns.map((arn) => existing(region, 'listeners', arn));
  if (loadBalancerArn === undefined) {
    throw validationError('You must specify either listener ARNs or a load balancer ARN');
  }
  existing(region, 'loadBalancers', loadBalancerArn);
  return region.listeners.filter((each) => each.LoadBalancerArn === loadBalancerArn);
}

export const operations = {
  /** The listener's default actions also stand in a rule of its own, with the priority `default`. */
  CreateListener(region: Region, input) {
    const { LoadBalancerArn = '' } = input;
    const { Type } = existing(region, 'loadBalancers', LoadBalancerArn);
    checkTags(input.Tags);
    const twin = repeated(region, input);
    if (twin) return { Listeners: [twin] };
    checkCount(region, LoadBalancerArn, Type);
    const path = `${pathOf(LoadBalancerArn)}/${newArnSuffix()}`;
    const ListenerArn = arnOf(region, 'listeners', path);
    const listener = described(region, input, { ListenerArn, LoadBalancerArn });
    const DefaultActions = actionsOf(region, input.DefaultActions, listener);
    const record = { ...listener, DefaultActions, attributes: listenerAttributes(listener), tags: input.Tags ?? [] };
    region.listeners.put(ListenerArn, record);
    const RuleArn = arnOf(region, 'rules', `${path}/${newArnSuffix()}`);
    const rule = { RuleArn, Priority: 'default', Conditions: [], Actions: DefaultActions, IsDefault: true };
    region.rules.put(RuleArn, { ...rule, Transforms: [], listenerArn: ListenerArn, tags: [] });
    return { Listeners: [record] };
  },

  DescribeListeners(region: Region, input) {
    const { page, NextMarker } = pageOf(selected(region, input.LoadBalancerArn, input.ListenerArns), input);
    return { Listeners: page, NextMarker };
  },

  ModifyListener(region: Region, input) {
    const { attributes, tags, certificateList, ...before } = existing(region, 'listeners', input.ListenerArn);
    const after = described(region, input, before);
    const DefaultActions = input.DefaultActions
      ? actionsOf(region, input.DefaultActions, after, before.DefaultActions)
      : keptActions(region, before.DefaultActions, after);
    for (const rule of rulesOf(region, input.ListenerArn)) {
      const Actions = rule.IsDefault ? DefaultActions : keptActions(region, rule.Actions, after);
      region.rules.put(rule.RuleArn!, { ...rule, Actions });
    }
    const kept = after.Protocol === before.Protocol ? attributes : listenerAttributes(after);
    const record = region.listeners.put(input.ListenerArn!, {
      ...after,
      DefaultActions,
      attributes: kept,
      tags,
      ...(after.Certificates && certificateList ? { certificateList } : {}),
    });
    return { Listeners: [record] };
  },

  DeleteListener(region: Region, input) {
    existing(region, 'listeners', input.ListenerArn);
    deleteListener(region, input.ListenerArn!);
    return {};
  },
} satisfies Elbv2Operations;
