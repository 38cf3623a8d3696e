import type { InternetGatewayBlockMode, InternetGatewayExclusionMode } from '@aws-sdk/client-ec2';
import type { Account } from '../../lib/account/types.ts';

export interface BlockPublicAccessSketch {
  mode: InternetGatewayBlockMode;
  /** By the id of a VPC or a subnet. */
  exclusions?: Record<string, InternetGatewayExclusionMode>;
}

export const blockPublicAccessFacts = ({
  mode,
  exclusions = {},
}: BlockPublicAccessSketch): Pick<Account, 'VpcBlockPublicAccessOptions' | 'VpcBlockPublicAccessExclusions'> => ({
  VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: mode },
  VpcBlockPublicAccessExclusions: Object.entries(exclusions).map(([id, InternetGatewayExclusionMode]) => ({
    ResourceArn: `arn:aws:ec2:us-east-1:123456789012:${id.startsWith('vpc-') ? 'vpc' : 'subnet'}/${id}`,
    InternetGatewayExclusionMode,
    State: 'create-complete',
  })),
});
