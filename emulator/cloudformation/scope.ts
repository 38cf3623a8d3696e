import type { Region } from '../state.ts';
import type { Json, JsonObject } from './json.ts';
import type { Template } from './template.ts';

/** What the references of a template mean while it is evaluated. */
export interface Scope {
  readonly template: Template;
  readonly region: Region;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly pseudo: Readonly<Record<string, Json>>;
  /** Whether a condition of the template holds; undefined when it has none of that name. */
  condition(name: string): boolean | undefined;
  /** The physical id of a resource of the stack. */
  ref(logicalId: string): Json;
  attribute(logicalId: string, name: string): Json;
  importValue(exportName: string): string;
  /** The value of a Systems Manager parameter; undefined when there is none of that name. */
  storedParameter(name: string): string | undefined;
}

/** What stands for a value that only exists once a resource has been made, in AWS's own words. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** Whether a value, or anything within it, is not known before resources are made. */
export function isUnknown(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes(KNOWN_AFTER_APPLY);
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnknown);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export function pseudoParameters(
  region: Region,
  stack: { StackName: string | undefined; StackId: string | undefined; NotificationARNs?: string[] | undefined },
): JsonObject {
  const china = region.name.startsWith('cn-');
  return {
    'AWS::AccountId': region.accountId,
    'AWS::NotificationARNs': stack.NotificationARNs ?? [],
    'AWS::Partition': china ? 'aws-cn' : region.name.startsWith('us-gov-') ? 'aws-us-gov' : 'aws',
    'AWS::Region': region.name,
    'AWS::StackId': stack.StackId ?? '',
    'AWS::StackName': stack.StackName ?? '',
    'AWS::URLSuffix': china ? 'amazonaws.com.cn' : 'amazonaws.com',
  };
}
