import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';

/** One call of the SDK that succeeded, under the AWS CLI's name for the service. */
export interface RecordedCall {
  readonly service: 'ec2' | 'elbv2';
  /** As AWS names it: `CreateNatGateway`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
}

/** Writes down every call that the two clients make from now on; the returned list grows as they do. */
export function record(clients: { ec2: EC2Client; elbv2: ElasticLoadBalancingV2Client }): readonly RecordedCall[] {
  const calls: RecordedCall[] = [];
  for (const service of ['ec2', 'elbv2'] as const) {
    // Both stacks take the same middleware, but their input and output types make them two.
    const stack = clients[service].middlewareStack as EC2Client['middlewareStack'];
    stack.add(
      (next, context) => async (args) => {
        const input: Record<string, unknown> = structuredClone({ ...args.input });
        const result = await next(args);
        const { $metadata: _, ...output } = result.output;
        const operation = (context.commandName ?? '').replace(/Command$/, '');
        calls.push({ service, operation, input, output: { ...output } });
        return result;
      },
      { step: 'initialize', name: 'breakfixRecord' },
    );
  }
  return calls;
}
