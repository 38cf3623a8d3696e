import type { Operations } from '../operation.ts';
import { getParameter, getParameters, getParametersByPath } from './parameter.ts';

export const operations: Operations<typeof import('@aws-sdk/client-ssm')> = {
  GetParameter: getParameter,
  GetParameters: getParameters,
  GetParametersByPath: getParametersByPath,
};
