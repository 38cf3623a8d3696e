import type {
  ChangeSetStatus,
  ExecutionStatus,
  Parameter,
  Stack,
  StackEvent,
  StackResource,
  Tag,
} from '@aws-sdk/client-cloudformation';

/** A resource of a stack, with the properties it was last made with, intrinsics resolved. */
export interface StackResourceRecord extends StackResource {
  properties: Record<string, unknown>;
}

export interface ChangeSetRecord {
  changeSetId: string;
  name: string;
  type: 'CREATE' | 'UPDATE';
  status: ChangeSetStatus;
  statusReason?: string;
  executionStatus: ExecutionStatus;
  template: string;
  parameters: Parameter[];
  tags: Tag[];
  description?: string;
  created: Date;
}

/** A stack with what AWS answers through other operations than DescribeStacks: template, resources, events, change sets. */
export interface StackRecord extends Stack {
  template: string;
  resources: StackResourceRecord[];
  events: StackEvent[];
  changeSets: ChangeSetRecord[];
}
