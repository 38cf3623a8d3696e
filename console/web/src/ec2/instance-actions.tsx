import {
  AssociateIamInstanceProfileCommand,
  DisassociateIamInstanceProfileCommand,
  ModifyInstanceAttributeCommand,
  ModifyInstanceMetadataOptionsCommand,
  RebootInstancesCommand,
  ReplaceIamInstanceProfileAssociationCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { asking, confirming } from '../asking.tsx';
import type { Clients } from '../clients.ts';
import type { Resource } from '../resource.ts';
import { groupChoices } from '../vpc/choices.ts';
import { profileNamed } from './instance-profile.ts';
import type { InstanceWithProfile } from './instances.tsx';

type Command = (clients: Clients, InstanceIds: string[]) => Promise<unknown>;

/** An action that changes the instance's state, and the states in which it can be done. */
const lifecycle = (verb: string, past: string, states: readonly string[], run: Command, warning = '') => ({
  id: verb.toLowerCase(),
  label: `${verb} instance`,
  refused: ({ State }: InstanceWithProfile) =>
    states.includes(State?.Name ?? '') ? undefined : `The instance is ${State?.Name}.`,
  dialog: confirming({
    title: `${verb} instance`,
    confirm: verb,
    question: ({ InstanceId }: InstanceWithProfile) => `${verb} ${InstanceId}? ${warning}`,
    async work(clients, { InstanceId = '' }) {
      await run(clients, [InstanceId]);
      return `${InstanceId} was ${past}.`;
    },
  }),
});

const ChangeGroups = asking({
  title: 'Change security groups',
  confirm: 'Save',
  fields: { groups: { kind: 'many', label: 'Associated security groups', load: groupChoices } },
  vpc: ({ VpcId }: InstanceWithProfile) => VpcId,
  initial: ({ SecurityGroups = [] }) => ({ groups: SecurityGroups.flatMap(({ GroupId }) => GroupId ?? []) }),
  async work({ ec2 }, { groups }, { InstanceId }) {
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, Groups: [...groups] }));
    return `The security groups of ${InstanceId} were saved.`;
  },
});

const ChangeSourceDestCheck = asking({
  title: 'Change Source / destination check',
  confirm: 'Save',
  fields: {
    stop: {
      kind: 'check',
      label: 'Stop',
      description: 'The instance may pass on traffic that is neither from it nor for it, as a NAT instance does.',
    },
  },
  initial: ({ SourceDestCheck = true }: InstanceWithProfile) => ({ stop: !SourceDestCheck }),
  async work({ ec2 }, { stop }, { InstanceId }) {
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, SourceDestCheck: { Value: !stop } }));
    return `The source / destination check of ${InstanceId} was saved.`;
  },
});

const ModifyRole = asking({
  title: 'Modify IAM role',
  confirm: 'Update IAM role',
  fields: {
    profile: {
      kind: 'text',
      label: 'IAM role',
      description: 'The name or ARN of the role’s instance profile; none when left empty.',
    },
  },
  initial: ({ profile }: InstanceWithProfile) => ({ profile: profile?.IamInstanceProfile?.Arn ?? '' }),
  async work({ ec2 }, { profile }, { InstanceId, profile: now }) {
    const AssociationId = now?.AssociationId;
    const IamInstanceProfile = profileNamed(profile);
    if (profile !== '' && AssociationId) {
      await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, IamInstanceProfile }));
    } else if (profile !== '') {
      await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile }));
    } else if (AssociationId) {
      await ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId }));
    }
    return `The IAM role of ${InstanceId} was saved.`;
  },
});

const ModifyMetadata = asking({
  title: 'Modify instance metadata options',
  confirm: 'Save',
  fields: {
    enabled: { kind: 'check', label: 'Enable instance metadata service' },
    tokens: {
      kind: 'choice',
      label: 'IMDSv2',
      options: [
        { value: 'required', label: 'Required' },
        { value: 'optional', label: 'Optional' },
      ],
      when: ({ enabled }) => enabled === true,
    },
    hops: { kind: 'text', label: 'Metadata response hop limit', when: ({ enabled }) => enabled === true },
  },
  initial: ({ MetadataOptions: now }: InstanceWithProfile) => ({
    enabled: now?.HttpEndpoint === 'enabled',
    tokens: now?.HttpTokens ?? '',
    hops: String(now?.HttpPutResponseHopLimit ?? ''),
  }),
  async work({ ec2 }, { enabled, tokens, hops }, { InstanceId }) {
    const options = {
      HttpTokens: tokens === 'required' ? ('required' as const) : ('optional' as const),
      HttpPutResponseHopLimit: Number(hops),
    };
    await ec2.send(
      new ModifyInstanceMetadataOptionsCommand({
        InstanceId,
        HttpEndpoint: enabled ? 'enabled' : 'disabled',
        ...(enabled && options),
      }),
    );
    return `The metadata options of ${InstanceId} were saved.`;
  },
});

/** What can be done to an instance, in the order of the AWS console's menus "Instance state" and "Actions". */
export const instanceActions: NonNullable<Resource<InstanceWithProfile>['actions']> = [
  lifecycle('Stop', 'stopped', ['running', 'pending'], ({ ec2 }, InstanceIds) =>
    ec2.send(new StopInstancesCommand({ InstanceIds })),
  ),
  lifecycle('Start', 'started', ['stopped'], ({ ec2 }, InstanceIds) =>
    ec2.send(new StartInstancesCommand({ InstanceIds })),
  ),
  lifecycle('Reboot', 'rebooted', ['running'], ({ ec2 }, InstanceIds) =>
    ec2.send(new RebootInstancesCommand({ InstanceIds })),
  ),
  {
    ...lifecycle(
      'Terminate',
      'terminated',
      ['pending', 'running', 'stopping', 'stopped'],
      ({ ec2 }, InstanceIds) => ec2.send(new TerminateInstancesCommand({ InstanceIds })),
      'This cannot be undone.',
    ),
    label: 'Terminate (delete) instance',
  },
  { id: 'source-dest', label: 'Change source/destination check', dialog: ChangeSourceDestCheck },
  { id: 'groups', label: 'Change security groups', dialog: ChangeGroups },
  { id: 'role', label: 'Modify IAM role', dialog: ModifyRole },
  { id: 'metadata', label: 'Modify instance metadata options', dialog: ModifyMetadata },
  {
    id: 'like',
    label: 'Launch more like this',
    refused: ({ State }) => (State?.Name === 'terminated' ? 'The instance is terminated.' : undefined),
    page: ({ InstanceId }) => `ec2/instances/${InstanceId}/launch-more-like-this`,
  },
];
