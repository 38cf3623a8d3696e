import {
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from './clients.ts';
import { waitUntil } from './deadline.ts';

/** What the stack of every scenario is called. */
export const STACK_PREFIX = 'breakfix-';

/** The name of a scenario's stack. */
export function stackName(scenarioId: string): string {
  return STACK_PREFIX + scenarioId;
}

/** The stack of that name, or undefined when there is none (or no longer one). */
export async function findStack({ cloudformation }: Clients, name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks.find((stack) => stack.StackStatus !== 'DELETE_COMPLETE');
  } catch (error) {
    if (isMissingStack(error)) return undefined;
    throw error;
  }
}

/** All stacks of breakfix's scenarios in the Region. */
export async function findLabStacks({ cloudformation }: Clients): Promise<Stack[]> {
  const stacks: Stack[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudformation.send(new DescribeStacksCommand({ NextToken }));
    stacks.push(...(page.Stacks ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return stacks.filter((s) => s.StackName?.startsWith(STACK_PREFIX) && s.StackStatus !== 'DELETE_COMPLETE');
}

/** The resources that a stack still has; none when it does not exist. */
export async function stackResources({ cloudformation }: Clients, name: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  try {
    for await (const page of paginateListStackResources({ client: cloudformation }, { StackName: name })) {
      resources.push(...(page.StackResourceSummaries ?? []));
    }
  } catch (error) {
    if (!isMissingStack(error)) throw error;
  }
  return resources.filter((resource) => resource.ResourceStatus !== 'DELETE_COMPLETE');
}

/** The VPCs among a stack's resources: what stands in them is the lab. */
export function vpcIdsAmong(resources: readonly StackResourceSummary[]): string[] {
  const vpcs = resources.filter(({ ResourceType }) => ResourceType === 'AWS::EC2::VPC');
  return vpcs.flatMap(({ PhysicalResourceId }) => PhysicalResourceId ?? []);
}

/** Deletes a stack and waits. Answers the stack when it could not be deleted, undefined when it is gone. */
export async function deleteStack(clients: Clients, name: string, seconds: number): Promise<Stack | undefined> {
  const before = await findStack(clients, name);
  if (!before) return undefined;
  // By id: a deleted stack can still be described by its id, and a new stack of the same name is not mistaken for it.
  const id = before.StackId ?? name;
  await clients.cloudformation.send(new DeleteStackCommand({ StackName: id }));
  let left: Stack | undefined = before;
  await waitUntil(
    `stack ${name} is deleted`,
    async () => {
      left = await findStack(clients, id);
      return left === undefined || left.StackStatus === 'DELETE_FAILED';
    },
    { seconds },
  );
  return left;
}

function isMissingStack(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message);
}
