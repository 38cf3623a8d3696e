import { expect, test } from 'vitest';
import { permissionIn } from '../../../lib/check/policy.ts';

const USE = { action: 's3:PutObject', resource: 'arn:aws:s3:::exports/2026/a.csv' };
const allow = (more: object) => ({ Effect: 'Allow', Principal: '*', ...more });
const deny = (more: object) => ({ ...allow(more), Effect: 'Deny' });
const EVERYTHING = { Action: '*', Resource: '*' };
const EXPORTS = { Action: 's3:*', Resource: ['arn:aws:s3:::exports', 'arn:aws:s3:::exports/*'] };
const CONDITION = { StringEquals: { 'aws:PrincipalAccount': '123456789012' } };

test.each([
  ['everything', [allow(EVERYTHING)], 'allowed'],
  ['the bucket', [allow(EXPORTS)], 'allowed'],
  ['an action in other letters', [allow({ ...EXPORTS, Action: 'S3:putobject' })], 'allowed'],
  ['a pattern of one character', [allow({ ...EXPORTS, Action: 's3:PutObjec?' })], 'allowed'],
  ['all but another bucket', [allow({ Action: 's3:*', NotResource: 'arn:aws:s3:::archive/*' })], 'allowed'],
  ['nothing', [], 'denied'],
  ['another bucket', [allow({ ...EXPORTS, Resource: 'arn:aws:s3:::exports-2025/*' })], 'denied'],
  ['a bucket whose dot is no wildcard', [allow({ ...EXPORTS, Resource: 'arn:aws:s3:::export./*' })], 'denied'],
  ['reading', [allow({ ...EXPORTS, Action: ['s3:GetObject', 's3:ListBucket'] })], 'denied'],
  ['all but writing', [allow({ NotAction: 's3:Put*', Resource: '*' })], 'denied'],
  ['everything, and a deny', [allow(EVERYTHING), deny(EXPORTS)], 'denied'],
  [
    'everything, and a deny of something else',
    [allow(EVERYTHING), deny({ ...EXPORTS, Action: 's3:Delete*' })],
    'allowed',
  ],
  ['everything on a condition', [allow({ ...EVERYTHING, Condition: CONDITION })], 'unknown'],
  ['everything, and a deny on a condition', [allow(EVERYTHING), deny({ ...EXPORTS, Condition: CONDITION })], 'unknown'],
])('a policy that allows %s', (_, Statement, permission) => {
  expect(permissionIn(JSON.stringify({ Version: '2012-10-17', Statement }), USE)).toBe(permission);
});

test('one statement may stand without a list; what is no JSON cannot be told', () => {
  expect(permissionIn(JSON.stringify({ Statement: allow(EVERYTHING) }), USE)).toBe('allowed');
  expect(permissionIn('{"Statement":', USE)).toBe('unknown');
});
