import type { Image } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { ImageRecord } from '../records.ts';
import { amiParameters } from '../ssm/ami-parameters.ts';
import type { Region } from '../state.ts';
import { checkId, invalid, notFound } from './kind.ts';

/** The account's own images and the public ones. */
export const imagesOf = (region: Region): Image[] => [...region.images.values(), ...publicImages(region)];

function imageNamed(region: Region, id: string): Image {
  checkId('images', id);
  const image = region.images.get(id) ?? publicImages(region).find((each) => each.ImageId === id);
  if (image) return image;
  throw notFound('images', id);
}

/** An image that the account may change. */
export function ownImage(region: Region, id: string): ImageRecord {
  const { ImageId = '' } = imageNamed(region, id);
  const own = region.images.get(ImageId);
  if (own) return own;
  throw new AwsError('AuthFailure', `Not authorized for image:${ImageId}`);
}

/** The image; AWS's error when it is disabled, which nothing can be made of. */
export function usableImage(region: Region, id: string): Image {
  const image = imageNamed(region, id);
  if (image.State === 'available') return image;
  throw new AwsError('InvalidAMIID.Unavailable', `The image ID: '${id}' is no longer available`);
}

/**
 * The image that an id or a `resolve:ssm:` parameter names, to launch an instance of.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
 */
export function imageToLaunch(region: Region, imageId: string): Image {
  const parameter = /^resolve:ssm:(.+?)(?::(?:\d+))?$/.exec(imageId)?.[1];
  if (parameter === undefined) return usableImage(region, imageId);
  const value = amiParameters(region.name).find((each) => each.Name === parameter)?.Value;
  if (value) return usableImage(region, value);
  throw new AwsError('InvalidParameterValue', `Parameter: ${parameter} does not exist.`);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html */
const NAME = /^[\w()[\] ./\-'@]{3,128}$/;
const LONGEST_DESCRIPTION = 255;

/** Makes an image of the account's, which is available at once. */
export function newImage(region: Region, image: Image & Required<Pick<Image, 'ImageId' | 'Name'>>): ImageRecord {
  const { ImageId, Name, Description = '' } = image;
  if (!NAME.test(Name)) {
    throw new AwsError(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  }
  const namesake = region.images.find((each) => each.Name === Name);
  if (namesake) {
    throw new AwsError('InvalidAMIName.Duplicate', `AMI name ${Name} is already in use by AMI ${namesake.ImageId}`);
  }
  if (Description.length > LONGEST_DESCRIPTION) throw invalid('Image description exceeds 255 characters.');
  return region.images.put(ImageId, {
    Hypervisor: 'xen',
    ImageType: 'machine',
    PlatformDetails: 'Linux/UNIX',
    RootDeviceType: 'ebs',
    UsageOperation: 'RunInstances',
    ...image,
    ImageLocation: `${region.accountId}/${Name}`,
    OwnerId: region.accountId,
    CreationDate: new Date().toISOString(),
    State: 'available',
    Public: false,
    launchableBy: [],
  });
}

/** AWS's own and others' public ones: those that the public parameters of the Region name. */
function publicImages(region: Region): Image[] {
  const byId = new Map(amiParameters(region.name).map((parameter) => [parameter.Value, parameter]));
  return [...byId].map(([ImageId, image]) => ({
    ImageId,
    Name: image.ImageName,
    Description: image.Description,
    ImageLocation: `${image.ImageOwnerAlias ?? image.OwnerId}/${image.ImageName}`,
    ImageType: 'machine',
    ImageOwnerAlias: image.ImageOwnerAlias,
    OwnerId: image.OwnerId,
    Architecture: image.Architecture,
    CreationDate: image.CreationDate,
    State: 'available',
    Public: true,
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    BootMode: image.Architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
    ...(image.ImageName.startsWith('al2023') ? { ImdsSupport: 'v2.0' as const } : {}),
    RootDeviceType: 'ebs',
    RootDeviceName: image.RootDeviceName,
    BlockDeviceMappings: [
      {
        DeviceName: image.RootDeviceName,
        Ebs: {
          VolumeSize: 8,
          VolumeType: rootVolumeType(image.ImageName),
          DeleteOnTermination: true,
          Encrypted: false,
        },
      },
    ],
    Tags: [],
  }));
}

const rootVolumeType = (name: string) => (/al2023|gp3/.test(name) ? 'gp3' : 'gp2');
