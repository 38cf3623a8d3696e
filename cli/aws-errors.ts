import { BreakfixError } from '../lib/error.ts';

type Explanation = readonly [names: RegExp, code: string, what: string, tryThis: string, exitCode: number];

const EXPLANATIONS: readonly Explanation[] = [
  [
    /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired|SSOTokenProviderFailure)$/,
    'TOKEN_EXPIRED',
    'The credentials have expired.',
    'sign in again (aws sso login, or renew the session), then the same command',
    77,
  ],
  [
    /^(CredentialsProviderError|TokenProviderError)$/,
    'NO_CREDENTIALS',
    'No AWS credentials were found.',
    '--profile <name>, aws configure or aws sso login; or leave --target aws away: the local AWS needs none',
    77,
  ],
  [
    /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure|IncompleteSignature)$/,
    'BAD_CREDENTIALS',
    'AWS does not accept these credentials.',
    'aws sts get-caller-identity shows whether the AWS CLI gets in; --profile chooses others',
    77,
  ],
  [
    /^(UnauthorizedOperation|AccessDenied|AccessDeniedException|Client\.UnauthorizedOperation)$/,
    'NOT_PERMITTED',
    'These credentials may not do that.',
    'credentials that may manage EC2, Elastic Load Balancing and CloudFormation',
    77,
  ],
  [
    /^ENOTFOUND$/,
    'NO_ENDPOINT',
    'AWS has no such endpoint, or this machine has no network.',
    '--region with a Region that AWS has, where AWS_REGION or the profile names another; breakfix doctor',
    69,
  ],
  [
    /^(ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|TimeoutError)$/,
    'UNREACHABLE',
    'The target does not answer.',
    'breakfix doctor',
    69,
  ],
];

/** Turns an SDK's error that a person can repair into a BreakfixError, and leaves any other as it is. */
export function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof BreakfixError) return error;
  if (isFileError(error)) {
    const tryThis = 'give yourself the right, make room, or name another place (BREAKFIX_HOME for the home folder)';
    return new BreakfixError('FILE', `A file cannot be used: ${error.message}`, tryThis, 73);
  }
  const names = [error.name, (error as { code?: unknown }).code, causeOf(error)].map(String);
  const found = EXPLANATIONS.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (!found) return error;
  const [, code, what, tryThis, exitCode] = found;
  // Expired SSO sessions come as a provider error, too.
  if (code === 'NO_CREDENTIALS' && /expired/i.test(error.message)) {
    return new BreakfixError('TOKEN_EXPIRED', `The credentials have expired: ${error.message}`, EXPIRED_HINT, 77);
  }
  return new BreakfixError(code, `${what} (${error.message || names.join(' ')})`, tryThis, exitCode);
}

/** Whether the operating system would not let us have a file; a file of the package that is missing is our own mistake. */
function isFileError({ code, path }: NodeJS.ErrnoException): boolean {
  return (
    path !== undefined &&
    /^(EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|EISDIR|ENOENT|EEXIST|EIO|EMFILE)$/.test(code ?? '')
  );
}

const EXPIRED_HINT = EXPLANATIONS[0]?.[3] ?? '';

function causeOf(error: Error): string | undefined {
  const { cause } = error;
  return cause instanceof Error ? ((cause as NodeJS.ErrnoException).code ?? cause.name) : undefined;
}
