import { expect, it } from 'vitest';
import { localEc2, refusal } from './local-ec2.ts';

const local = localEc2('eu-west-1');

it('finds the images of the public parameters by owner, name and architecture', async () => {
  const { Images } = await local.ec2.describeImages({
    Owners: ['amazon'],
    Filters: [
      { Name: 'name', Values: ['al2023-ami-*'] },
      { Name: 'architecture', Values: ['arm64'] },
    ],
  });
  expect(Images?.length).toBeGreaterThan(0);
  for (const image of Images ?? []) {
    expect(image).toMatchObject({ Architecture: 'arm64', State: 'available', ImageOwnerAlias: 'amazon', Public: true });
    expect(image.ImageId).toMatch(/^ami-[0-9a-f]{17}$/);
  }
  expect((await local.ec2.describeImages({ Owners: ['self'] })).Images).toEqual([]);
});

it('names an image that does not exist', async () => {
  const ImageIds = ['ami-0123456789abcdef0'];
  await refusal(local.ec2.describeImages({ ImageIds }), 'InvalidAMIID.NotFound', `'[${ImageIds}]' does not exist`);
});

it('finds public images by the type of their root device, and never by tags, of which they show none', async () => {
  const Owners = ['amazon'];
  const found = async (Name: string, ...Values: string[]) =>
    (
      await local.ec2.describeImages({
        Owners,
        Filters: [
          { Name: 'name', Values: ['al2023-ami-2023*'] },
          { Name, Values },
        ],
      })
    ).Images ?? [];
  const ofEbs = await found('root-device-type', 'ebs');
  expect(ofEbs.length).toBeGreaterThan(0);
  for (const { RootDeviceType, RootDeviceName, BlockDeviceMappings = [], Tags = [] } of ofEbs) {
    expect([RootDeviceType, Tags]).toEqual(['ebs', []]);
    expect(BlockDeviceMappings.map(({ DeviceName }) => DeviceName)).toContain(RootDeviceName);
  }
  expect(await found('root-device-type', 'instance-store')).toEqual([]);
  expect((await found('root-device-type', 'ebs', 'instance-store')).length).toBe(ofEbs.length);
  expect(await found('tag-key', '*')).toEqual([]);
});
