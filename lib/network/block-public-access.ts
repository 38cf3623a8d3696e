import type { Account } from '../account/types.ts';

/** What a VPC or a subnet may do nonetheless. */
type Exclusion = 'allow-bidirectional' | 'allow-egress';

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html */
export interface BlockPublicAccess {
  readonly mode: 'off' | 'block-bidirectional' | 'block-ingress';
  /** By the id of the VPC or subnet. */
  readonly exclusions: ReadonlyMap<string, Exclusion>;
}

/** Exclusions that are being changed or are deleted do not count. */
const IN_EFFECT = /^(create-complete|update-complete)$/;

export function interpretBlockPublicAccess(account: Account): BlockPublicAccess {
  const inEffect = account.VpcBlockPublicAccessExclusions.filter((each) =>
    IN_EFFECT.test(each.State ?? 'create-complete'),
  );
  return {
    mode: account.VpcBlockPublicAccessOptions?.InternetGatewayBlockMode ?? 'off',
    exclusions: new Map(
      inEffect.map((each) => [
        each.ResourceArn?.split('/').at(-1) ?? '',
        each.InternetGatewayExclusionMode ?? 'allow-bidirectional',
      ]),
    ),
  };
}
