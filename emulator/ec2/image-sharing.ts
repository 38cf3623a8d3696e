import type {
  ImageAttribute,
  ImageAttributeName,
  LaunchPermission,
  ModifyImageAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { ImageRecord } from '../records.ts';
import type { Region } from '../state.ts';
import { accountDefaults, setAccountDefaults } from './account-defaults.ts';
import { ownImage, usableImage } from './image-record.ts';
import { invalid, required } from './kind.ts';
import { isAwsManaged } from './kms-key.ts';
import type { Ec2Operations } from './operations.ts';
import { isPublic, permissionsAsked, withPermissions } from './share.ts';

export const operations = {
  DescribeImageAttribute(region, input) {
    const image = ownImage(region, required(input.ImageId, 'ImageId'));
    const answer = ANSWERS[required(input.Attribute, 'attribute')];
    if (!answer) throw unknownAttribute(input.Attribute);
    return { ImageId: image.ImageId, ...answer(image) };
  },

  ModifyImageAttribute(region, input) {
    const image = ownImage(region, required(input.ImageId, 'ImageId'));
    usableImage(region, image.ImageId ?? '');
    const name = attributeMeant(input);
    const change = CHANGES[name];
    if (!change) throw unknownAttribute(name);
    const changed = change(region, image, input);
    region.images.update(image.ImageId ?? '', (draft) => {
      Object.assign(draft, changed);
    });
    return {};
  },

  ResetImageAttribute(region, input) {
    const { ImageId = '' } = ownImage(region, required(input.ImageId, 'ImageId'));
    const attribute: string = required(input.Attribute, 'attribute');
    if (attribute !== 'launchPermission') throw unknownAttribute(attribute);
    region.images.update(ImageId, (draft) => {
      draft.launchableBy = [];
      draft.Public = false;
    });
    return {};
  },

  GetImageBlockPublicAccessState: (region) => ({
    ImageBlockPublicAccessState: blockOf(region),
    ManagedBy: 'account' as const,
  }),

  EnableImageBlockPublicAccess(region, input) {
    const state: string = required(input.ImageBlockPublicAccessState, 'ImageBlockPublicAccessState');
    if (state !== 'block-new-sharing') {
      throw invalid(`Value (${state}) for parameter ImageBlockPublicAccessState is invalid.`);
    }
    setAccountDefaults(region, { imageSharing: state });
    return { ImageBlockPublicAccessState: 'block-new-sharing' as const };
  },

  DisableImageBlockPublicAccess(region) {
    setAccountDefaults(region, { imageSharing: 'unblocked' });
    return { ImageBlockPublicAccessState: 'unblocked' as const };
  },
} satisfies Ec2Operations;

/** On in an account that is new. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html */
const blockOf = (region: Region): string => accountDefaults(region).imageSharing ?? 'block-new-sharing';

const unknownAttribute = (name: string | undefined) =>
  invalid(`Value (${name}) for parameter attribute is invalid. Unknown attribute.`);

const text = (Value: string | undefined) => (Value === undefined ? {} : { Value });

const ANSWERS: { [Name in ImageAttributeName]?: (image: ImageRecord) => ImageAttribute } = {
  /** Documented so: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImageAttribute.html */
  blockDeviceMapping() {
    throw new AwsError('AuthFailure', 'Unauthorized attempt to access restricted resource');
  },
  bootMode: ({ BootMode }) => ({ BootMode: text(BootMode) }),
  deregistrationProtection: () => ({ DeregistrationProtection: text('disabled') }),
  description: ({ Description }) => ({ Description: text(Description) }),
  imdsSupport: ({ ImdsSupport }) => ({ ImdsSupport: text(ImdsSupport) }),
  kernel: () => ({ KernelId: {} }),
  lastLaunchedTime: ({ LastLaunchedTime }) => ({ LastLaunchedTime: text(LastLaunchedTime) }),
  launchPermission: ({ launchableBy }) => ({ LaunchPermissions: launchableBy }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  sriovNetSupport: ({ SriovNetSupport }) => ({ SriovNetSupport: text(SriovNetSupport) }),
  tpmSupport: ({ TpmSupport }) => ({ TpmSupport: text(TpmSupport) }),
  uefiData: ({ uefiData }) => ({ UefiData: text(uefiData) }),
};

/** The request names the attribute, or holds the only one that it changes. */
function attributeMeant({
  Attribute,
  Description,
  ImdsSupport,
  LaunchPermission,
}: ModifyImageAttributeRequest): string {
  const held = Object.entries({
    description: Description,
    imdsSupport: ImdsSupport,
    launchPermission: LaunchPermission,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => name);
  if (held.length > 1) {
    throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
  }
  const name = Attribute ?? held[0];
  if (name) return name;
  throw new AwsError('InvalidParameterCombination', 'No attributes specified.');
}

type Change = (region: Region, image: ImageRecord, input: ModifyImageAttributeRequest) => Partial<ImageRecord>;

const CHANGES: Readonly<Record<string, Change | undefined>> = {
  description: (_region, _image, { Description, Value }) => ({
    Description: required(Description?.Value ?? Value, 'value'),
  }),

  /** It cannot be taken back. */
  imdsSupport(_region, _image, { ImdsSupport, Value }) {
    const value = required(ImdsSupport?.Value ?? Value, 'value');
    if (value !== 'v2.0') throw invalid(`Value (${value}) for parameter imdsSupport is invalid.`);
    return { ImdsSupport: value };
  },

  launchPermission(region, image, input) {
    const asked = permissionsIn(input);
    refuseSharing(region, image, asked.add);
    const launchableBy = withPermissions(image.launchableBy, asked);
    return { launchableBy, Public: isPublic(launchableBy) };
  },
};

const permissionsIn = (input: ModifyImageAttributeRequest) =>
  permissionsAsked<LaunchPermission>(input.LaunchPermission, input.OperationType, [
    ...(input.UserGroups ?? []).map((Group) => ({ Group: Group as 'all' })),
    ...(input.UserIds ?? []).map((UserId) => ({ UserId })),
    ...(input.OrganizationArns ?? []).map((OrganizationArn) => ({ OrganizationArn })),
    ...(input.OrganizationalUnitArns ?? []).map((OrganizationalUnitArn) => ({ OrganizationalUnitArn })),
  ]);

function refuseSharing(region: Region, image: ImageRecord, asked: readonly LaunchPermission[]): void {
  if (asked.length === 0) return;
  const refuse = (message: string) => new AwsError('OperationNotPermitted', message);
  const snapshots = (image.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => region.snapshots.get(Ebs?.SnapshotId) ?? []);
  const encrypted = snapshots.filter(({ Encrypted }) => Encrypted);
  if (encrypted.some(({ KmsKeyId }) => isAwsManaged(region, KmsKeyId))) {
    throw refuse('Encrypted snapshots with EBS default key cannot be shared');
  }
  if (!isPublic(asked)) return;
  if (encrypted.length > 0) throw refuse('Images with encrypted snapshots cannot be shared publicly');
  if (blockOf(region) === 'unblocked') return;
  throw refuse(
    "You can't publicly share this image because block public access for AMIs is enabled for this account. To publicly share the image, you must call the DisableImageBlockPublicAccess API.",
  );
}
