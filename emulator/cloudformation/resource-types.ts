import { randomUUID } from 'node:crypto';
import { resourceTypes as ec2 } from '../ec2/index.ts';
import { resourceTypes as elbv2 } from '../elbv2/index.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import { iamTypes } from './iam-types.ts';
import { route53Types } from './route53-types.ts';
import { CDK_METADATA } from './spec.ts';
import { storageTypes } from './storage-types.ts';

/** A resource that is nothing but a record of the stack. */
const record = (physicalId: (logicalId: string) => string): ResourceType =>
  resourceType({
    create: (_region, _properties, { logicalId }) => physicalId(logicalId),
    update() {},
    delete() {},
  });

/** Every resource type that stacks can make here. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...ec2,
  ...elbv2,
  ...iamTypes,
  ...route53Types,
  ...storageTypes,
  [CDK_METADATA]: record(() => randomUUID()),
  'AWS::CloudFormation::WaitConditionHandle': record(
    (logicalId) => `https://cloudformation-waitcondition.invalid/${logicalId}/${randomUUID()}`,
  ),
};
