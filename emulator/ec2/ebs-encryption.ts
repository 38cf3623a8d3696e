import type { Snapshot, Volume } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { accountDefaults, setAccountDefaults } from './account-defaults.ts';
import { required } from './kind.ts';
import { AWS_MANAGED_KEY, isAwsManaged, kmsKeyArn } from './kms-key.ts';
import type { Ec2Operations } from './operations.ts';

/** https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html */
export const operations = {
  GetEbsEncryptionByDefault: (region) => ({ EbsEncryptionByDefault: encryptsByDefault(region) }),

  EnableEbsEncryptionByDefault: (region) => encryptByDefault(region, true),

  DisableEbsEncryptionByDefault: (region) => encryptByDefault(region, false),

  GetEbsDefaultKmsKeyId: (region) => ({ KmsKeyId: accountDefaults(region).ebsKmsKeyId ?? AWS_MANAGED_KEY }),

  ModifyEbsDefaultKmsKeyId(region, input) {
    const KmsKeyId = kmsKeyArn(region, required(input.KmsKeyId, 'KmsKeyId'));
    setAccountDefaults(region, { ebsKmsKeyId: isAwsManaged(region, KmsKeyId) ? undefined : KmsKeyId });
    return { KmsKeyId };
  },

  ResetEbsDefaultKmsKeyId(region) {
    setAccountDefaults(region, { ebsKmsKeyId: undefined });
    return { KmsKeyId: AWS_MANAGED_KEY };
  },
} satisfies Ec2Operations;

const encryptsByDefault = (region: Region): boolean => accountDefaults(region).ebsEncryption ?? false;

function encryptByDefault(region: Region, on: boolean) {
  setAccountDefaults(region, { ebsEncryption: on });
  return { EbsEncryptionByDefault: on };
}

interface Wanted {
  Encrypted?: boolean | undefined;
  KmsKeyId?: string | undefined;
}

/**
 * Whether a new volume or a copy is encrypted, and with which key: nothing takes away the encryption of what it is made from.
 * https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html
 */
export function encryptionOf(
  region: Region,
  { Encrypted, KmsKeyId }: Wanted,
  source: Pick<Snapshot, 'Encrypted' | 'KmsKeyId'> = {},
): Pick<Volume, 'Encrypted' | 'KmsKeyId'> {
  const encrypted = Encrypted || source.Encrypted || encryptsByDefault(region);
  if (KmsKeyId !== undefined && !encrypted) {
    throw new AwsError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    );
  }
  if (!encrypted) return { Encrypted: false };
  const key = KmsKeyId ?? source.KmsKeyId ?? accountDefaults(region).ebsKmsKeyId ?? AWS_MANAGED_KEY;
  return { Encrypted: true, KmsKeyId: kmsKeyArn(region, key) };
}
