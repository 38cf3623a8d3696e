import type { InternetGatewayBlockMode, VpcBlockPublicAccessOptions } from '@aws-sdk/client-ec2';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

const MODES: readonly string[] = ['off', 'block-bidirectional', 'block-ingress'] satisfies InternetGatewayBlockMode[];

/** Off, in a Region where nobody has turned it on. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
const optionsOf = (region: Region): VpcBlockPublicAccessOptions =>
  region.vpcBlockPublicAccessOptions.get(region.accountId) ?? {
    AwsAccountId: region.accountId,
    AwsRegion: region.name,
    State: 'default-state',
    InternetGatewayBlockMode: 'off',
    ManagedBy: 'account',
    ExclusionsAllowed: 'allowed',
  };

/** Whether an exclusion is there and not being removed. */
const inEffect = (state: string | undefined) => state === 'create-complete' || state === 'update-complete';

/**
 * What is blocked for a VPC, or for a subnet and then its VPC: the Region's mode, less what the first of them that is excluded may.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html
 */
export function blockModeOf(region: Region, ...ids: readonly (string | undefined)[]): InternetGatewayBlockMode {
  const { InternetGatewayBlockMode: mode = 'off' } = optionsOf(region);
  const exclusions = region.vpcBlockPublicAccessExclusions.filter(({ State }) => inEffect(State));
  const exclusion = ids
    .map((id) => exclusions.find(({ ResourceArn }) => ResourceArn?.split('/').at(-1) === id))
    .find((each) => each !== undefined);
  if (mode === 'off' || exclusion === undefined) return mode;
  return exclusion.InternetGatewayExclusionMode === 'allow-bidirectional' ? 'off' : 'block-ingress';
}

export const operations = {
  DescribeVpcBlockPublicAccessOptions(region) {
    return { VpcBlockPublicAccessOptions: optionsOf(region) };
  },

  ModifyVpcBlockPublicAccessOptions(region, input) {
    const mode = required(input.InternetGatewayBlockMode, 'InternetGatewayBlockMode');
    if (!MODES.includes(mode)) throw invalid(`Value (${mode}) for parameter InternetGatewayBlockMode is invalid.`);
    const options = region.vpcBlockPublicAccessOptions.put(region.accountId, {
      ...optionsOf(region),
      State: 'update-complete',
      InternetGatewayBlockMode: mode,
      LastUpdateTimestamp: new Date(),
    });
    return { VpcBlockPublicAccessOptions: { ...options, State: 'update-in-progress' } };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcblockpublicaccessoptions.html */
  'AWS::EC2::VPCBlockPublicAccessOptions': resourceType<{ InternetGatewayBlockMode: InternetGatewayBlockMode }>({
    create(region, { InternetGatewayBlockMode }) {
      operations.ModifyVpcBlockPublicAccessOptions(region, { InternetGatewayBlockMode });
      return region.accountId;
    },
    update(region, _id, { InternetGatewayBlockMode }) {
      operations.ModifyVpcBlockPublicAccessOptions(region, { InternetGatewayBlockMode });
    },
    delete(region) {
      operations.ModifyVpcBlockPublicAccessOptions(region, { InternetGatewayBlockMode: 'off' });
    },
    attributes: (region) => ({
      AccountId: region.accountId,
      ExclusionsAllowed: optionsOf(region).ExclusionsAllowed,
    }),
    read: (region) => ({ InternetGatewayBlockMode: optionsOf(region).InternetGatewayBlockMode }),
  }),
};
