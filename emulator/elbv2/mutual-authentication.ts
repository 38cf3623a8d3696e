import type { MutualAuthenticationAttributes } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Region } from '../state.ts';
import { oneOf, validationError } from './constraint.ts';
import { existing } from './existing.ts';

/**
 * How a listener treats clients' certificates, with AWS's defaults; only one that verifies them has a trust store.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/mutual-authentication.html
 */
export function mutualAuthenticationOf(
  region: Region,
  requested: MutualAuthenticationAttributes,
): MutualAuthenticationAttributes {
  const { Mode, TrustStoreArn, IgnoreClientCertificateExpiry, AdvertiseTrustStoreCaNames } = requested;
  oneOf('mutualAuthentication.mode', Mode ?? '', ['off', 'passthrough', 'verify']);
  oneOf('mutualAuthentication.advertiseTrustStoreCaNames', AdvertiseTrustStoreCaNames, ['on', 'off']);
  if (Mode !== 'verify') {
    if (TrustStoreArn || IgnoreClientCertificateExpiry || AdvertiseTrustStoreCaNames === 'on') {
      throw validationError(
        `A trust store and its settings cannot be specified with the mutual authentication mode '${Mode}'`,
      );
    }
    return { Mode };
  }
  if (!TrustStoreArn)
    throw validationError("A trust store must be specified with the mutual authentication mode 'verify'");
  existing(region, 'trustStores', TrustStoreArn);
  return {
    Mode,
    TrustStoreArn,
    IgnoreClientCertificateExpiry: IgnoreClientCertificateExpiry ?? false,
    AdvertiseTrustStoreCaNames: AdvertiseTrustStoreCaNames ?? 'off',
  };
}
