import type {
  CreateVolumePermission,
  ModifySnapshotAttributeRequest,
  SnapshotAttributeName,
  SnapshotBlockPublicAccessState,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { SnapshotRecord } from '../records.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { accountDefaults, setAccountDefaults } from './account-defaults.ts';
import { find, invalid, required } from './kind.ts';
import { isAwsManaged } from './kms-key.ts';
import type { Ec2Operations } from './operations.ts';
import { isPublic, permissionsAsked, withPermissions } from './share.ts';

const BLOCKS: readonly string[] = ['block-all-sharing', 'block-new-sharing'];

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html */
export const operations = {
  DescribeSnapshotAttribute(region, input) {
    const { SnapshotId, sharedWith } = find(region, 'snapshots', input.SnapshotId);
    const attribute: SnapshotAttributeName = required(input.Attribute, 'attribute');
    if (attribute === 'createVolumePermission') return { SnapshotId, CreateVolumePermissions: sharedWith };
    if (attribute === 'productCodes') return { SnapshotId, ProductCodes: [] };
    throw unknownAttribute(attribute);
  },

  ModifySnapshotAttribute(region, input) {
    const snapshot = find(region, 'snapshots', input.SnapshotId);
    const { Attribute = 'createVolumePermission' } = input;
    if (Attribute !== 'createVolumePermission') throw unknownAttribute(Attribute);
    const asked = permissionsIn(input);
    refuseSharing(region, snapshot, asked.add);
    region.snapshots.update(snapshot.SnapshotId ?? '', (draft) => {
      draft.sharedWith = withPermissions(draft.sharedWith, asked);
    });
    return {};
  },

  ResetSnapshotAttribute(region, input) {
    const { SnapshotId = '' } = find(region, 'snapshots', input.SnapshotId);
    const attribute: SnapshotAttributeName = required(input.Attribute, 'attribute');
    if (attribute !== 'createVolumePermission') throw unknownAttribute(attribute);
    region.snapshots.update(SnapshotId, (draft) => {
      draft.sharedWith = [];
    });
    return {};
  },

  GetSnapshotBlockPublicAccessState: (region) => ({ State: blockOf(region), ManagedBy: 'account' as const }),

  EnableSnapshotBlockPublicAccess(region, input) {
    const State = required(input.State, 'State');
    if (!BLOCKS.includes(State)) throw invalid(`Value (${State}) for parameter State is invalid.`);
    setAccountDefaults(region, { snapshotSharing: State });
    return { State };
  },

  DisableSnapshotBlockPublicAccess(region) {
    setAccountDefaults(region, { snapshotSharing: undefined });
    return { State: 'unblocked' as const };
  },
} satisfies Ec2Operations;

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-snapshotblockpublicaccess.html */
  'AWS::EC2::SnapshotBlockPublicAccess': resourceType<{ State: SnapshotBlockPublicAccessState }>({
    create(region, { State }) {
      operations.EnableSnapshotBlockPublicAccess(region, { State });
      return region.accountId;
    },
    update(region, _id, { State }) {
      operations.EnableSnapshotBlockPublicAccess(region, { State });
    },
    delete(region) {
      operations.DisableSnapshotBlockPublicAccess(region);
    },
    attributes: (region) => ({ AccountId: region.accountId }),
    read: (region) => ({ State: blockOf(region) }),
  }),
};

/** https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html */
const blockOf = (region: Region) => accountDefaults(region).snapshotSharing ?? ('unblocked' as const);

/** Whether everybody can use it: what is shared while all sharing is blocked counts as private. */
export const isPublicSnapshot = (region: Region, { sharedWith }: SnapshotRecord): boolean =>
  isPublic(sharedWith) && blockOf(region) !== 'block-all-sharing';

const unknownAttribute = (name: string) =>
  invalid(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`);

const permissionsIn = ({ CreateVolumePermission, ...input }: ModifySnapshotAttributeRequest) =>
  permissionsAsked<CreateVolumePermission>(CreateVolumePermission, input.OperationType, [
    ...(input.GroupNames ?? []).map((Group) => ({ Group: Group as 'all' })),
    ...(input.UserIds ?? []).map((UserId) => ({ UserId })),
  ]);

function refuseSharing(region: Region, snapshot: SnapshotRecord, asked: readonly CreateVolumePermission[]): void {
  if (asked.length === 0) return;
  if (snapshot.Encrypted && isAwsManaged(region, snapshot.KmsKeyId)) {
    throw new AwsError('OperationNotPermitted', 'Encrypted snapshots with EBS default key cannot be shared');
  }
  if (!isPublic(asked)) return;
  if (snapshot.Encrypted) throw new AwsError('OperationNotPermitted', 'Encrypted snapshots cannot be shared publicly');
  if (blockOf(region) === 'unblocked') return;
  throw new AwsError(
    'OperationNotPermitted',
    "You can't publicly share this snapshot because block public access for snapshots is enabled for this account. To publicly share the snapshot, you must call the DisableSnapshotBlockPublicAccess API.",
  );
}
