import { amiParameters } from '../ssm/ami-parameters.ts';
import type { CloudFormationOperations } from './operations.ts';
import { resourceTypes } from './resource-types.ts';
import { cloudFormation } from './service.ts';

export const operations: CloudFormationOperations = cloudFormation({ resourceTypes, ssmParameters: amiParameters });
