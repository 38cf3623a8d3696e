import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { parseCidr } from '../../lib/network/address.ts';
import { oneOf, validationError } from './constraint.ts';
import { checkPattern } from './transform.ts';

const MOST_VALUES = 5;
const MOST_WILDCARDS = 5;

/** How one field of a condition is written: its config, its longest value, and what a value may consist of. */
interface Field {
  readonly config:
    | 'HostHeaderConfig'
    | 'PathPatternConfig'
    | 'HttpHeaderConfig'
    | 'HttpRequestMethodConfig'
    | 'SourceIpConfig';
  readonly longest: number;
  readonly allowed: RegExp;
  /** Whether the condition may, for older clients, carry its values outside its config too. */
  readonly plain?: true;
  readonly regex?: true;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const FIELDS: Readonly<Record<string, Field>> = {
  'host-header': { config: 'HostHeaderConfig', longest: 128, allowed: /^[A-Za-z0-9_.*?-]+$/, plain: true, regex: true },
  'path-pattern': {
    config: 'PathPatternConfig',
    longest: 128,
    allowed: /^[A-Za-z0-9_.$/~"'@:+&*?-]+$/,
    plain: true,
    regex: true,
  },
  'http-header': { config: 'HttpHeaderConfig', longest: 128, allowed: /^[\x20-\x7e]+$/, regex: true },
  'http-request-method': { config: 'HttpRequestMethodConfig', longest: 40, allowed: /^[A-Z_-]+$/ },
  'source-ip': { config: 'SourceIpConfig', longest: 64, allowed: /./ },
};

const REPEATABLE = ['http-header', 'query-string'];

/** The conditions of a rule as AWS stores them, values in both places where AWS shows both; its errors for those it refuses. */
export function conditionsOf(
  requested: readonly RuleCondition[] | undefined,
  protocol: string | undefined,
): RuleCondition[] {
  if (!requested?.length) throw validationError('A condition must be specified');
  if (!protocol?.startsWith('HTTP')) return [addressTypeOf(requested, protocol)];
  if (requested.some(({ SourceIpConfig }) => SourceIpConfig?.IpAddressType)) {
    throw validationError("An IP address type cannot be specified for a 'source-ip' condition of an HTTP listener");
  }
  const conditions = requested.map(conditionOf);
  const fields = requested.map(({ Field }) => Field ?? '');
  const repeated = fields.find((field, index) => !REPEATABLE.includes(field) && fields.indexOf(field) !== index);
  if (repeated) throw validationError(`A rule can only have one '${repeated}' condition`);
  if (conditions.reduce((sum, condition) => sum + countOf(condition), 0) > MOST_VALUES) {
    throw validationError(`A rule can only have '${MOST_VALUES}' condition values`);
  }
  if (conditions.reduce((sum, condition) => sum + wildcardsOf(condition), 0) > MOST_WILDCARDS) {
    throw validationError(`A rule can only have '${MOST_WILDCARDS}' condition wildcards`);
  }
  return conditions;
}

/** The one condition that a rule of a Network Load Balancer can have: on the IP address type of the source. */
function addressTypeOf(requested: readonly RuleCondition[], protocol: string | undefined): RuleCondition {
  const [condition, ...others] = requested;
  if (others.length > 0 || condition?.Field !== 'source-ip') {
    throw validationError(`A rule of a ${protocol} listener can only have one 'source-ip' condition`);
  }
  const { IpAddressType, Values } = condition.SourceIpConfig ?? {};
  if (!IpAddressType || Values?.length) {
    throw validationError(
      `A 'source-ip' condition of a ${protocol} listener must have an IP address type, and no values`,
    );
  }
  oneOf('conditions.1.member.sourceIpConfig.ipAddressType', IpAddressType, ['ipv4', 'ipv6']);
  return { Field: 'source-ip', SourceIpConfig: { IpAddressType } };
}

interface Listed {
  Values?: string[] | undefined;
  RegexValues?: string[] | undefined;
}

function countOf({ Field = '', QueryStringConfig, ...rest }: RuleCondition): number {
  if (Field === 'query-string') return QueryStringConfig?.Values?.length ?? 0;
  const { Values = [], RegexValues = [] } = configOf(rest, Field);
  return Values.length + RegexValues.length;
}

/** How often a condition says `*` or `?` without a backslash before it. */
function wildcardsOf({ Field = '', QueryStringConfig, ...rest }: RuleCondition): number {
  const pairs = (QueryStringConfig?.Values ?? []).flatMap(({ Key = '', Value = '' }) => [Key, Value]);
  const texts = Field === 'query-string' ? pairs : (configOf(rest, Field).Values ?? []);
  return texts.reduce((sum, text) => sum + (text.match(/(?<!\\)[*?]/g) ?? []).length, 0);
}

function configOf(condition: RuleCondition, field: string): Listed {
  const name = FIELDS[field]?.config;
  return (name && condition[name]) ?? {};
}

function conditionOf(condition: RuleCondition): RuleCondition {
  const { Field = '' } = condition;
  if (Field === 'query-string') return queryStringOf(condition);
  const field = FIELDS[Field];
  if (!field) {
    const known = [...Object.keys(FIELDS), 'query-string'].join(', ');
    throw validationError(`Condition field '${Field}' must be one of '[${known}]'`);
  }
  const config = condition[field.config];
  const plain = condition.Values?.length || condition.RegexValues?.length;
  if (plain && (config || !field.plain)) {
    throw validationError(`You cannot specify both 'Values' and '${field.config}' for a '${Field}' condition`);
  }
  const { Values = [], RegexValues = [] }: Listed = config ?? condition;
  if (Values.length + RegexValues.length === 0) throw validationError('A condition value must be specified');
  if (Values.length > 0 && RegexValues.length > 0) {
    throw validationError(`You cannot specify both values and regular expressions for a '${Field}' condition`);
  }
  for (const value of Values) checkValue(Field, value, field);
  for (const value of RegexValues) checkRegex(value, field);
  const values = RegexValues.length > 0 ? { RegexValues } : { Values };
  return { Field, ...(field.plain ? values : {}), [field.config]: { ...namedHeader(condition), ...values } };
}

function namedHeader({ Field, HttpHeaderConfig }: RuleCondition) {
  if (Field !== 'http-header') return {};
  const { HttpHeaderName = '' } = HttpHeaderConfig ?? {};
  if (HttpHeaderName.toLowerCase() === 'host') {
    throw validationError("You cannot specify the host header in an 'http-header' condition");
  }
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(HttpHeaderName)) return { HttpHeaderName };
  throw validationError(`HTTP header name '${HttpHeaderName}' is not valid`);
}

function checkValue(name: string, value: string, { longest, allowed }: Field): void {
  if (value.length > longest) {
    throw validationError(`Condition value '${value}' cannot be longer than '${longest}' characters`);
  }
  if (name === 'source-ip') {
    if (!parseCidr(value)) throw validationError(`Condition value '${value}' is not a valid CIDR block`);
  } else if (!allowed.test(value)) {
    throw validationError(`Condition value '${value}' contains a character that is not valid`);
  } else if (name === 'host-header' && !/\.[A-Za-z]+$/.test(value)) {
    throw validationError(
      `Condition value '${value}' must contain a '.' character, with only alphabetical characters after the last one`,
    );
  }
}

function checkRegex(value: string, { longest, regex }: Field): void {
  if (!regex) throw validationError('Regular expressions are not supported for this condition');
  if (value.length > longest) {
    throw validationError(`Condition value '${value}' cannot be longer than '${longest}' characters`);
  }
  checkPattern(value);
}

function queryStringOf({ Field, QueryStringConfig }: RuleCondition): RuleCondition {
  const Values = QueryStringConfig?.Values ?? [];
  if (Values.length === 0) throw validationError('A condition value must be specified');
  for (const { Key, Value } of Values) {
    if (!Value) throw validationError('A query string condition must have a value');
    if (Value.length > 128 || (Key?.length ?? 0) > 128) {
      throw validationError(`Condition value '${Key ?? ''}=${Value}' cannot be longer than '128' characters`);
    }
  }
  return { Field, QueryStringConfig: { Values } };
}
