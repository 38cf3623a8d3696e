import { newId } from './id.ts';
import type { ResourceRequest } from './resource-type.ts';

/** The twelve characters that a name made up by CloudFormation ends in. */
export const nameSuffix = (): string => newId('x').slice(-12).toUpperCase();

/** The name that CloudFormation makes up: stack, logical id and twelve characters. */
export const generatedName = ({ stackName, logicalId }: Pick<ResourceRequest, 'stackName' | 'logicalId'>): string =>
  `${stackName}-${logicalId}-${nameSuffix()}`;
