import type { Capability } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../error.ts';
import type { Template } from './template.ts';

/** The types that can change what somebody is permitted to do. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const IAM_TYPES = [
  'AWS::IAM::AccessKey',
  'AWS::IAM::Group',
  'AWS::IAM::InstanceProfile',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::User',
  'AWS::IAM::UserToGroupAddition',
];

/** The properties that give such a resource a name of one's own; an inline policy must have one, and needs no more for it. */
const CUSTOM_NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

interface Needed {
  readonly Capabilities: Capability[];
  readonly CapabilitiesReason?: string;
}

/** What whoever uses a template must acknowledge, as ValidateTemplate and GetTemplateSummary tell it. */
export function capabilitiesOf({ resources, transforms }: Template): Needed {
  const sensitive = Object.values(resources).filter(({ Type }) => IAM_TYPES.includes(Type));
  const named = sensitive.some(({ Type, Properties }) => Properties?.[CUSTOM_NAMES[Type] ?? ''] !== undefined);
  const iam: Capability[] = sensitive.length === 0 ? [] : [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'];
  const expand: Capability[] = transforms.length === 0 ? [] : ['CAPABILITY_AUTO_EXPAND'];
  if (sensitive.length === 0) return { Capabilities: expand };
  const types = [...new Set(sensitive.map(({ Type }) => Type))].join(', ');
  return {
    Capabilities: [...iam, ...expand],
    CapabilitiesReason: `The following resource(s) require capabilities: [${types}]`,
  };
}

/**
 * Refuses a request that does not acknowledge what its template needs. The larger capability has the smaller in it; a change set,
 * which shows what a transform makes before anything is done, asks for none for it.
 */
export function checkCapabilities(
  template: Template,
  given: readonly string[] = [],
  { changeSet = false }: { changeSet?: boolean } = {},
): void {
  const held = new Set(given.flatMap((each) => (each === 'CAPABILITY_NAMED_IAM' ? [each, 'CAPABILITY_IAM'] : each)));
  const missing = capabilitiesOf(template).Capabilities.filter(
    (each) => !held.has(each) && !(changeSet && each === 'CAPABILITY_AUTO_EXPAND'),
  );
  if (missing.length === 0) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}
