import { expect, test } from 'vitest';
import { explain } from '../../cli/aws-errors.ts';
import { BreakfixError } from '../../lib/error.ts';

const named = (name: string, message = '') => Object.assign(new Error(message), { name });

test.each([
  [named('ExpiredToken'), 'TOKEN_EXPIRED', 77],
  [named('ExpiredTokenException'), 'TOKEN_EXPIRED', 77],
  [named('RequestExpired'), 'TOKEN_EXPIRED', 77],
  [named('CredentialsProviderError', 'Could not load credentials from any providers'), 'NO_CREDENTIALS', 77],
  [named('CredentialsProviderError', 'The SSO session has expired. Refresh it.'), 'TOKEN_EXPIRED', 77],
  [named('InvalidClientTokenId'), 'BAD_CREDENTIALS', 77],
  [named('UnauthorizedOperation'), 'NOT_PERMITTED', 77],
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'UNREACHABLE', 69],
  [
    Object.assign(new Error('getaddrinfo ENOTFOUND sts.us-nowhere-1.example'), { code: 'ENOTFOUND' }),
    'NO_ENDPOINT',
    69,
  ],
])('%s', (error, code, exitCode) => expect(explain(error)).toMatchObject({ code, exitCode }));

test('what nobody can repair keeps its stack', () => {
  const error = new TypeError('undefined is not a function');
  expect(explain(error)).toBe(error);
});

test('what is explained already stays as it is', () => {
  const error = new BreakfixError('X', 'what', 'try');
  expect(explain(error)).toBe(error);
});
