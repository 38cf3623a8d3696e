import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';

/** A value of the SSH wire format: its length in four bytes, then its bytes. https://www.rfc-editor.org/rfc/rfc4251#section-5 */
function field(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive integer, with a leading zero where its first bit would read as a sign. */
function integer(base64url: string | undefined): Buffer {
  const bytes = Buffer.from(base64url ?? '', 'base64url');
  return field((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** The public part of an RSA or Ed25519 key in the SSH wire format. */
export function publicBlob(key: KeyObject): Buffer {
  const { kty, n, e, x } = key.export({ format: 'jwk' });
  if (kty === 'RSA') return Buffer.concat([field('ssh-rsa'), integer(e), integer(n)]);
  return Buffer.concat([field('ssh-ed25519'), field(Buffer.from(x ?? '', 'base64url'))]);
}

/** One line as in `authorized_keys`. */
export function publicLine(key: KeyObject, comment: string): string {
  const type = key.asymmetricKeyType === 'rsa' ? 'ssh-rsa' : 'ssh-ed25519';
  return `${type} ${publicBlob(key).toString('base64')} ${comment}`;
}

/** Reads a line as in `authorized_keys`; undefined when it is no RSA or Ed25519 key. */
export function parsePublicLine(line: string): KeyObject | undefined {
  const [type, base64 = ''] = line.trim().split(/\s+/);
  const fields = fieldsOf(Buffer.from(base64, 'base64'));
  if (fields[0]?.toString() !== type) return undefined;
  const [, first, second] = fields.map((each) => each.subarray(each[0] === 0 ? 1 : 0).toString('base64url'));
  if (type === 'ssh-rsa' && first && second) return publicKey({ kty: 'RSA', e: first, n: second });
  const point = fields[1]?.toString('base64url');
  return type === 'ssh-ed25519' && point ? publicKey({ kty: 'OKP', crv: 'Ed25519', x: point }) : undefined;
}

function publicKey(key: Record<string, string>): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function fieldsOf(blob: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length; ) {
    const end = at + 4 + blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

/** An Ed25519 private key as `ssh-keygen` writes it. https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key */
export function openSshPrivateKey(key: KeyObject): string {
  const { d, x } = key.export({ format: 'jwk' });
  const [seed, point] = [Buffer.from(d ?? '', 'base64url'), Buffer.from(x ?? '', 'base64url')];
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, field('ssh-ed25519'), field(point), field(Buffer.concat([seed, point])), field('')],
  ]);
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1));
  const blob = Buffer.concat([
    ...[Buffer.from('openssh-key-v1\0'), field('none'), field('none'), field(''), Buffer.from([0, 0, 0, 1])],
    ...[field(publicBlob(key)), field(Buffer.concat([secret, padding]))],
  ]);
  const lines = blob.toString('base64').match(/.{1,70}/g) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}
