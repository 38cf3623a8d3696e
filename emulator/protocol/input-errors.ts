import { AwsError } from '../error.ts';

/** How a protocol refuses input that does not fit the operation's shape. Paths are as they stand on the wire. */
export interface InputErrors {
  missing(paths: readonly string[]): AwsError;
  /** Left out where AWS ignores what it does not know. */
  unknown?(path: string): AwsError;
  malformed(path: string, value: string, expected: string): AwsError;
  forbiddenCharacter(path: string): AwsError;
  syntax(what: string): AwsError;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export const ec2Errors: InputErrors = {
  missing: ([path]) => new AwsError('MissingParameter', `The request must contain the parameter ${path}`),
  unknown: (path) => new AwsError('UnknownParameter', `The parameter ${path} is not recognized`),
  malformed: (path, value, expected) =>
    new AwsError(
      'InvalidParameterValue',
      `Value (${brief(value)}) for parameter ${path} is invalid. Expected ${expected}.`,
    ),
  forbiddenCharacter: (path) =>
    new AwsError('InvalidCharacter', `The value of the parameter ${path} contains a character that is not valid.`),
  syntax: (what) => new AwsError('MalformedQueryString', `The query string contains a syntax error: ${what}.`),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html */
export const queryErrors: InputErrors = {
  missing: (paths) => new AwsError('ValidationError', mustNotBeNull(paths)),
  malformed: (path, value, expected) =>
    new AwsError(
      'MalformedInput',
      `Value '${brief(value)}' at '${modelPath(path)}' is malformed: expected ${expected}`,
    ),
  forbiddenCharacter: (path) =>
    new AwsError('ValidationError', `Value at '${modelPath(path)}' contains a character that is not valid`),
  syntax: (what) => new AwsError('MalformedQueryString', `The query string contains a syntax error: ${what}.`),
};

export const jsonErrors: InputErrors = {
  missing: (paths) => new AwsError('ValidationException', mustNotBeNull(paths)),
  malformed: (path, value, expected) =>
    new AwsError(
      'SerializationException',
      `Value ${brief(value)} at '${modelPath(path)}' cannot be read as ${expected}`,
    ),
  forbiddenCharacter: (path) =>
    new AwsError('ValidationException', `Value at '${modelPath(path)}' contains a character that is not valid`),
  syntax: (what) => new AwsError('SerializationException', `The request body could not be read: ${what}.`),
};

function mustNotBeNull(paths: readonly string[]): string {
  const found = paths.map(
    (path) => `Value null at '${modelPath(path)}' failed to satisfy constraint: Member must not be null`,
  );
  return `${paths.length} validation error${paths.length > 1 ? 's' : ''} detected: ${found.join('; ')}`;
}

/** The path as AWS's validation messages write it: `Tags.member.1.Key` is `tags.1.member.key`. */
function modelPath(path: string): string {
  return path
    .replace(/\.member\.(\d+)/g, '.$1.member')
    .replace(/(^|\.)([A-Z])/g, (_, dot: string, letter: string) => dot + letter.toLowerCase());
}

const brief = (value: string) => (value.length > 100 ? `${value.slice(0, 100)}…` : value);
