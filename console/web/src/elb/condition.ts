import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** A condition of a rule as the console edits it. */
export interface EditedCondition {
  readonly key: string;
  readonly field: Field;
  /** The name of the HTTP header that is looked at. */
  readonly header: string;
  /** Any of them may match; those of a query string as `key=value`, or a value alone. */
  readonly values: readonly string[];
  readonly regex: boolean;
}

export type Field =
  | 'host-header'
  | 'path-pattern'
  | 'http-request-method'
  | 'http-header'
  | 'query-string'
  | 'source-ip';

/** The types as the AWS console calls them, with an example of what is matched. */
export const CONDITION_TYPES: Readonly<Record<Field, { readonly label: string; readonly example: string }>> = {
  'host-header': { label: 'Host header', example: '*.example.com' },
  'path-pattern': { label: 'Path', example: '/item/*' },
  'query-string': { label: 'Query string', example: 'version=v1' },
  'http-request-method': { label: 'HTTP request method', example: 'GET' },
  'http-header': { label: 'HTTP header', example: '*Chrome*' },
  'source-ip': { label: 'Source IP', example: '192.0.2.0/24' },
};

export const FIELDS = Object.keys(CONDITION_TYPES) as readonly Field[];

/** The types of which a rule may have several, and those that match by regular expressions too. */
export const isRepeatable = (field: Field): boolean => field === 'http-header' || field === 'query-string';
export const mayBeRegex = (field: Field): boolean =>
  field === 'host-header' || field === 'path-pattern' || field === 'http-header';

export const newCondition = (field: Field): EditedCondition => ({
  key: crypto.randomUUID(),
  field,
  header: '',
  values: [''],
  regex: false,
});

const pairText = ({ Key, Value = '' }: { Key?: string; Value?: string }) => (Key ? `${Key}=${Value}` : Value);

function pairOf(text: string): { Key?: string; Value: string } {
  const at = text.indexOf('=');
  return at < 0 ? { Value: text } : { Key: text.slice(0, at), Value: text.slice(at + 1) };
}

interface Matched {
  readonly Values?: string[];
  readonly RegexValues?: string[];
}

const isField = (field: string | undefined): field is Field => FIELDS.some((each) => each === field);

export function editedCondition(condition: RuleCondition): EditedCondition {
  const { Field: named, HostHeaderConfig, PathPatternConfig, HttpHeaderConfig } = condition;
  const { HttpRequestMethodConfig, QueryStringConfig, SourceIpConfig } = condition;
  const field = isField(named) ? named : 'path-pattern';
  const matched: Record<Field, Matched | undefined> = {
    'host-header': HostHeaderConfig,
    'path-pattern': PathPatternConfig,
    'http-header': HttpHeaderConfig,
    'http-request-method': HttpRequestMethodConfig,
    'source-ip': SourceIpConfig,
    'query-string': { Values: (QueryStringConfig?.Values ?? []).map(pairText) },
  };
  const { Values = [], RegexValues = [] } = matched[field] ?? {};
  const regex = RegexValues.length > 0;
  return {
    ...newCondition(field),
    header: HttpHeaderConfig?.HttpHeaderName ?? '',
    values: regex ? RegexValues : Values,
    regex,
  };
}

/** The condition as a request names it. */
export function ruleCondition({ field: Field, header: HttpHeaderName, values, regex }: EditedCondition): RuleCondition {
  const matched = regex ? { RegexValues: [...values] } : { Values: [...values] };
  switch (Field) {
    case 'host-header':
      return { Field, HostHeaderConfig: matched };
    case 'path-pattern':
      return { Field, PathPatternConfig: matched };
    case 'http-header':
      return { Field, HttpHeaderConfig: { HttpHeaderName, ...matched } };
    case 'http-request-method':
      return { Field, HttpRequestMethodConfig: { Values: [...values] } };
    case 'source-ip':
      return { Field, SourceIpConfig: { Values: [...values] } };
    case 'query-string':
      return { Field, QueryStringConfig: { Values: values.map(pairOf) } };
  }
}

/** A line for a condition, in the console's words. */
export function conditionLine(condition: RuleCondition): string {
  const { field, header, values, regex } = editedCondition(condition);
  const { label } = CONDITION_TYPES[field];
  const what = field === 'http-header' ? `${label} ${header}` : label;
  return `${what} ${regex ? 'matches regex' : '='} ${values.join(' OR ')}`;
}
