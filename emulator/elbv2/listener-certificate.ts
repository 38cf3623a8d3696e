import type { Certificate } from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError } from '../error.ts';
import type { ListenerRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { checkLimit } from './account-limit.ts';
import { checkCertificate } from './certificate.ts';
import { validationError } from './constraint.ts';
import { existing, pageOf } from './existing.ts';
import type { Elbv2Operations } from './operations.ts';

/** The one certificate that a request names, for a listener that has certificates. */
function named(listener: ListenerRecord, certificates: readonly Certificate[] | undefined): string {
  if (listener.Protocol !== 'HTTPS' && listener.Protocol !== 'TLS') {
    throw new AwsError(
      'InvalidConfigurationRequest',
      `Certificates are not supported for listeners with protocol ${listener.Protocol}`,
    );
  }
  const [certificate, ...others] = certificates ?? [];
  if (!certificate || others.length > 0) throw validationError('Exactly one certificate must be specified');
  if (certificate.IsDefault !== undefined) {
    throw validationError("You cannot specify 'IsDefault' when you add or remove a certificate");
  }
  return checkCertificate(certificate);
}

/** How many certificates all of a load balancer's listeners have besides their default ones. */
function countOf(region: Region, loadBalancerArn: string | undefined): number {
  return region.listeners
    .filter((each) => each.LoadBalancerArn === loadBalancerArn)
    .reduce((sum, { certificateList = [] }) => sum + certificateList.length, 0);
}

function store(region: Region, listener: ListenerRecord, certificateList: string[]): void {
  region.listeners.put(listener.ListenerArn!, { ...listener, certificateList });
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html */
export const operations = {
  /** A certificate that is in the list already is no error, and is not added again. */
  AddListenerCertificates(region: Region, input) {
    const listener = existing(region, 'listeners', input.ListenerArn);
    const arn = named(listener, input.Certificates);
    const list = listener.certificateList ?? [];
    if (list.includes(arn)) return { Certificates: [{ CertificateArn: arn, IsDefault: false }] };
    const { Type } = existing(region, 'loadBalancers', listener.LoadBalancerArn);
    const limit = `certificates-per-${Type === 'network' ? 'network' : 'application'}-load-balancer` as const;
    checkLimit(region, limit, countOf(region, listener.LoadBalancerArn) + 1, (most) => {
      const message = `The maximum number of certificates per load balancer '${most}' has been reached`;
      return new AwsError('TooManyCertificates', message);
    });
    store(region, listener, [...list, arn]);
    return { Certificates: [{ CertificateArn: arn, IsDefault: false }] };
  },

  /** The default certificate can only be replaced. One that is not in the list is no error. */
  RemoveListenerCertificates(region: Region, input) {
    const listener = existing(region, 'listeners', input.ListenerArn);
    const arn = named(listener, input.Certificates);
    const list = listener.certificateList ?? [];
    if (!list.includes(arn) && listener.Certificates?.some(({ CertificateArn }) => CertificateArn === arn)) {
      throw new AwsError('OperationNotPermitted', 'Default certificate cannot be removed');
    }
    store(
      region,
      listener,
      list.filter((each) => each !== arn),
    );
    return {};
  },

  /** A default certificate that is in the list too appears twice. */
  DescribeListenerCertificates(region: Region, input) {
    const { Certificates = [], certificateList = [] } = existing(region, 'listeners', input.ListenerArn);
    const all = [
      ...Certificates.map(({ CertificateArn }) => ({ CertificateArn, IsDefault: true })),
      ...certificateList.map((CertificateArn) => ({ CertificateArn, IsDefault: false })),
    ];
    const { page, NextMarker } = pageOf(all, input);
    return { Certificates: page, NextMarker };
  },
} satisfies Elbv2Operations;
