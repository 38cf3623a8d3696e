import type {
  InternetGatewayBlockMode,
  InternetGatewayExclusionMode,
  VpcBlockPublicAccessExclusion,
} from '@aws-sdk/client-ec2';
import type { Account } from './types.ts';

/** The modes from the loosest to the strictest. https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
const MODES: readonly InternetGatewayBlockMode[] = ['off', 'block-ingress', 'block-bidirectional'];

/** What an exclusion must allow for a VPC to be under one of these modes while the strictest is set. */
const ALLOWED: Readonly<Record<string, InternetGatewayExclusionMode>> = {
  off: 'allow-bidirectional',
  'block-ingress': 'allow-egress',
};

/**
 * Block Public Access is set for one account and Region, but facts have room for one setting: the strictest is theirs, and the VPCs of
 * accounts and Regions with a looser one are excluded from it as far as that goes.
 */
export function combineBlockPublicAccess(
  accounts: readonly Account[],
): Pick<Account, 'VpcBlockPublicAccessOptions' | 'VpcBlockPublicAccessExclusions'> {
  const [strictest] = [...accounts].sort((a, b) => strictness(b) - strictness(a));
  const looser = accounts.filter((account) => strictness(account) < strictness(strictest));
  return {
    VpcBlockPublicAccessOptions:
      strictest?.VpcBlockPublicAccessOptions ??
      accounts.find(({ VpcBlockPublicAccessOptions: options }) => options)?.VpcBlockPublicAccessOptions,
    VpcBlockPublicAccessExclusions: [
      ...accounts.flatMap(({ VpcBlockPublicAccessExclusions }) => VpcBlockPublicAccessExclusions),
      ...looser.flatMap(excludeAll),
    ],
  };
}

const modeOf = (account: Account | undefined): InternetGatewayBlockMode =>
  account?.VpcBlockPublicAccessOptions?.InternetGatewayBlockMode ?? 'off';

const strictness = (account: Account | undefined): number => MODES.indexOf(modeOf(account));

/** A VPC that is shared with an account is under the setting of its owner. */
function excludeAll(account: Account): VpcBlockPublicAccessExclusion[] {
  const { AccountId, Region, Vpcs } = account;
  const own = Vpcs.filter(({ OwnerId }) => OwnerId === undefined || AccountId === '' || OwnerId === AccountId);
  return own.map(({ VpcId }) => ({
    InternetGatewayExclusionMode: ALLOWED[modeOf(account)],
    ResourceArn: `arn:aws:ec2:${Region}:${AccountId}:vpc/${VpcId}`,
    State: 'create-complete',
    Reason: `Block Public Access is ${modeOf(account)} in ${AccountId} ${Region}`,
  }));
}
