import { isDeepStrictEqual } from 'node:util';
import type { InstanceNetworkInterfaceSpecification, RunInstancesRequest, Tag } from '@aws-sdk/client-ec2';
import { reading } from '../reading.ts';
import { type ResourceType, resourceType } from '../resource-type.ts';
import type { Region } from '../state.ts';
import { operations as attributes } from './instance-attribute.ts';
import { operations as lifecycle } from './instance-lifecycle.ts';
import { operations as options } from './instance-options.ts';
import { instanceProfileArn } from './instance-profile.ts';
import { type InstanceRecord, instanceView, updateInstance } from './instance-record.ts';
import { operations as view } from './instance-view.ts';
import { find, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { operations as launch } from './run-instances.ts';
import { retag, specificationOf } from './tags.ts';
import { operations as attachment } from './volume-attachment.ts';
import { attachmentTo, volumesOf } from './volume-record.ts';

export const operations = { ...attributes, ...launch, ...lifecycle, ...view } satisfies Ec2Operations;

interface InterfaceProperties extends Omit<InstanceNetworkInterfaceSpecification, 'DeviceIndex' | 'Groups'> {
  DeviceIndex: string;
  GroupSet?: string[];
}

type SameInRequest =
  | 'BlockDeviceMappings'
  | 'DisableApiTermination'
  | 'EbsOptimized'
  | 'ImageId'
  | 'InstanceInitiatedShutdownBehavior'
  | 'InstanceType'
  | 'Ipv6AddressCount'
  | 'Ipv6Addresses'
  | 'KeyName'
  | 'LaunchTemplate'
  | 'MetadataOptions'
  | 'PrivateIpAddress'
  | 'SecurityGroupIds'
  | 'SecurityGroups'
  | 'SubnetId'
  | 'UserData';

interface InstanceProperties extends Pick<RunInstancesRequest, SameInRequest> {
  AvailabilityZone?: string;
  CreditSpecification?: { CPUCredits?: string };
  IamInstanceProfile?: string;
  Monitoring?: boolean;
  NetworkInterfaces?: InterfaceProperties[];
  PlacementGroupName?: string;
  PropagateTagsToVolumeOnCreation?: boolean;
  SourceDestCheck?: boolean;
  Tags?: Tag[];
  Tenancy?: 'default' | 'dedicated' | 'host';
  Volumes?: AttachedVolume[];
}

interface AttachedVolume {
  Device: string;
  VolumeId: string;
}

const NOT_EMULATED = [
  ...['AdditionalInfo', 'Affinity', 'CpuOptions', 'ElasticGpuSpecifications', 'ElasticInferenceAccelerators'],
  ...['EnclaveOptions', 'HibernationOptions', 'HostId', 'HostResourceGroupArn', 'KernelId'],
  ...['LicenseSpecifications', 'PrivateDnsNameOptions', 'RamdiskId', 'SsmAssociations'],
];

export const resourceTypes: Record<string, ResourceType> = {
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html */
  'AWS::EC2::Instance': resourceType<InstanceProperties>({
    notEmulated: NOT_EMULATED,
    create(region, properties) {
      const { Instances } = operations.RunInstances(region, requestOf(properties));
      const InstanceId = required(Instances[0]?.InstanceId, 'InstanceId');
      if (properties.SourceDestCheck !== undefined) {
        const SourceDestCheck = { Value: properties.SourceDestCheck };
        operations.ModifyInstanceAttribute(region, { InstanceId, SourceDestCheck });
      }
      attachVolumes(region, InstanceId, properties.Volumes, []);
      return InstanceId;
    },
    update(region, id, wanted, previous) {
      change(region, id, wanted, previous);
      attachVolumes(region, id, wanted.Volumes, previous.Volumes);
      retag(region.instances, id, wanted.Tags, previous.Tags);
    },
    /** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html */
    replaces: (wanted, previous) =>
      (wanted.Tenancy ?? 'default') !== (previous.Tenancy ?? 'default') ||
      !isDeepStrictEqual(mappingsOf(wanted), mappingsOf(previous)),
    delete(region, id) {
      const instance = region.instances.get(id);
      if (instance && instance.State?.Name !== 'terminated')
        operations.TerminateInstances(region, { InstanceIds: [id] });
    },
    attributes(region, id) {
      const instance = instanceView(region, find(region, 'instances', id));
      return {
        InstanceId: id,
        AvailabilityZone: instance.Placement?.AvailabilityZone,
        PrivateDnsName: instance.PrivateDnsName,
        PrivateIp: instance.PrivateIpAddress,
        PublicDnsName: instance.PublicDnsName ?? '',
        PublicIp: instance.PublicIpAddress ?? '',
        VpcId: instance.VpcId,
        State: instance.State,
      };
    },
    read: reading(
      'instances',
      ['ImageId', 'InstanceType', 'KeyName', 'SubnetId', 'EbsOptimized', 'Tags'],
      propertiesRead,
    ),
  }),
};

/** The mapped volumes of a template without what can be changed of them in place: whether they go with their instance. */
const mappingsOf = ({ BlockDeviceMappings = [] }: InstanceProperties) =>
  BlockDeviceMappings.map(({ Ebs, ...mapping }) => ({ ...mapping, Ebs: { ...Ebs, DeleteOnTermination: undefined } }));

/** Like the request, a template's groups and source/destination check are those of the primary network interface. */
function propertiesRead(record: InstanceRecord, region: Region, { Volumes = [] }: InstanceProperties) {
  const { SecurityGroups = [], SourceDestCheck, PrivateIpAddress, Placement } = instanceView(region, record);
  return {
    AvailabilityZone: Placement?.AvailabilityZone,
    Tenancy: Placement?.Tenancy,
    PlacementGroupName: Placement?.GroupName || undefined,
    PrivateIpAddress,
    SourceDestCheck,
    SecurityGroupIds: SecurityGroups.map(({ GroupId }) => GroupId),
    Monitoring: record.Monitoring?.State === 'enabled',
    IamInstanceProfile: record.IamInstanceProfile?.Arn?.split('/').at(-1),
    DisableApiTermination: record.disableApiTermination ?? false,
    InstanceInitiatedShutdownBehavior: record.shutdownBehavior,
    // Volumes of the image and of attachments beside it are none of this property's.
    Volumes: attachedVolumes(region, record.InstanceId).filter(({ VolumeId }) =>
      Volumes.some((each) => each.VolumeId === VolumeId),
    ),
  };
}

const attachedVolumes = (region: Region, instanceId: string | undefined) =>
  volumesOf(region, instanceId).map((volume) => ({
    VolumeId: volume.VolumeId,
    Device: attachmentTo(volume, instanceId)?.Device,
  }));

/** Detaches the volumes that a template no longer names so, and attaches those that it names now. */
function attachVolumes(
  region: Region,
  InstanceId: string,
  wanted: readonly AttachedVolume[] = [],
  previous: readonly AttachedVolume[] = [],
): void {
  const has = (all: readonly object[], one: object) => all.some((each) => isDeepStrictEqual(each, one));
  const attached = attachedVolumes(region, InstanceId);
  for (const volume of previous) {
    if (!has(wanted, volume) && has(attached, volume)) attachment.DetachVolume(region, { ...volume, InstanceId });
  }
  for (const volume of wanted) {
    if (!has(previous, volume)) attachment.AttachVolume(region, { ...volume, InstanceId });
  }
}

function requestOf(properties: InstanceProperties): RunInstancesRequest {
  const { AvailabilityZone, CreditSpecification, IamInstanceProfile, Monitoring, NetworkInterfaces } = properties;
  const { PlacementGroupName: GroupName, PropagateTagsToVolumeOnCreation, ...others } = properties;
  const { SourceDestCheck, Tags, Tenancy, Volumes, ...same } = others;
  const CpuCredits = CreditSpecification?.CPUCredits;
  return {
    ...(same as Pick<RunInstancesRequest, SameInRequest>),
    MinCount: 1,
    MaxCount: 1,
    Placement: AvailabilityZone || Tenancy || GroupName ? { AvailabilityZone, Tenancy, GroupName } : undefined,
    CreditSpecification: CpuCredits === undefined ? undefined : { CpuCredits },
    IamInstanceProfile: IamInstanceProfile === undefined ? undefined : { Name: IamInstanceProfile },
    Monitoring: Monitoring === undefined ? undefined : { Enabled: Monitoring },
    NetworkInterfaces: NetworkInterfaces?.map(({ DeviceIndex, GroupSet, ...rest }) => ({
      ...rest,
      DeviceIndex: Number(DeviceIndex),
      Groups: GroupSet,
    })),
    TagSpecifications: [
      ...specificationOf('instance', Tags),
      ...(PropagateTagsToVolumeOnCreation ? specificationOf('volume', Tags) : []),
    ],
  };
}

/** Applies what can be changed in place; a new type or new user data restarts the instance, as CloudFormation does. */
function change(region: Region, InstanceId: string, wanted: InstanceProperties, previous: InstanceProperties): void {
  const { ModifyInstanceAttribute: modify, StartInstances, StopInstances } = operations;
  const changed = (name: keyof InstanceProperties) => JSON.stringify(wanted[name]) !== JSON.stringify(previous[name]);
  if (changed('SecurityGroupIds') && wanted.SecurityGroupIds?.length) {
    modify(region, { InstanceId, Groups: wanted.SecurityGroupIds });
  }
  if (changed('SourceDestCheck')) {
    modify(region, { InstanceId, SourceDestCheck: { Value: wanted.SourceDestCheck ?? true } });
  }
  if (changed('DisableApiTermination')) {
    modify(region, { InstanceId, DisableApiTermination: { Value: wanted.DisableApiTermination ?? false } });
  }
  if (changed('BlockDeviceMappings')) {
    const BlockDeviceMappings = (wanted.BlockDeviceMappings ?? []).flatMap(({ DeviceName, Ebs }) =>
      Ebs ? [{ DeviceName, Ebs: { DeleteOnTermination: Ebs.DeleteOnTermination ?? true } }] : [],
    );
    modify(region, { InstanceId, BlockDeviceMappings });
  }
  if (changed('MetadataOptions'))
    options.ModifyInstanceMetadataOptions(region, { InstanceId, ...wanted.MetadataOptions });
  const { IamInstanceProfile: Name } = wanted;
  const profile = Name === undefined ? undefined : instanceProfileArn(region, { Name });
  updateInstance(region, InstanceId, (draft) => changeSettings(draft, wanted, profile));
  const restarts = (['InstanceType', 'UserData', 'EbsOptimized'] as const).filter(changed);
  if (restarts.length === 0) return;
  StopInstances(region, { InstanceIds: [InstanceId] });
  if (restarts.includes('InstanceType')) modify(region, { InstanceId, InstanceType: { Value: wanted.InstanceType } });
  if (restarts.includes('UserData')) {
    modify(region, { InstanceId, UserData: { Value: Buffer.from(wanted.UserData ?? '', 'base64') } });
  }
  if (restarts.includes('EbsOptimized')) {
    modify(region, { InstanceId, EbsOptimized: { Value: wanted.EbsOptimized ?? false } });
  }
  StartInstances(region, { InstanceIds: [InstanceId] });
}

function changeSettings(draft: InstanceRecord, wanted: InstanceProperties, profile: string | undefined): void {
  const { CreditSpecification, InstanceInitiatedShutdownBehavior, Monitoring } = wanted;
  draft.Monitoring = { State: Monitoring ? 'enabled' : 'disabled' };
  draft.shutdownBehavior = InstanceInitiatedShutdownBehavior ?? 'stop';
  if (CreditSpecification?.CPUCredits) draft.cpuCredits = CreditSpecification.CPUCredits;
  if (profile === undefined) delete draft.IamInstanceProfile;
  else draft.IamInstanceProfile = { Arn: profile };
}
