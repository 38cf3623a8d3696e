import type { Operations } from '../operation.ts';
import type { Environment } from './environment.ts';

export type CloudFormationOperations = Operations<typeof import('@aws-sdk/client-cloudformation')>;

/** Makes operations that work with what CloudFormation finds around it. */
export type MakeOperations = (environment: Environment) => CloudFormationOperations;
