import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { EC2 } from '@aws-sdk/client-ec2';
import { type LocalAws, startLocalAws } from '../../emulator/local-aws.ts';
import type { Quotas } from '../../emulator/state.ts';

/** What a template says of a value that another resource has. */
export const ref = (Ref: string) => ({ Ref });
export const att = (...path: [string, string]) => ({ 'Fn::GetAtt': path });

/** How the tests' clients reach a local AWS. */
export const configOf = ({ url }: LocalAws, region = 'us-east-1') => ({
  region,
  endpoint: url,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

export interface Stacks {
  readonly aws: LocalAws;
  readonly ec2: EC2;
  readonly cloudformation: CloudFormation;
}

/** A local AWS, and the clients that make stacks on it and look at what came of them. */
export async function startStacks(quotas: Quotas = {}): Promise<Stacks> {
  const aws = await startLocalAws({ port: 0, quotas });
  const config = configOf(aws);
  return { aws, ec2: new EC2(config), cloudformation: new CloudFormation(config) };
}

export async function outputsOf(cloudformation: CloudFormation, StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  const list = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(list.map((each) => [each.OutputKey ?? '', each.OutputValue ?? '']));
}

/** A stack's status, followed by the reasons of what failed in it. */
export async function statusOf(cloudformation: CloudFormation, StackName: string): Promise<string> {
  const { Stacks } = await cloudformation.describeStacks({ StackName });
  const { StackEvents } = await cloudformation.describeStackEvents({ StackName });
  const reasons = StackEvents?.filter((each) => each.ResourceStatus?.endsWith('FAILED'));
  const why = reasons?.map((each) => `${each.LogicalResourceId}: ${each.ResourceStatusReason}`).join('\n') ?? '';
  return `${Stacks?.[0]?.StackStatus}${why && `\n${why}`}`;
}
