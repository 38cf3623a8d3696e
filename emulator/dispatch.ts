import { AwsError } from './error.ts';
import type { AnyHandler } from './operation.ts';
import type { Region, State } from './state.ts';
import { toJson } from './storage/json.ts';

/** An operation that is about to be carried out. */
export interface Call {
  readonly region: string;
  /** The service's id and the operation's name, such as `ec2:CreateVpc`. */
  readonly operation: string;
  readonly handler: AnyHandler;
  readonly input: object;
}

interface Request {
  readonly ClientToken?: string;
  /** The same in CloudFormation, for most of its operations. */
  readonly ClientRequestToken?: string;
}

/** Carries out an operation in one transaction, and returns its output. A request that is repeated is carried out once. */
export function perform(state: State, call: Call): object {
  return state.transaction(call.region, (region) => carryOut(region, call));
}

/** The same for EC2, whose operations share DryRun. */
export function performEc2(state: State, call: Call): object {
  const { DryRun, ...input } = call.input as { DryRun?: boolean };
  return state.transaction(call.region, (region) => {
    const output = carryOut(region, { ...call, input });
    // Thrown inside the transaction, so that nothing stays of what was only tried.
    if (DryRun) {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    }
    return output;
  });
}

/**
 * A request with a token that an earlier one had is answered as that was.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
 */
function carryOut(region: Region, { operation, handler, input }: Call): object {
  const { ClientToken, ClientRequestToken } = input as Request;
  const token = ClientToken || ClientRequestToken;
  if (!token) return handler(region, input as never);
  const id = `${operation}/${token}`;
  const request = toJson(input);
  const earlier = region.clientTokens.get(id);
  if (earlier && earlier.input !== request) throw mismatch(operation);
  if (earlier) return earlier.output;
  const output = handler(region, input as never);
  region.clientTokens.put(id, { operation, input: request, output });
  return output;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html#API_CreateStack_Errors */
function mismatch(operation: string): AwsError {
  return operation.startsWith('cloudformation:')
    ? new AwsError('TokenAlreadyExistsException', 'A client request token already exists.')
    : new AwsError(
        'IdempotentParameterMismatch',
        'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
      );
}
