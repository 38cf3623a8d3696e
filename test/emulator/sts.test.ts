import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { SERVICES } from '../../emulator/services.ts';
import { State } from '../../emulator/state.ts';
import { requestHandlerFor } from './protocol/clients.ts';

const state = new State({ accountId: '210987654321', furnish: () => {} });
const sts = new STSClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  requestHandler: requestHandlerFor(SERVICES, state),
});
const RoleArn = 'arn:aws:iam::210987654321:role/path/to/deployer';
const assume = (more: object) => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }));

test('the caller is the learner', async () => {
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '210987654321',
    Arn: 'arn:aws:iam::210987654321:user/learner',
    UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
  });
});

test('a session has credentials of the right make, for the time asked', async () => {
  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  expect(Credentials).toMatchObject({
    AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    SecretAccessKey: expect.stringMatching(/^.{40}$/),
    SessionToken: expect.any(String),
  });
  const seconds = ((Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(890);
  expect(seconds).toBeLessThanOrEqual(900);
});

test('an assumed role has its name without the path', async () => {
  const { AssumedRoleUser } = await assume({});
  expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::210987654321:assumed-role/deployer/session');
  expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{16}:session$/);
});

test.each([
  [{ RoleArn: 'short' }, "Value 'short' at 'roleArn' failed to satisfy constraint: Member must have length greater"],
  [{ RoleArn: 'arn:aws:iam::210987654321:user/someone' }, 'arn:aws:iam::210987654321:user/someone is invalid'],
  [{ RoleSessionName: 'x' }, "Value 'x' at 'roleSessionName'"],
  [{ RoleSessionName: 'x'.repeat(65) }, 'less than or equal to 64'],
  [{ RoleSessionName: 'white space' }, 'regular expression pattern'],
  [{ DurationSeconds: 899 }, 'greater than or equal to 900'],
  [{ DurationSeconds: 43_201 }, 'less than or equal to 43200'],
])('a role is not assumed with %o', async (input, message) => {
  await expect(assume(input)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining(message),
  });
});
