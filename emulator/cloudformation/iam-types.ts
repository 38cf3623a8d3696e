import { AwsError } from '../error.ts';
import type { CloudFormationResource } from '../records.ts';
import type { ResourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { type RecordKind, recordOf, recordType } from './record-type.ts';

interface Named {
  Path?: string;
}

interface RoleProperties extends Named {
  RoleName?: string;
  AssumeRolePolicyDocument: unknown;
  MaxSessionDuration?: number;
}

interface ProfileProperties extends Named {
  InstanceProfileName?: string;
  Roles: string[];
}

interface Attached {
  Groups?: string[];
  Roles?: string[];
  Users?: string[];
}

interface ManagedPolicyProperties extends Named, Attached {
  ManagedPolicyName?: string;
}

const ROLE = 'AWS::IAM::Role';
const PROFILE = 'AWS::IAM::InstanceProfile';
const POLICY = 'AWS::IAM::Policy';
const MANAGED_POLICY = 'AWS::IAM::ManagedPolicy';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const naming = (noun: string, longest: number) => ({
  longest,
  allowed: /^[\w+=,.@-]+$/,
  invalidName: 'ValidationError',
  duplicate: {
    code: 'EntityAlreadyExists',
    message: (name: string) => `${noun} with name ${name} already exists.`,
  },
});

const arnOf = ({ accountId }: Region, noun: string, { name, properties }: CloudFormationResource) =>
  `arn:aws:iam::${accountId}:${noun}${String(properties.Path ?? '/')}${name}`;

function checkRoles(region: Region, roles: readonly string[] = []): void {
  const missing = roles.find((name) => !recordOf(region, ROLE, name));
  if (missing !== undefined) {
    throw new AwsError('NoSuchEntity', `The role with name ${missing} cannot be found.`, 404);
  }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const role: RecordKind<RoleProperties> = {
  ...naming('Role', 64),
  name: ({ RoleName }) => RoleName,
  check(_region, { MaxSessionDuration = 3600 }) {
    if (MaxSessionDuration >= 3600 && MaxSessionDuration <= 43200) return;
    throw new AwsError(
      'ValidationError',
      `The requested MaxSessionDuration ${MaxSessionDuration} is not between 3600 and 43200`,
    );
  },
  attributes: (record, region) => ({ Arn: arnOf(region, 'role', record), RoleId: `AROA${record.uniqueId}` }),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-instanceprofile.html */
const profile: RecordKind<ProfileProperties> = {
  ...naming('Instance Profile', 128),
  name: ({ InstanceProfileName }) => InstanceProfileName,
  check(region, { Roles }) {
    if (Roles.length > 1)
      throw new AwsError('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1', 409);
    checkRoles(region, Roles);
  },
  attributes: (record, region) => ({ Arn: arnOf(region, 'instance-profile', record) }),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
const policy: RecordKind<Attached & { PolicyName: string }> = {
  ...naming('Policy', 128),
  name: () => undefined,
  check(region, { Groups = [], Roles = [], Users = [] }) {
    if (Groups.length + Roles.length + Users.length === 0) {
      throw new AwsError('ValidationError', 'At least one of [Groups,Roles,Users] must be non-empty.');
    }
    checkRoles(region, Roles);
  },
  attributes: ({ name }) => ({ Id: name }),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
const managedPolicy: RecordKind<ManagedPolicyProperties> = {
  ...naming('A policy called', 128),
  name: ({ ManagedPolicyName }) => ManagedPolicyName,
  check: (region, { Roles }) => checkRoles(region, Roles),
  id: (record, region) => arnOf(region, 'policy', record),
  attributes(record, region) {
    const { Groups, Roles, Users }: Attached = record.properties;
    return {
      PolicyArn: arnOf(region, 'policy', record),
      PolicyId: `ANPA${record.uniqueId}`,
      AttachmentCount: [Groups, Roles, Users].flatMap((each) => each ?? []).length,
      PermissionsBoundaryUsageCount: 0,
      DefaultVersionId: 'v1',
      IsAttachable: true,
      CreateDate: record.created.toISOString(),
      UpdateDate: record.created.toISOString(),
    };
  },
};

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  [ROLE]: recordType(ROLE, role),
  [PROFILE]: recordType(PROFILE, profile),
  [POLICY]: recordType(POLICY, policy),
  [MANAGED_POLICY]: recordType(MANAGED_POLICY, managedPolicy),
};
