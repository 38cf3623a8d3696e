import { expect, test } from 'vitest';
import { credentialScope } from '../../../emulator/protocol/credential-scope.ts';

const header = (region: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/${region}/ec2/aws4_request, SignedHeaders=host, Signature=00`;

test.each(['us-east-1', 'ap-northeast-2', 'sa-east-1'])('%s is a Region', (region) => {
  expect(credentialScope(header(region))).toEqual({ accessKeyId: 'AKID', region, service: 'ec2' });
});

test.each([
  '',
  'mars',
  'us-nowhere-1',
  'us-gov-west-1',
  '..',
  'US-EAST-1',
  'us-east-1a',
  '__proto__',
  `us-${'a'.repeat(50)}-1`,
])('%s is none', (region) => {
  expect(() => credentialScope(header(region))).toThrow('Credential should be scoped to a valid region.');
});

test.each([undefined, '', 'Bearer x'])('without a scope the Region is us-east-1', (authorization) => {
  expect(credentialScope(authorization)).toEqual({ accessKeyId: undefined, region: 'us-east-1', service: undefined });
});
