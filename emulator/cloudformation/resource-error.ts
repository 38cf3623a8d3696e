import { randomUUID } from 'node:crypto';
import { AwsError } from '../error.ts';

/** A resource that CloudFormation could not make; the message is the status reason as it stands. */
export class ResourceError extends Error {}

/** The reason that CloudFormation gives for a failed resource. Any other error is a bug of ours and is thrown on. */
export function failureReason(error: unknown, type: string): string {
  if (error instanceof ResourceError) return error.message;
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'ValidationError' && !type.startsWith('AWS::ElasticLoadBalancingV2::')) return error.message;
  const service = `Service: ${serviceOf(type)}, Status Code: ${error.status}, Request ID: ${randomUUID()}`;
  const handler = `RequestToken: ${randomUUID()}, HandlerErrorCode: ${handlerErrorCode(error.code)}`;
  return `Resource handler returned message: "${error.message} (${service}) (SDK Attempt Count: 1)" (${handler})`;
}

const serviceOf = (type: string) => {
  const service = type.split('::')[1] ?? '';
  return service === 'EC2' ? 'Ec2' : service;
};

/** https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
function handlerErrorCode(code: string): string {
  if (/NotFound$/.test(code)) return 'NotFound';
  if (/Duplicate|AlreadyExists/.test(code)) return 'AlreadyExists';
  if (/LimitExceeded|TooMany/.test(code)) return 'ServiceLimitExceeded';
  if (/Unauthorized|AccessDenied/.test(code)) return 'AccessDenied';
  return 'InvalidRequest';
}
