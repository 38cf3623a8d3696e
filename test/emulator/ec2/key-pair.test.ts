import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { parsePublicLine, publicBlob, publicLine } from '../../../emulator/ec2/open-ssh-key.ts';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2();

const publicKeyOf = async (name: string) => {
  const { KeyPairs } = await local.ec2.describeKeyPairs({ KeyNames: [name], IncludePublicKey: true });
  return KeyPairs?.[0]?.PublicKey ?? '';
};

it('makes an RSA key whose halves belong together', async () => {
  const { KeyMaterial = '', KeyFingerprint } = await local.ec2.createKeyPair({ KeyName: 'rsa' });
  const privateKey = createPrivateKey(KeyMaterial);
  expect(await publicKeyOf('rsa')).toBe(publicLine(createPublicKey(privateKey), 'rsa'));
  const der = privateKey.export({ type: 'pkcs8', format: 'der' });
  const hex = createHash('sha1').update(der).digest('hex');
  expect(KeyFingerprint?.replaceAll(':', '')).toBe(hex);
});

it('makes an Ed25519 key in the form of OpenSSH', async () => {
  const { KeyMaterial = '', KeyFingerprint } = await local.ec2.createKeyPair({ KeyName: 'ed', KeyType: 'ed25519' });
  const lines = KeyMaterial.trim().split('\n');
  const blob = Buffer.from(lines.slice(1, -1).join(''), 'base64');
  const key = parsePublicLine(await publicKeyOf('ed'));
  expect(blob.subarray(0, 15).toString()).toBe('openssh-key-v1\0');
  expect(key && blob.includes(publicBlob(key))).toBe(true);
  expect(key && createHash('sha256').update(publicBlob(key)).digest('base64')).toBe(KeyFingerprint);
});

it('imports what it exports, under another name', async () => {
  await local.ec2.createKeyPair({ KeyName: 'mine', KeyType: 'ed25519' });
  const line = await publicKeyOf('mine');
  const imported = await local.ec2.importKeyPair({ KeyName: 'again', PublicKeyMaterial: Buffer.from(line) });
  expect(imported.KeyPairId).toMatch(/^key-0/);
  expect(await publicKeyOf('again')).toBe(line);
  const junk = { KeyName: 'junk', PublicKeyMaterial: Buffer.from('ssh-rsa AAAA') };
  await refusal(local.ec2.importKeyPair(junk), 'InvalidKey.Format');
});

it('knows keys by name and id, and deletes without asking whether they are there', async () => {
  const { KeyPairId } = await local.ec2.createKeyPair({ KeyName: 'gone', KeyType: 'ed25519' });
  await refusal(local.ec2.createKeyPair({ KeyName: 'gone' }), 'InvalidKeyPair.Duplicate', 'The keypair already exists');
  expect((await local.ec2.deleteKeyPair({ KeyName: 'gone' })).KeyPairId).toBe(KeyPairId);
  await local.ec2.deleteKeyPair({ KeyName: 'gone' });
  await refusal(
    local.ec2.describeKeyPairs({ KeyNames: ['gone'] }),
    'InvalidKeyPair.NotFound',
    `The key pair 'gone' does not exist`,
  );
});
