import type { Certificate, Listener, ModifyListenerInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { checkCertificate } from './certificate.ts';
import { validationError } from './constraint.ts';
import { mutualAuthenticationOf } from './mutual-authentication.ts';
import { checkPolicy, DEFAULT_POLICY } from './ssl-policy.ts';

type Request = Pick<ModifyListenerInput, 'Certificates' | 'SslPolicy' | 'AlpnPolicy' | 'MutualAuthentication'>;

const ALPN_POLICIES = ['HTTP1Only', 'HTTP2Only', 'HTTP2Optional', 'HTTP2Preferred', 'None'];

/** What only listeners with TLS have: certificate, security policy, ALPN and mutual authentication. */
export function secured(region: Region, request: Request, before: Listener, protocol: string): Partial<Listener> {
  if (protocol !== 'HTTPS' && protocol !== 'TLS') {
    checkPlain(request, protocol);
    return { Certificates: undefined, SslPolicy: undefined, AlpnPolicy: undefined, MutualAuthentication: undefined };
  }
  const Certificates = certificatesOf(request.Certificates ?? before.Certificates, protocol);
  const SslPolicy = request.SslPolicy ?? before.SslPolicy ?? DEFAULT_POLICY;
  checkPolicy(SslPolicy);
  const MutualAuthentication = request.MutualAuthentication
    ? mutualAuthenticationOf(region, request.MutualAuthentication)
    : before.MutualAuthentication;
  if (protocol === 'TLS') {
    const AlpnPolicy = alpnOf(request.AlpnPolicy) ?? before.AlpnPolicy ?? ['None'];
    return { Certificates, SslPolicy, AlpnPolicy, MutualAuthentication };
  }
  if (request.AlpnPolicy?.length) throw unsupported('ALPN policies', protocol);
  return {
    Certificates,
    SslPolicy,
    AlpnPolicy: undefined,
    MutualAuthentication: MutualAuthentication ?? { Mode: 'off' },
  };
}

const unsupported = (what: string, protocol: string) =>
  validationError(`${what} cannot be specified for ${protocol} listeners`);

function checkPlain(request: Request, protocol: string): void {
  const { Certificates, SslPolicy, AlpnPolicy, MutualAuthentication: { Mode = 'off' } = {} } = request;
  if (Certificates?.length || SslPolicy) throw unsupported('Certificates and SSL policies', protocol);
  if (AlpnPolicy?.length) throw unsupported('ALPN policies', protocol);
  if (Mode !== 'off') throw unsupported('Mutual authentication attributes', protocol);
}

function certificatesOf(certificates: readonly Certificate[] | undefined, protocol: string): Certificate[] {
  if (!certificates?.length) throw validationError(`A certificate must be specified for ${protocol} listeners`);
  if (certificates.length > 1) throw validationError('Exactly one certificate must be specified');
  if (certificates.some(({ IsDefault }) => IsDefault !== undefined)) {
    throw validationError("You cannot specify 'IsDefault' for the default certificate of a listener");
  }
  return certificates.map((each) => ({ CertificateArn: checkCertificate(each) }));
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html#alpn-policies */
function alpnOf(names: string[] | undefined): string[] | undefined {
  if (!names?.length) return undefined;
  if (names.length > 1) throw validationError('Exactly one ALPN policy must be specified');
  const unknown = names.find((name) => !ALPN_POLICIES.includes(name));
  if (unknown !== undefined) throw new AwsError('ALPNPolicyNotFound', `ALPN policy '${unknown}' is not supported`);
  return names;
}
