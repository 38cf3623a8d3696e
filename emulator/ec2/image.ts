import type { Image } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { amiParameters } from '../ssm/ami-parameters.ts';
import type { Region } from '../state.ts';
import { describe, type FilterValues } from './describe.ts';
import type { Ec2Operations } from './operations.ts';

/** AMIs have no records: they are those that the public parameters of the Region name. */
const NOT_FOUND = 'InvalidAMIID.NotFound';

export const operations = {
  DescribeImages(region, input) {
    for (const id of input.ImageIds ?? []) find(region, id);
    const { page, NextToken } = describe(imagesOf(region).filter(ownedBy(region, input.Owners)), input, {
      ids: input.ImageIds,
      idOf: (image) => image.ImageId ?? '',
      notFound: NOT_FOUND,
      noun: 'image id',
      filters,
    });
    return { Images: page, NextToken };
  },
} satisfies Ec2Operations;

/**
 * The image that an id or a `resolve:ssm:` parameter names.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
 */
export function imageOf(region: Region, imageId: string): Image {
  const parameter = /^resolve:ssm:(.+?)(?::(?:\d+))?$/.exec(imageId)?.[1];
  if (parameter === undefined) return find(region, imageId);
  const value = amiParameters(region.name).find((each) => each.Name === parameter)?.Value;
  if (value) return find(region, value);
  throw new AwsError('InvalidParameterValue', `Parameter: ${parameter} does not exist.`);
}

function find(region: Region, id: string): Image {
  if (!/^ami-[0-9a-f]{8,17}$/.test(id)) {
    throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
  }
  const image = imagesOf(region).find((each) => each.ImageId === id);
  if (image) return image;
  throw new AwsError(NOT_FOUND, `The image id '[${id}]' does not exist`);
}

function imagesOf(region: Region): Image[] {
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

function ownedBy(region: Region, owners: string[] | undefined): (image: Image) => boolean {
  if (!owners?.length) return () => true;
  const wanted = owners.map((owner) => (owner === 'self' ? region.accountId : owner));
  return (image) => wanted.includes(image.OwnerId ?? '') || wanted.includes(image.ImageOwnerAlias ?? '');
}

const filters: Record<string, FilterValues<Image>> = {
  architecture: (image) => [image.Architecture],
  'creation-date': (image) => [image.CreationDate],
  description: (image) => [image.Description],
  'ena-support': (image) => [image.EnaSupport],
  hypervisor: (image) => [image.Hypervisor],
  'image-id': (image) => [image.ImageId],
  'image-type': (image) => [image.ImageType],
  'is-public': (image) => [image.Public],
  name: (image) => [image.Name],
  'owner-alias': (image) => [image.ImageOwnerAlias],
  'owner-id': (image) => [image.OwnerId],
  'root-device-name': (image) => [image.RootDeviceName],
  'root-device-type': (image) => [image.RootDeviceType],
  state: (image) => [image.State],
  'virtualization-type': (image) => [image.VirtualizationType],
};
