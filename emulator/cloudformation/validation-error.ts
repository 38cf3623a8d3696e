import { AwsError } from '../error.ts';

/** CloudFormation's answer to a request or template that it cannot accept. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
