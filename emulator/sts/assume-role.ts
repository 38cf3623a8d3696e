import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { constraint, durationOf, temporaryCredentials, uniqueId } from './credentials.ts';

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/([\w+=,.@/-]+)$/;
const SESSION_NAME = /^[\w+=,.@-]*$/;

/** Any role of any account may be assumed: there is no IAM. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(_region: Region, input: AssumeRoleRequest): AssumeRoleResponse {
  const { RoleArn = '', RoleSessionName = '' } = input;
  if (RoleArn.length < 20) throw constraint(RoleArn, 'roleArn', 'Member must have length greater than or equal to 20');
  checkSessionName(RoleSessionName);
  const role = ROLE_ARN.exec(RoleArn)?.[1];
  if (role === undefined) throw new AwsError('ValidationError', `${RoleArn} is invalid`);
  const [partition, account] = [RoleArn.split(':')[1], RoleArn.split(':')[4]];
  // A role's path is not part of the assumed role's name.
  const name = role.split('/').at(-1);
  return {
    Credentials: temporaryCredentials(durationOf(input.DurationSeconds, 3600, 43_200)),
    AssumedRoleUser: {
      AssumedRoleId: `${uniqueId('AROA')}:${RoleSessionName}`,
      Arn: `arn:${partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`,
    },
  };
}

function checkSessionName(name: string): void {
  const at = 'roleSessionName';
  if (name.length < 2) throw constraint(name, at, 'Member must have length greater than or equal to 2');
  if (name.length > 64) throw constraint(name, at, 'Member must have length less than or equal to 64');
  if (!SESSION_NAME.test(name)) {
    throw constraint(name, at, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
  }
}
