import {
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type Stack,
  type StackEvent,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from '../clients.ts';

export async function stacksIn({ cloudformation }: Clients): Promise<Stack[]> {
  const { Stacks = [] } = await cloudformation.send(new DescribeStacksCommand({}));
  return Stacks;
}

export const stackPath = ({ StackName }: Stack): string => `cloudformation/stacks/${StackName}`;

/** What happened to a stack, newest first, as AWS answers it. */
export async function eventsOf({ cloudformation }: Clients, StackName: string): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const page of paginateDescribeStackEvents({ client: cloudformation }, { StackName })) {
    events.push(...(page.StackEvents ?? []));
  }
  return events;
}

export async function resourcesOf({ cloudformation }: Clients, StackName: string): Promise<StackResourceSummary[]> {
  const resources: StackResourceSummary[] = [];
  for await (const page of paginateListStackResources({ client: cloudformation }, { StackName })) {
    resources.push(...(page.StackResourceSummaries ?? []));
  }
  return resources;
}

type Mark = 'success' | 'error' | 'warning' | 'in-progress' | 'stopped' | 'info';

/** How the console marks the status of a stack or resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export function markOf(status: string): Mark {
  if (status.endsWith('_IN_PROGRESS')) return 'in-progress';
  if (status.endsWith('_FAILED') || status.includes('ROLLBACK')) return 'error';
  if (status === 'DELETE_COMPLETE') return 'stopped';
  return status.endsWith('_COMPLETE') ? 'success' : 'info';
}

/** How the console marks a drift status. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html */
export function driftMark(status: string): Mark {
  if (status === 'IN_SYNC') return 'success';
  if (status === 'DELETED') return 'error';
  return status === 'DRIFTED' || status === 'MODIFIED' ? 'warning' : 'stopped';
}
