import {
  type _InstanceType,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeVpcsCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2';
import type { Clients } from '../clients.ts';
import type { EditedTag } from '../tag-fields.tsx';
import { editedTags, nameOf, tagsOf } from '../tags.ts';
import { profileNamed } from './instance-profile.ts';
import { PROPOSED_TYPE, proposedImage } from './launch-choices.ts';

/** What the launch of an instance asks for, as it is filled in. */
export interface Launch {
  readonly name: string;
  /** The tags beside the name. */
  readonly tags: readonly EditedTag[];
  readonly image: string;
  readonly type: string;
  readonly key: string;
  readonly vpc: string;
  readonly subnet: string;
  /** `enable` or `disable`; what the subnet does when empty. */
  readonly publicIp: string;
  readonly groups: readonly string[];
  /** The primary private address; AWS chooses one when empty. */
  readonly address: string;
  /** The name or ARN of an instance profile. */
  readonly profile: string;
  readonly userData: string;
  readonly count: string;
}

const NOTHING: Launch = {
  ...{ name: '', tags: [], image: '', type: '', key: '', vpc: '', subnet: '', publicIp: '', groups: [] },
  ...{ address: '', profile: '', userData: '', count: '1' },
};

/** What the AWS console proposes for a new instance. */
export async function proposedLaunch(clients: Clients): Promise<Launch> {
  const Filters = [{ Name: 'is-default', Values: ['true'] }];
  const [image, { Vpcs = [] }] = await Promise.all([
    proposedImage(clients),
    clients.ec2.send(new DescribeVpcsCommand({ Filters })),
  ]);
  return { ...NOTHING, image, type: PROPOSED_TYPE, vpc: Vpcs[0]?.VpcId ?? '' };
}

/** Another instance like one that there is; with a public address if that one has one, whatever its subnet does. */
export async function launchLike({ ec2 }: Clients, InstanceId: string): Promise<Launch> {
  const [{ Reservations }, { UserData }] = await Promise.all([
    ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] })),
    ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'userData' })),
  ]);
  const instance = Reservations?.[0]?.Instances?.[0] ?? {};
  const { ImageId = '', InstanceType = '', KeyName = '', VpcId = '', SubnetId = '', PublicIpAddress } = instance;
  return {
    ...NOTHING,
    name: nameOf(instance),
    tags: editedTags(instance).filter(({ key }) => key !== 'Name'),
    image: ImageId,
    type: InstanceType,
    key: KeyName,
    vpc: VpcId,
    subnet: SubnetId,
    publicIp: PublicIpAddress ? 'enable' : 'disable',
    groups: (instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
    profile: instance.IamInstanceProfile?.Arn ?? '',
    userData: fromBase64(UserData?.Value ?? ''),
  };
}

/** The request; the public address is asked for or refused in so many words, as the AWS console does. */
export function requestOf(launch: Launch): RunInstancesCommandInput {
  const { name, tags, image, type, key, subnet, publicIp, groups, address, profile, userData, count } = launch;
  const Tags = [...(name === '' ? [] : [{ Key: 'Name', Value: name }]), ...tagsOf(tags)];
  return {
    ImageId: image,
    InstanceType: type as _InstanceType,
    MinCount: Number(count),
    MaxCount: Number(count),
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        SubnetId: subnet,
        AssociatePublicIpAddress: publicIp === 'enable',
        ...(groups.length > 0 && { Groups: [...groups] }),
        ...(address && { PrivateIpAddress: address }),
      },
    ],
    ...(key && { KeyName: key }),
    ...(profile && { IamInstanceProfile: profileNamed(profile) }),
    ...(userData && { UserData: toBase64(userData) }),
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'instance', Tags }] }),
  };
}

const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

const fromBase64 = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
