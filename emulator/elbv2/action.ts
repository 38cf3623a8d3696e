import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { cognitoOf, jwtValidationOf, oidcOf } from './authentication.ts';
import { atMost, inRange, oneOf, validationError, violates } from './constraint.ts';
import { forwardAction, type Stage } from './forward-action.ts';

const invalidAction = (message: string) => new AwsError('InvalidLoadBalancerAction', message);

/** The member that configures each type of action but forward. */
const CONFIGS = {
  'fixed-response': 'FixedResponseConfig',
  redirect: 'RedirectConfig',
  'authenticate-oidc': 'AuthenticateOidcConfig',
  'authenticate-cognito': 'AuthenticateCognitoConfig',
  'jwt-validation': 'JwtValidationConfig',
} as const;

const TYPES = ['forward', ...Object.keys(CONFIGS)];
const LAST = ['forward', 'redirect', 'fixed-response'];

/**
 * The actions of a rule as AWS stores them, with its defaults filled in, in their order; AWS's errors for those it refuses.
 * `before` are the actions that they take the place of.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
 */
export function actionsOf(
  region: Region,
  requested: readonly Action[] | undefined,
  stage: Stage,
  before: readonly Action[] = [],
): Action[] {
  if (!requested?.length) throw validationError('An action must be specified');
  if (requested.length > 1 && requested.some(({ Order }) => Order === undefined)) {
    throw invalidAction('You must specify an order for each action');
  }
  const actions = [...requested].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0));
  checkSequence(actions);
  return actions.map((action) => actionOf(region, action, stage, before));
}

function checkSequence(actions: readonly Action[]): void {
  for (const { Type, Order } of actions) {
    oneOf('actions.1.member.type', Type, TYPES);
    inRange('actions.1.member.order', Order, 1, 50000);
  }
  if (new Set(actions.map(({ Order }) => Order)).size < actions.length) {
    throw invalidAction('The same order cannot be specified for several actions');
  }
  const ends = actions.map(({ Type }) => LAST.includes(Type ?? ''));
  if (ends.indexOf(true) !== actions.length - 1) {
    throw invalidAction(`Exactly one action of type ${LAST.join(', ')} must be specified, and it must be the last`);
  }
  if (actions.length > 2) throw new AwsError('TooManyActions', 'A rule can have only one authentication action');
}

function actionOf(region: Region, action: Action, stage: Stage, before: readonly Action[]): Action {
  const { Type, Order } = action;
  const common = { Type, ...(Order === undefined ? {} : { Order }) };
  if (Type === 'forward') return { ...common, ...forwardAction(region, action, stage) };
  if (!stage.Protocol?.startsWith('HTTP')) {
    throw invalidAction(`Actions of type '${Type}' are not supported for listeners with protocol ${stage.Protocol}`);
  }
  const field = CONFIGS[Type as keyof typeof CONFIGS];
  if (!action[field]) {
    throw invalidAction(`For actions of type '${Type}', you must specify the following fields: '${field}'`);
  }
  return { ...common, ...configured(action, stage, before) };
}

function configured(action: Action, stage: Stage, before: readonly Action[]): Partial<Action> {
  if (action.Type === 'redirect') return { RedirectConfig: redirectOf(action.RedirectConfig!, stage) };
  if (action.Type === 'fixed-response') return { FixedResponseConfig: fixedResponseOf(action.FixedResponseConfig!) };
  if (stage.Protocol !== 'HTTPS') {
    throw invalidAction(`Actions of type '${action.Type}' are supported only on HTTPS listeners`);
  }
  if (action.AuthenticateCognitoConfig)
    return { AuthenticateCognitoConfig: cognitoOf(action.AuthenticateCognitoConfig) };
  if (action.AuthenticateOidcConfig) return { AuthenticateOidcConfig: oidcOf(action.AuthenticateOidcConfig, before) };
  return { JwtValidationConfig: jwtValidationOf(action.JwtValidationConfig!) };
}

/** A part that is left out keeps that of the request. */
function redirectOf(config: NonNullable<Action['RedirectConfig']>, stage: Stage) {
  const member = (name: string) => `actions.1.member.redirectConfig.${name}`;
  const {
    Protocol = '#{protocol}',
    Port = '#{port}',
    Host = '#{host}',
    Path = '/#{path}',
    Query = '#{query}',
  } = config;
  oneOf(member('statusCode'), config.StatusCode ?? '', ['HTTP_301', 'HTTP_302']);
  oneOf(member('protocol'), Protocol, ['HTTP', 'HTTPS', '#{protocol}']);
  if (Port !== '#{port}' && !(/^\d+$/.test(Port) && Number(Port) >= 1 && Number(Port) <= 65535)) {
    throw validationError(`Redirect port '${Port}' must be in the range 1-65535 or '#{port}'`);
  }
  if (!Path.startsWith('/')) throw validationError(`Redirect path '${Path}' must start with '/'`);
  for (const [name, value] of Object.entries({ host: Host, path: Path, query: Query }))
    atMost(member(name), value, 128);
  const sameProtocol = Protocol === '#{protocol}' || Protocol === stage.Protocol;
  if (Protocol === 'HTTP' && stage.Protocol === 'HTTPS') throw invalidAction('You cannot redirect HTTPS to HTTP');
  const samePort = Port === '#{port}' || Port === String(stage.Port);
  if (sameProtocol && samePort && Host === '#{host}' && Path === '/#{path}') {
    throw invalidAction('The redirect configuration is not valid because it creates a loop.');
  }
  return { Protocol, Port, Host, Path, Query, StatusCode: config.StatusCode };
}

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];

function fixedResponseOf(config: NonNullable<Action['FixedResponseConfig']>) {
  const member = (name: string) => `actions.1.member.fixedResponseConfig.${name}`;
  const { StatusCode = '', ContentType, MessageBody } = config;
  if (!/^[245]\d\d$/.test(StatusCode)) {
    throw violates(member('statusCode'), StatusCode, 'Member must satisfy regular expression pattern: ^(2|4|5)\\d\\d$');
  }
  oneOf(member('contentType'), ContentType, CONTENT_TYPES);
  atMost(member('messageBody'), MessageBody, 1024);
  return { StatusCode, ContentType: ContentType ?? 'text/plain', MessageBody };
}
