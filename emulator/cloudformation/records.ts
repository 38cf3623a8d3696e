import type {
  Capability,
  Change,
  ChangeSetStatus,
  ExecutionStatus,
  OnStackFailure,
  Output,
  Parameter,
  Stack,
  StackDriftStatus,
  StackEvent,
  StackResource,
  StackResourceDrift,
  Tag,
} from '@aws-sdk/client-cloudformation';
import type { JsonObject } from './json.ts';

/** A resource of a stack, with the properties it was last made with, intrinsics resolved. */
export interface StackResourceRecord extends StackResource {
  properties: JsonObject;
  /** Logical ids of the resources that this one needs, so that it is deleted before them. */
  dependencies: string[];
  metadata: string | undefined;
  deletionPolicy: string;
  updateReplacePolicy: string;
  /** What the last drift detection found. */
  drift?: StackResourceDrift | undefined;
}

/** What a stack is made from. */
export interface StackSource {
  template: string;
  /** The text of every parameter, those that NoEcho hides included. */
  parameterTexts: Record<string, string>;
  Parameters: Parameter[];
  Tags: Tag[];
  NotificationARNs: string[];
  /** What was acknowledged when it was last asked for. */
  Capabilities?: Capability[] | undefined;
  Description?: string | undefined;
}

export interface ChangeSetRecord {
  changeSetId: string;
  name: string;
  type: 'CREATE' | 'UPDATE';
  status: ChangeSetStatus;
  statusReason?: string;
  executionStatus: ExecutionStatus;
  source: StackSource;
  changes: Change[];
  description?: string | undefined;
  onStackFailure?: OnStackFailure | undefined;
  created: Date;
}

/** A drift detection, which is over as soon as it is asked for. */
export interface DriftDetectionRecord {
  id: string;
  status: StackDriftStatus;
  drifted: number;
  timestamp: Date;
}

/** A stack as it was when it was last stable, to be restored when an update fails. */
export interface StablePoint {
  source: StackSource;
  resources: StackResourceRecord[];
  outputs: Output[];
  imports: string[];
}

/** A stack with what AWS answers through other operations than DescribeStacks: template, resources, events, change sets. */
export interface StackRecord extends Omit<Stack, keyof StackSource | 'StackId' | 'StackName'>, StackSource {
  StackId: string;
  StackName: string;
  resources: StackResourceRecord[];
  /** Oldest first. */
  events: StackEvent[];
  changeSets: ChangeSetRecord[];
  /** Names of the exports that this stack uses. */
  imports: string[];
  /** What a failed update that was not rolled back can return to. */
  stable?: StablePoint | undefined;
  driftDetections?: DriftDetectionRecord[];
  /** The text of the stack policy, once there is one. */
  policy?: string | undefined;
}
