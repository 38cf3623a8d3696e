import type { CreateListenerInput, Listener, ModifyListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { newArnSuffix } from '../id.ts';
import type { ListenerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { actionsOf } from './action.ts';
import { inRange, oneOf, validationError } from './constraint.ts';
import { arnOf, existing, pageOf, pathOf } from './existing.ts';
import { listenerAttributes } from './listener-attributes.ts';
import { deleteListener, rulesOf } from './listener-record.ts';
import type { Elbv2Operations } from './operations.ts';
import { checkPolicy, DEFAULT_POLICY } from './ssl-policy.ts';
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
  return { ...before, Protocol, Port, ...secured(input, before, Protocol) };
}

function checkPort(region: Region, { ListenerArn, LoadBalancerArn }: Listener, port: number): void {
  const other = region.listeners.find((each) => each.LoadBalancerArn === LoadBalancerArn && each.Port === port);
  if (!other || other.ListenerArn === ListenerArn) return;
  const message = `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`;
  throw new AwsError('DuplicateListener', message);
}

/** What only listeners with TLS have: certificate, security policy, ALPN and mutual authentication. */
function secured(
  input: Pick<ModifyListenerInput, 'Certificates' | 'SslPolicy' | 'AlpnPolicy' | 'MutualAuthentication'>,
  before: Listener,
  protocol: string,
): Partial<Listener> {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    if (input.Certificates?.length || input.SslPolicy) {
      throw validationError(`Certificates and SSL policies cannot be specified for ${protocol} listeners`);
    }
    return { Certificates: undefined, SslPolicy: undefined, AlpnPolicy: undefined, MutualAuthentication: undefined };
  }
  const Certificates = input.Certificates ?? before.Certificates;
  if (!Certificates?.length) throw validationError(`A certificate must be specified for ${protocol} listeners`);
  for (const { CertificateArn = '' } of Certificates) {
    if (!/^arn:aws[\w-]*:(acm|iam):/.test(CertificateArn)) {
      throw new AwsError('CertificateNotFound', `Certificate ARN '${CertificateArn}' is not valid`);
    }
  }
  const SslPolicy = input.SslPolicy ?? before.SslPolicy ?? DEFAULT_POLICY;
  checkPolicy(SslPolicy);
  const MutualAuthentication = input.MutualAuthentication ?? before.MutualAuthentication ?? { Mode: 'off' };
  oneOf('mutualAuthentication.mode', MutualAuthentication.Mode, ['off', 'passthrough', 'verify']);
  return {
    Certificates: Certificates.map(({ CertificateArn }) => ({ CertificateArn })),
    SslPolicy,
    ...(protocol === 'TLS'
      ? { AlpnPolicy: input.AlpnPolicy ?? before.AlpnPolicy ?? ['None'] }
      : { MutualAuthentication }),
  };
}

/** Creation is idempotent: the same listener asked for again answers the one that exists. */
function repeated(region: Region, input: CreateListenerInput): ListenerRecord | undefined {
  const { LoadBalancerArn, Port, Protocol } = input;
  const twin = region.listeners.find((each) => each.LoadBalancerArn === LoadBalancerArn && each.Port === Port);
  if (twin?.Protocol !== Protocol || !twin) return undefined;
  const actions = actionsOf(region, input.DefaultActions, { LoadBalancerArn, Port, Protocol });
  return JSON.stringify(actions) === JSON.stringify(twin.DefaultActions) ? twin : undefined;
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
    existing(region, 'loadBalancers', LoadBalancerArn);
    checkTags(input.Tags);
    const twin = repeated(region, input);
    if (twin) return { Listeners: [twin] };
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
    const { attributes, tags, ...before } = existing(region, 'listeners', input.ListenerArn);
    const after = described(region, input, before);
    const DefaultActions = actionsOf(region, input.DefaultActions ?? before.DefaultActions, after);
    for (const rule of rulesOf(region, input.ListenerArn)) {
      const Actions = rule.IsDefault ? DefaultActions : actionsOf(region, rule.Actions, after);
      region.rules.put(rule.RuleArn!, { ...rule, Actions });
    }
    const kept = after.Protocol === before.Protocol ? attributes : listenerAttributes(after);
    const record = region.listeners.put(input.ListenerArn!, { ...after, DefaultActions, attributes: kept, tags });
    return { Listeners: [record] };
  },

  DeleteListener(region: Region, input) {
    existing(region, 'listeners', input.ListenerArn);
    deleteListener(region, input.ListenerArn!);
    return {};
  },

  DescribeListenerCertificates(region: Region, input) {
    const { Certificates = [] } = existing(region, 'listeners', input.ListenerArn);
    const { page, NextMarker } = pageOf(Certificates, input);
    return { Certificates: page.map((each) => ({ ...each, IsDefault: true })), NextMarker };
  },
} satisfies Elbv2Operations;
