import { randomUUID } from 'node:crypto';
import type { ResourceStatus, StackEvent, StackStatus } from '@aws-sdk/client-cloudformation';
import type { ResourceRequest } from '../resource-type.ts';
import type { Region } from '../state.ts';
import type { Environment } from './environment.ts';
import type { StackRecord, StackResourceRecord } from './records.ts';

/** One operation on a stack while it runs: the stack as it changes, and the events that tell of it. */
export class Deployment {
  readonly region: Region;
  readonly environment: Environment;
  /** A draft that is stored when the operation is over. */
  readonly stack: StackRecord;
  /** The stack policy that this operation has to keep to. */
  readonly policy: string | undefined;
  readonly #token: string | undefined;
  #operationId = randomUUID();

  constructor(
    region: Region,
    environment: Environment,
    stack: StackRecord,
    token?: string,
    policy: string | undefined = stack.policy,
  ) {
    this.region = region;
    this.environment = environment;
    this.stack = stack;
    this.policy = policy;
    this.#token = token;
  }

  request(logicalId: string): ResourceRequest {
    return { logicalId, stackName: this.stack.StackName, stackId: this.stack.StackId };
  }

  /** Moves the stack to a status. A reason is remembered until the next status. */
  stackStatus(status: StackStatus, reason?: string): void {
    const { stack } = this;
    const timestamp = this.#nextTimestamp();
    if (status.endsWith('ROLLBACK_IN_PROGRESS')) this.#operationId = randomUUID();
    stack.StackStatus = status;
    stack.StackStatusReason = reason;
    if (/^(UPDATE|ROLLBACK|UPDATE_ROLLBACK|DELETE)_IN_PROGRESS$/.test(status)) stack.LastUpdatedTime = timestamp;
    this.#event(timestamp, {
      EventId: randomUUID(),
      LogicalResourceId: stack.StackName,
      PhysicalResourceId: stack.StackId,
      ResourceType: 'AWS::CloudFormation::Stack',
      ResourceStatus: status as ResourceStatus,
      ResourceStatusReason: reason,
    });
  }

  /** Moves a resource to a status; `physicalId` when it is not the one that the record holds. */
  resourceStatus(resource: StackResourceRecord, status: ResourceStatus, reason?: string): void {
    const timestamp = this.#nextTimestamp();
    resource.ResourceStatus = status;
    resource.ResourceStatusReason = reason;
    resource.Timestamp = timestamp;
    this.#event(timestamp, {
      EventId: `${resource.LogicalResourceId}-${status}-${timestamp.toISOString()}`,
      LogicalResourceId: resource.LogicalResourceId,
      PhysicalResourceId: resource.PhysicalResourceId ?? '',
      ResourceType: resource.ResourceType,
      ResourceStatus: status,
      ResourceStatusReason: reason,
      ResourceProperties: JSON.stringify(resource.properties),
    });
  }

  /** Events of a stack never share a moment, so that their order can be told. */
  #nextTimestamp(): Date {
    const last = this.stack.events.at(-1)?.Timestamp?.getTime() ?? 0;
    return new Date(Math.max(Date.now(), last + 1));
  }

  #event(timestamp: Date, event: Omit<StackEvent, 'StackId' | 'StackName' | 'Timestamp'>): void {
    const { StackId, StackName } = this.stack;
    this.stack.events.push({
      ...event,
      StackId,
      StackName,
      Timestamp: timestamp,
      OperationId: this.#operationId,
      ...(this.#token !== undefined && { ClientRequestToken: this.#token }),
    } as StackEvent);
  }
}
