import type {
  InstanceMetadataDefaultsResponse,
  InstanceMetadataOptionsResponse,
  ModifyInstanceMetadataDefaultsRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { accountDefaults, setAccountDefaults } from './account-defaults.ts';
import { invalid } from './kind.ts';
import { metadataOptions } from './metadata-options.ts';
import type { Ec2Operations } from './operations.ts';

/** What the account's launches take where they say nothing. */
type Chosen = Omit<InstanceMetadataDefaultsResponse, 'ManagedBy' | 'ManagedExceptionMessage'>;

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html */
export const operations = {
  GetInstanceMetadataDefaults: (region) => ({
    AccountLevel: { ...accountDefaults(region).metadata, ManagedBy: 'account' as const },
  }),

  ModifyInstanceMetadataDefaults(region, input) {
    const before: Chosen = accountDefaults(region).metadata ?? {};
    const { HttpTokensEnforced: enforced } = input;
    if (enforced && !['enabled', 'disabled', 'no-preference'].includes(enforced)) {
      throw invalid(`Value (${enforced}) for parameter HttpTokensEnforced is invalid.`);
    }
    const entries = Object.entries({ ...before, ...preferencesIn(input) });
    metadataOptions(Object.fromEntries(entries.filter(([, value]) => !isNoPreference(value))));
    const metadata = Object.fromEntries(entries.filter(([, value]) => !isNoPreference(value))) as Chosen;
    setAccountDefaults(region, { metadata });
    return { Return: true };
  },
} satisfies Ec2Operations;

const isNoPreference = (value: unknown) => value === 'no-preference' || value === -1;

function preferencesIn(input: ModifyInstanceMetadataDefaultsRequest): object {
  const { HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, InstanceMetadataTags, HttpTokensEnforced } = input;
  const members = { HttpTokens, HttpPutResponseHopLimit, HttpEndpoint, InstanceMetadataTags, HttpTokensEnforced };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** What the account has chosen for new instances. */
export function metadataDefaults(region: Region): Partial<InstanceMetadataOptionsResponse> {
  const { HttpTokensEnforced: _, ...options }: Chosen = accountDefaults(region).metadata ?? {};
  return options;
}

/**
 * AWS's refusal of an instance that would answer without a session token where the account demands one, when it is launched and when
 * it is changed. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
 */
export function refuseUnenforced(region: Region, { HttpTokens }: InstanceMetadataOptionsResponse): void {
  if (HttpTokens === 'required' || accountDefaults(region).metadata?.HttpTokensEnforced !== 'enabled') return;
  throw new AwsError(
    'UnsupportedOperation',
    "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 console.",
  );
}
