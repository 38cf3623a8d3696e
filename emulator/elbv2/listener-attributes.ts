import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Region } from '../state.ts';
import {
  type AttributeRules,
  type AttributeSubject,
  describeAttributes,
  flag,
  initialAttributes,
  modifyAttributes,
  range,
  text,
} from './attribute.ts';
import type { Elbv2Operations } from './operations.ts';

const texts = (prefix: string, suffix: string, ...names: string[]): AttributeRules =>
  Object.fromEntries(names.map((name) => [`${prefix}.${name}.${suffix}`, text()]));

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html */
const HTTP: AttributeRules = {
  'routing.http.response.server.enabled': flag(true),
  ...texts(
    'routing.http.response',
    'header_value',
    'strict_transport_security',
    'access_control_allow_origin',
    'access_control_allow_methods',
    'access_control_allow_headers',
    'access_control_allow_credentials',
    'access_control_expose_headers',
    'access_control_max_age',
    'content_security_policy',
    'x_content_type_options',
    'x_frame_options',
  ),
};

const HTTPS: AttributeRules = {
  ...HTTP,
  ...texts(
    'routing.http.request',
    'header_name',
    'x_amzn_mtls_clientcert_serial_number',
    'x_amzn_mtls_clientcert_issuer',
    'x_amzn_mtls_clientcert_subject',
    'x_amzn_mtls_clientcert_validity',
    'x_amzn_mtls_clientcert_leaf',
    'x_amzn_mtls_clientcert',
    'x_amzn_tls_version',
    'x_amzn_tls_cipher_suite',
  ),
};

const TCP: AttributeRules = { 'tcp.idle_timeout.seconds': range(350, 60, 6000) };

const RULES: Readonly<Record<string, AttributeRules>> = { HTTP, HTTPS, TCP };
const rulesFor = ({ Protocol }: Listener) => RULES[Protocol ?? ''] ?? {};

/** The attributes of a new listener of this protocol. */
export const listenerAttributes = (listener: Listener): Record<string, string> => initialAttributes(rulesFor(listener));

const SUBJECT: AttributeSubject<'listeners'> = {
  kind: 'listeners',
  noun: 'Listener',
  rulesFor,
  owner: ({ Protocol }) => `listeners with protocol ${Protocol}`,
  known: new Set([...Object.keys(HTTPS), ...Object.keys(TCP)]),
};

export const operations = {
  DescribeListenerAttributes: (region: Region, { ListenerArn }) => describeAttributes(region, 'listeners', ListenerArn),

  ModifyListenerAttributes: (region: Region, { ListenerArn, Attributes }) =>
    modifyAttributes(region, SUBJECT, ListenerArn, Attributes),
} satisfies Elbv2Operations;
