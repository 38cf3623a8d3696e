import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { KeyPairInfo, KeyType, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import { picked } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { invalid, KINDS, notFound, required } from './kind.ts';
import { openSshPrivateKey, parsePublicLine, publicBlob, publicLine } from './open-ssh-key.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseBeyond } from './quota.ts';
import { specificationOf, tagsFor } from './tags.ts';

export const operations = {
  CreateKeyPair(region, input) {
    const { KeyType = 'rsa', KeyFormat = 'pem' } = input;
    if (KeyFormat !== 'pem') {
      throw new AwsError('UnsupportedOperation', `The local AWS does not emulate the key format ${KeyFormat}.`);
    }
    const name = freeName(region, input.KeyName);
    const { KeyMaterial, publicKey, KeyFingerprint } = newKey(KeyType);
    const info = putKey(region, {
      KeyName: name,
      KeyType,
      KeyFingerprint,
      PublicKey: publicLine(publicKey, name),
      Tags: tagsFor(input.TagSpecifications, 'key-pair'),
    });
    return { KeyName: name, KeyPairId: info.KeyPairId, KeyFingerprint, KeyMaterial, Tags: info.Tags };
  },

  ImportKeyPair(region, input) {
    const material = Buffer.from(required(input.PublicKeyMaterial, 'PublicKeyMaterial')).toString();
    const name = freeName(region, input.KeyName);
    const key = parsePublicLine(material);
    if (!key) throw new AwsError('InvalidKey.Format', 'Key is not in valid OpenSSH public key format');
    const { KeyName, KeyPairId, KeyFingerprint, Tags } = putKey(region, {
      KeyName: name,
      KeyType: key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ed25519',
      KeyFingerprint: importedFingerprint(key),
      PublicKey: material.trim(),
      Tags: tagsFor(input.TagSpecifications, 'key-pair'),
    });
    return { KeyName, KeyPairId, KeyFingerprint, Tags };
  },

  DescribeKeyPairs(region, input) {
    const named = (input.KeyNames ?? []).map((name) => keyPairNamed(region, name).KeyPairId ?? '');
    const { page } = describe(
      region.keyPairs.values(),
      { Filters: input.Filters },
      {
        ids: [...(input.KeyPairIds ?? []), ...named],
        idOf: (key) => key.KeyPairId ?? '',
        ...KINDS.keyPairs,
        filters: {
          'key-pair-id': (key) => [key.KeyPairId],
          fingerprint: (key) => [key.KeyFingerprint],
          'key-name': (key) => [key.KeyName],
        },
      },
    );
    return { KeyPairs: page.map(({ PublicKey, ...key }) => (input.IncludePublicKey ? { ...key, PublicKey } : key)) };
  },

  /** Deleting what is not there succeeds. */
  DeleteKeyPair(region, input) {
    if (!input.KeyPairId) required(input.KeyName, 'keyName or keyPairId');
    const { KeyPairId } =
      region.keyPairs.get(input.KeyPairId) ?? region.keyPairs.find((key) => key.KeyName === input.KeyName) ?? {};
    if (KeyPairId) region.keyPairs.delete(KeyPairId);
    return { Return: true, KeyPairId };
  },
} satisfies Ec2Operations;

export function keyPairNamed(region: Region, name: string): KeyPairInfo {
  const key = region.keyPairs.find((each) => each.KeyName === name);
  if (!key) throw notFound('keyPairs', name);
  return key;
}

function freeName(region: Region, name: string | undefined): string {
  const wanted = required(name, 'KeyName');
  if (!/^[\x20-\x7e]{1,255}$/.test(wanted)) throw invalid(`Value (${wanted}) for parameter keyName is invalid.`);
  if (region.keyPairs.find((key) => key.KeyName === wanted)) {
    throw new AwsError('InvalidKeyPair.Duplicate', 'The keypair already exists');
  }
  return wanted;
}

function putKey(region: Region, info: KeyPairInfo): KeyPairInfo {
  refuseBeyond(region, 'key-pairs', region.keyPairs.size + 1);
  const KeyPairId = newId('key');
  return region.keyPairs.put(KeyPairId, { KeyPairId, CreateTime: new Date(), ...info });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html */
function newKey(type: KeyType) {
  if (type === 'ed25519') {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return { publicKey, KeyMaterial: openSshPrivateKey(privateKey), KeyFingerprint: sha256(publicKey) };
  }
  if (type !== 'rsa') throw invalid(`Value (${type}) for parameter keyType is invalid.`);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey,
    KeyMaterial: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().trim(),
    KeyFingerprint: withColons('sha1', privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}

function importedFingerprint(key: KeyObject): string {
  if (key.asymmetricKeyType !== 'rsa') return sha256(key);
  return withColons('md5', key.export({ type: 'spki', format: 'der' }));
}

const sha256 = (key: KeyObject) => createHash('sha256').update(publicBlob(key)).digest('base64');

function withColons(algorithm: 'md5' | 'sha1', bytes: Buffer): string {
  const hex = createHash(algorithm).update(bytes).digest('hex');
  return (hex.match(/../g) ?? []).join(':');
}

interface KeyPairProperties {
  KeyFormat?: 'pem' | 'ppk';
  KeyName: string;
  KeyType?: KeyType;
  PublicKeyMaterial?: string;
  Tags?: Tag[];
}

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-keypair.html */
  'AWS::EC2::KeyPair': resourceType<KeyPairProperties>({
    create(region, { KeyName, KeyType, KeyFormat, PublicKeyMaterial, Tags }) {
      const TagSpecifications = specificationOf('key-pair', Tags);
      if (PublicKeyMaterial) {
        const bytes = Buffer.from(PublicKeyMaterial);
        operations.ImportKeyPair(region, { KeyName, PublicKeyMaterial: bytes, TagSpecifications });
      } else operations.CreateKeyPair(region, { KeyName, KeyType, KeyFormat, TagSpecifications });
      return KeyName;
    },
    delete: (region, KeyName) => void operations.DeleteKeyPair(region, { KeyName }),
    attributes(region, name) {
      const { KeyPairId, KeyFingerprint } = keyPairNamed(region, name);
      return { KeyPairId, KeyFingerprint };
    },
    read(region, name) {
      const pair = region.keyPairs.find((each) => each.KeyName === name);
      return pair && picked(pair, ['KeyName', 'KeyType', 'Tags']);
    },
  }),
};
