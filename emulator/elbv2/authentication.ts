import type {
  Action,
  AuthenticateCognitoActionConfig,
  AuthenticateOidcActionConfig,
  JwtValidationActionAdditionalClaim,
  JwtValidationActionConfig,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import { atMost, inRange, oneOf, validationError } from './constraint.ts';

const invalidAction = (message: string) => new AwsError('InvalidLoadBalancerAction', message);

const DEFAULTS = {
  SessionCookieName: 'AWSELBAuthSessionCookie',
  Scope: 'openid',
  SessionTimeout: 604800,
  OnUnauthenticatedRequest: 'authenticate',
} as const;

const MOST_PARAMETERS = 10;

function checkSession(config: AuthenticateCognitoActionConfig | AuthenticateOidcActionConfig, name: string): void {
  const member = (field: string) => `actions.1.member.${name}.${field}`;
  oneOf(member('onUnauthenticatedRequest'), config.OnUnauthenticatedRequest, ['deny', 'allow', 'authenticate']);
  inRange(member('sessionTimeout'), config.SessionTimeout, 1, 604800);
  if (Object.keys(config.AuthenticationRequestExtraParams ?? {}).length > MOST_PARAMETERS) {
    throw validationError(`You cannot specify more than ${MOST_PARAMETERS} authentication request extra params`);
  }
}

/** Refuses a config that lacks what AWS needs of it. */
function checkGiven<Config extends object>(type: string, config: Config, ...fields: (keyof Config & string)[]): void {
  const missing = fields.filter((field) => !config[field]);
  if (missing.length === 0) return;
  const names = missing.map((field) => `'${field}'`).join(', ');
  throw invalidAction(`For actions of type '${type}', you must specify the following fields: ${names}`);
}

function checkUrl(name: string, value: string | undefined): void {
  if (URL.canParse(value ?? '') && value?.startsWith('https://')) return;
  throw invalidAction(`The ${name} '${value ?? ''}' must be a full URL with the HTTPS protocol`);
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateCognitoActionConfig.html */
export function cognitoOf(config: AuthenticateCognitoActionConfig): AuthenticateCognitoActionConfig {
  checkGiven('authenticate-cognito', config, 'UserPoolArn', 'UserPoolClientId', 'UserPoolDomain');
  if (!/^arn:aws[\w-]*:cognito-idp:[\w-]+:\d{12}:userpool\/[\w-]+$/.test(config.UserPoolArn ?? '')) {
    throw invalidAction(`The user pool ARN '${config.UserPoolArn}' is not valid`);
  }
  checkSession(config, 'authenticateCognitoConfig');
  return { ...DEFAULTS, ...config };
}

/**
 * The client secret never comes back, and a change may keep the one that was there.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
 */
export function oidcOf(config: AuthenticateOidcActionConfig, before: readonly Action[]): AuthenticateOidcActionConfig {
  const { ClientSecret, UseExistingClientSecret, ...shown } = config;
  checkGiven(
    'authenticate-oidc',
    config,
    'Issuer',
    'AuthorizationEndpoint',
    'TokenEndpoint',
    'UserInfoEndpoint',
    'ClientId',
  );
  checkUrl('issuer', config.Issuer);
  checkUrl('authorization endpoint', config.AuthorizationEndpoint);
  checkUrl('token endpoint', config.TokenEndpoint);
  checkUrl('user info endpoint', config.UserInfoEndpoint);
  if (ClientSecret && UseExistingClientSecret) {
    throw invalidAction('You cannot both specify a client secret and set UseExistingClientSecret to true');
  }
  const hasSecret = before.some(({ AuthenticateOidcConfig }) => AuthenticateOidcConfig !== undefined);
  if (!ClientSecret && !(UseExistingClientSecret && hasSecret)) {
    throw invalidAction('You must specify a client secret');
  }
  checkSession(config, 'authenticateOidcConfig');
  return { ...DEFAULTS, ...shown };
}

const MOST_CLAIMS = 10;
const LONGEST = 256;
const ALWAYS_CHECKED = ['exp', 'iss', 'nbf', 'iat'];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_JwtValidationActionConfig.html */
export function jwtValidationOf(config: JwtValidationActionConfig): JwtValidationActionConfig {
  const member = (field: string) => `actions.1.member.jwtValidationConfig.${field}`;
  checkGiven('jwt-validation', config, 'JwksEndpoint', 'Issuer');
  atMost(member('jwksEndpoint'), config.JwksEndpoint, LONGEST);
  atMost(member('issuer'), config.Issuer, LONGEST);
  checkUrl('JWKS endpoint', config.JwksEndpoint);
  const claims = config.AdditionalClaims ?? [];
  if (claims.length > MOST_CLAIMS)
    throw validationError(`You cannot specify more than ${MOST_CLAIMS} additional claims`);
  for (const claim of claims) checkClaim(claim, member('additionalClaims.1.member.format'));
  return config;
}

function checkClaim({ Format, Name, Values = [] }: JwtValidationActionAdditionalClaim, member: string): void {
  oneOf(member, Format ?? '', ['single-string', 'string-array', 'space-separated-values']);
  if (!Name || ALWAYS_CHECKED.includes(Name)) throw invalidAction(`The claim name '${Name ?? ''}' cannot be specified`);
  if (Values.length === 0 || Values.length > MOST_CLAIMS) {
    throw validationError(`The claim '${Name}' must have between 1 and ${MOST_CLAIMS} values`);
  }
  for (const value of Values) {
    if (value.length > LONGEST)
      throw validationError(`Claim value '${value}' cannot be longer than '${LONGEST}' characters`);
    if (Format === 'space-separated-values' && value.includes(' ')) {
      throw validationError(`Claim value '${value}' cannot include spaces`);
    }
  }
}
