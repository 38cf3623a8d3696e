import type { IamInstanceProfileAssociation } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { describe } from './describe.ts';
import { instanceProfileArn } from './instance-profile.ts';
import { type InstanceRecord, instancesOf, updateInstance } from './instance-record.ts';
import { find, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

const PREFIX = 'iip-assoc';

/** The association that stands while an instance has a profile; it has an id of its own. */
function associationOf({ InstanceId, IamInstanceProfile, ...record }: InstanceRecord): IamInstanceProfileAssociation[] {
  if (!IamInstanceProfile) return [];
  // One that came with the launch is known by the instance's own id.
  const { id, since } = record.profileAssociation ?? {
    id: InstanceId?.replace(/^i-/, `${PREFIX}-`),
    since: record.LaunchTime,
  };
  return [{ AssociationId: id, InstanceId, IamInstanceProfile, State: 'associated', Timestamp: since }];
}

const associationsIn = (region: Region) =>
  instancesOf(region)
    .filter(({ State }) => State?.Name !== 'terminated')
    .flatMap(associationOf);

function associationNamed(region: Region, id: string | undefined): IamInstanceProfileAssociation {
  const wanted = required(id, 'AssociationId');
  const association = associationsIn(region).find(({ AssociationId }) => AssociationId === wanted);
  if (association) return association;
  throw new AwsError('NoSuchAssociation', `An invalid association-id of '${wanted}' was given`);
}

function associate(region: Region, instanceId: string | undefined, Arn: string): IamInstanceProfileAssociation {
  const since = new Date();
  updateInstance(region, instanceId, (draft) => {
    draft.IamInstanceProfile = { Arn };
    draft.profileAssociation = { id: newId(PREFIX), since };
  });
  const [made] = associationOf(find(region, 'instances', instanceId));
  return { ...made, State: 'associating' };
}

export const operations = {
  AssociateIamInstanceProfile(region, input) {
    const { InstanceId, IamInstanceProfile } = find(region, 'instances', input.InstanceId);
    const arn = instanceProfileArn(region, required(input.IamInstanceProfile, 'IamInstanceProfile'));
    if (IamInstanceProfile) {
      throw new AwsError('IncorrectState', `There is an existing association for instance ${InstanceId}`);
    }
    return { IamInstanceProfileAssociation: associate(region, InstanceId, arn) };
  },

  ReplaceIamInstanceProfileAssociation(region, input) {
    const { InstanceId } = associationNamed(region, input.AssociationId);
    const arn = instanceProfileArn(region, required(input.IamInstanceProfile, 'IamInstanceProfile'));
    return { IamInstanceProfileAssociation: associate(region, InstanceId, arn) };
  },

  DisassociateIamInstanceProfile(region, input) {
    const association = associationNamed(region, input.AssociationId);
    updateInstance(region, association.InstanceId, (draft) => {
      delete draft.IamInstanceProfile;
      delete draft.profileAssociation;
    });
    return { IamInstanceProfileAssociation: { ...association, State: 'disassociating' as const } };
  },

  DescribeIamInstanceProfileAssociations(region, input) {
    for (const id of input.AssociationIds ?? []) associationNamed(region, id);
    const { page, NextToken } = describe(associationsIn(region), input, {
      ids: input.AssociationIds,
      idOf: (association) => association.AssociationId ?? '',
      notFound: 'NoSuchAssociation',
      noun: 'association ID',
      filters: {
        'instance-id': (association) => [association.InstanceId],
        state: (association) => [association.State],
      },
    });
    return { IamInstanceProfileAssociations: page, NextToken };
  },
} satisfies Ec2Operations;
