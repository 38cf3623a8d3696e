import type { SslPolicy } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { oneOf } from './constraint.ts';
import { pageOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** The policy that a secure listener gets when its creator names none. */
export const DEFAULT_POLICY = 'ELBSecurityPolicy-2016-08';

const TLS13 = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const FORWARD_SECRET_GCM = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
const FORWARD_SECRET_CBC = [
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
];
const FORWARD_SECRET_SHA1 = [
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES256-SHA',
  'ECDHE-ECDSA-AES256-SHA',
];
const RSA = ['AES128-GCM-SHA256', 'AES128-SHA256', 'AES256-GCM-SHA384', 'AES256-SHA256'];
const RSA_SHA1 = ['AES128-SHA', 'AES256-SHA'];

const policy = (Name: string, SslProtocols: string[], ...ciphers: string[][]): SslPolicy => ({
  Name,
  SslProtocols,
  Ciphers: ciphers.flat().map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
  SupportedLoadBalancerTypes: ['application', 'network'],
});

const EVERY_OLD_CIPHER = [FORWARD_SECRET_GCM, FORWARD_SECRET_CBC, FORWARD_SECRET_SHA1, RSA, RSA_SHA1];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const FORWARD_SECRET = [FORWARD_SECRET_GCM, FORWARD_SECRET_CBC, FORWARD_SECRET_SHA1];

const POLICIES: readonly SslPolicy[] = [
  policy(DEFAULT_POLICY, ['TLSv1', 'TLSv1.1', 'TLSv1.2'], ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-TLS13-1-3-2021-06', ['TLSv1.3'], TLS13),
  policy('ELBSecurityPolicy-TLS13-1-2-Res-2021-06', ['TLSv1.2', 'TLSv1.3'], TLS13, FORWARD_SECRET_GCM),
  policy('ELBSecurityPolicy-TLS13-1-2-2021-06', ['TLSv1.2', 'TLSv1.3'], TLS13, FORWARD_SECRET_GCM, FORWARD_SECRET_CBC),
  policy(
    'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06',
    ['TLSv1.2', 'TLSv1.3'],
    TLS13,
    FORWARD_SECRET_GCM,
    FORWARD_SECRET_CBC,
    RSA,
  ),
  policy('ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06', ['TLSv1.2', 'TLSv1.3'], TLS13, ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-TLS13-1-1-2021-06', ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'], TLS13, ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-TLS13-1-0-2021-06', ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'], TLS13, ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-TLS-1-1-2017-01', ['TLSv1.1', 'TLSv1.2'], ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-TLS-1-2-2017-01', ['TLSv1.2'], FORWARD_SECRET_GCM, FORWARD_SECRET_CBC, RSA),
  policy('ELBSecurityPolicy-TLS-1-2-Ext-2018-06', ['TLSv1.2'], ...EVERY_OLD_CIPHER),
  policy('ELBSecurityPolicy-FS-2018-06', ['TLSv1', 'TLSv1.1', 'TLSv1.2'], ...FORWARD_SECRET),
  policy('ELBSecurityPolicy-FS-1-1-2019-08', ['TLSv1.1', 'TLSv1.2'], ...FORWARD_SECRET),
  policy('ELBSecurityPolicy-FS-1-2-2019-08', ['TLSv1.2'], ...FORWARD_SECRET),
  policy('ELBSecurityPolicy-FS-1-2-Res-2020-10', ['TLSv1.2'], FORWARD_SECRET_GCM),
];

/** Refuses the name of a policy that does not exist. */
export function checkPolicy(name: string): void {
  if (!POLICIES.some(({ Name }) => Name === name)) {
    throw new AwsError('SSLPolicyNotFound', `SSL policy '${name}' not found`);
  }
}

export const operations = {
  DescribeSSLPolicies(_region: Region, input) {
    for (const name of input.Names ?? []) checkPolicy(name);
    oneOf('loadBalancerType', input.LoadBalancerType, ['application', 'network', 'gateway']);
    const named = POLICIES.filter(
      ({ Name = '', SupportedLoadBalancerTypes = [] }) =>
        (!input.Names?.length || input.Names.includes(Name)) &&
        (!input.LoadBalancerType || SupportedLoadBalancerTypes.includes(input.LoadBalancerType)),
    );
    const { page, NextMarker } = pageOf(named, input);
    return { SslPolicies: page, NextMarker };
  },
} satisfies Elbv2Operations;
