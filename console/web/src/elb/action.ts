import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { nameIn } from './target-group.ts';

export type RoutingType = 'forward' | 'redirect' | 'fixed-response';

export interface WeightedGroup {
  readonly arn: string;
  readonly weight: string;
}

/** What a listener or a rule does with a request, as the console edits it; everything as the person writes it. */
export interface EditedAction {
  readonly type: RoutingType;
  readonly groups: readonly WeightedGroup[];
  readonly sticky: boolean;
  readonly stickySeconds: string;
  readonly redirect: Readonly<Record<'protocol' | 'port' | 'host' | 'path' | 'query' | 'status', string>>;
  readonly fixed: Readonly<Record<'status' | 'contentType' | 'body', string>>;
  /** What is done before, such as to authenticate; kept as it is. */
  readonly before: readonly Action[];
}

const REDIRECT = {
  protocol: 'HTTPS',
  port: '443',
  host: '#{host}',
  path: '/#{path}',
  query: '#{query}',
  status: 'HTTP_301',
};
const FIXED = { status: '503', contentType: 'text/plain', body: '' };

const NEW_ACTION: EditedAction = {
  type: 'forward',
  groups: [{ arn: '', weight: '1' }],
  sticky: false,
  stickySeconds: '3600',
  redirect: REDIRECT,
  fixed: FIXED,
  before: [],
};

const isRouting = (type: string | undefined): type is RoutingType =>
  type === 'forward' || type === 'redirect' || type === 'fixed-response';

const groupsOf = ({ ForwardConfig, TargetGroupArn }: Action): WeightedGroup[] =>
  (ForwardConfig?.TargetGroups ?? [{ TargetGroupArn }]).map(({ TargetGroupArn: arn = '', Weight = 1 }) => ({
    arn,
    weight: String(Weight),
  }));

export function editedAction(actions: readonly Action[] = []): EditedAction {
  const before = actions.filter(({ Type }) => !isRouting(Type));
  const routing = actions.find(({ Type }) => isRouting(Type));
  const { Type, RedirectConfig: to, FixedResponseConfig: answer } = routing ?? {};
  if (!routing || !isRouting(Type)) return { ...NEW_ACTION, before };
  const { Enabled = false, DurationSeconds = 3600 } = routing.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  return {
    type: Type,
    groups: Type === 'forward' ? groupsOf(routing) : NEW_ACTION.groups,
    sticky: Enabled,
    stickySeconds: String(DurationSeconds),
    redirect: {
      protocol: to?.Protocol ?? REDIRECT.protocol,
      port: to?.Port ?? REDIRECT.port,
      host: to?.Host ?? REDIRECT.host,
      path: to?.Path ?? REDIRECT.path,
      query: to?.Query ?? REDIRECT.query,
      status: to?.StatusCode ?? REDIRECT.status,
    },
    fixed: {
      status: answer?.StatusCode ?? FIXED.status,
      contentType: answer?.ContentType ?? FIXED.contentType,
      body: answer?.MessageBody ?? FIXED.body,
    },
    before,
  };
}

/** One target group without stickiness is named by itself: Network Load Balancers take nothing else. */
function forward({ groups, sticky, stickySeconds }: EditedAction): Action {
  const [only] = groups;
  if (groups.length === 1 && !sticky) return { Type: 'forward', TargetGroupArn: only?.arn };
  const TargetGroupStickinessConfig = sticky
    ? { Enabled: true, DurationSeconds: Number(stickySeconds) }
    : { Enabled: false };
  return {
    Type: 'forward',
    ForwardConfig: {
      TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: Number(weight) })),
      TargetGroupStickinessConfig,
    },
  };
}

function redirect({ redirect: { protocol, port, host, path, query, status } }: EditedAction): Action {
  const StatusCode = status === 'HTTP_302' ? 'HTTP_302' : 'HTTP_301';
  const to = { Protocol: protocol, Port: port, Host: host, Path: path, Query: query, StatusCode } as const;
  return { Type: 'redirect', RedirectConfig: to };
}

function fixedResponse({ fixed: { status, contentType, body } }: EditedAction): Action {
  const answer = { StatusCode: status, ContentType: contentType, MessageBody: body };
  return { Type: 'fixed-response', FixedResponseConfig: answer };
}

const REQUESTS = { forward, redirect, 'fixed-response': fixedResponse };

/** The actions as a request names them: what routes comes last. */
export function actionsOf(edited: EditedAction): Action[] {
  const all = [...edited.before, REQUESTS[edited.type](edited)];
  return all.length === 1 ? all : all.map((action, index) => ({ ...action, Order: index + 1 }));
}

/** One line for each thing that is done, in the console's words. */
export function actionLines(actions: readonly Action[] = []): string[] {
  return actions.flatMap((action) => {
    const { RedirectConfig: to, FixedResponseConfig: answer, Type = '' } = action;
    if (Type === 'forward') return ['Forward to target group', ...forwardLines(action)];
    if (Type === 'redirect') {
      const url = `${to?.Protocol}://${to?.Host}:${to?.Port}${to?.Path}?${to?.Query}`;
      return [`Redirect to ${url}`, `Status code: ${to?.StatusCode}`];
    }
    if (Type === 'fixed-response') {
      const body = answer?.MessageBody ? [`Response body: ${answer.MessageBody}`] : [];
      return ['Return fixed response', `Response code: ${answer?.StatusCode}`, ...body];
    }
    return [Type];
  });
}

function forwardLines(action: Action): string[] {
  const groups = groupsOf(action);
  const total = groups.reduce((sum, { weight }) => sum + Number(weight), 0);
  const share = (weight: string) => (total === 0 ? 0 : Math.round((Number(weight) / total) * 100));
  const { Enabled } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
  return [
    ...groups.map(({ arn, weight }) => `${nameIn(arn)}: ${weight} (${share(weight)}%)`),
    `Target group stickiness: ${Enabled ? 'On' : 'Off'}`,
  ];
}
