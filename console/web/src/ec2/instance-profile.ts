import type { IamInstanceProfileSpecification } from '@aws-sdk/client-ec2';

/** An instance profile as a person names it, by name or ARN, and as a request does. */
export const profileNamed = (text: string): IamInstanceProfileSpecification =>
  text.startsWith('arn:') ? { Arn: text } : { Name: text };
