import type { VpcBlockPublicAccessExclusion } from '@aws-sdk/client-ec2';
import { describe } from './describe.ts';
import type { Ec2Operations } from './operations.ts';

/** Block Public Access cannot be turned on yet, so nothing is excluded from it. */
const NONE: readonly VpcBlockPublicAccessExclusion[] = [];

export const operations = {
  /** Off, as in every Region where nobody has turned it on. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
  DescribeVpcBlockPublicAccessOptions(region) {
    return {
      VpcBlockPublicAccessOptions: {
        AwsAccountId: region.accountId,
        AwsRegion: region.name,
        State: 'default-state',
        InternetGatewayBlockMode: 'off',
        ManagedBy: 'account',
        ExclusionsAllowed: 'allowed',
      },
    };
  },

  DescribeVpcBlockPublicAccessExclusions(_region, input) {
    const { page, NextToken } = describe(NONE, input, {
      ids: input.ExclusionIds,
      idOf: (exclusion) => exclusion.ExclusionId ?? '',
      notFound: 'InvalidVpcBlockPublicAccessExclusionId.NotFound',
      noun: 'vpc block public access exclusion ID',
      filters: {
        'internet-gateway-exclusion-mode': (exclusion) => [exclusion.InternetGatewayExclusionMode],
        'resource-arn': (exclusion) => [exclusion.ResourceArn],
        state: (exclusion) => [exclusion.State],
      },
    });
    return { VpcBlockPublicAccessExclusions: page, NextToken };
  },
} satisfies Ec2Operations;
