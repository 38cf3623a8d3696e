import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { invalid } from './kind.ts';

/** The ARN of the instance profile that a request names by name or ARN. Only CloudFormation makes profiles here. */
export function instanceProfileArn(region: Region, { Arn, Name }: IamInstanceProfileSpecification): string {
  const wanted = Name ?? Arn?.split('/').at(-1);
  const profile = region.cloudFormationResources.get(`AWS::IAM::InstanceProfile ${wanted}`);
  const found =
    profile && `arn:aws:iam::${region.accountId}:instance-profile${profile.properties.Path ?? '/'}${profile.name}`;
  if (found !== undefined && (Arn === undefined || Arn === found)) return found;
  const [parameter, value] = Name === undefined ? ['arn', Arn] : ['name', Name];
  const kind = Name === undefined ? 'IAM Instance Profile ARN' : 'IAM Instance Profile name';
  throw invalid(`Value (${value}) for parameter iamInstanceProfile.${parameter} is invalid. Invalid ${kind}`);
}
