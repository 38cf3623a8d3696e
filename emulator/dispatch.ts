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

interface Ec2Request {
  readonly DryRun?: boolean;
  readonly ClientToken?: string;
}

/** Carries out an operation in one transaction, and returns its output. */
export function perform(state: State, call: Call): object {
  return state.transaction(call.region, (region) => call.handler(region, call.input as never));
}

/** The same for EC2, whose operations share DryRun and ClientToken. */
export function performEc2(state: State, call: Call): object {
  const { DryRun, ClientToken } = call.input as Ec2Request;
  return state.transaction(call.region, (region) => {
    const output = ClientToken ? once(region, call, ClientToken) : call.handler(region, call.input as never);
    // Thrown inside the transaction, so that nothing stays of what was only tried.
    if (DryRun) {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
    }
    return output;
  });
}

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html */
function once(region: Region, { operation, handler, input }: Call, token: string): object {
  const { DryRun: _, ...asked } = input as Ec2Request;
  const id = `${operation}/${token}`;
  const request = toJson(asked);
  const earlier = region.clientTokens.get(id);
  if (!earlier) {
    const output = handler(region, input as never);
    region.clientTokens.put(id, { operation, input: request, output });
    return output;
  }
  if (earlier.input !== request) {
    throw new AwsError(
      'IdempotentParameterMismatch',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    );
  }
  return earlier.output;
}
