import type {
  Image,
  Instance,
  InstanceMetadataOptionsResponse,
  RunInstancesRequest,
  Subnet,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import { newId } from '../id.ts';
import type { Region } from '../state.ts';
import { availableAddressCount } from './allocation.ts';
import { refuseMembers } from './dependency.ts';
import { imageToLaunch } from './image-record.ts';
import { type Place, placementIn, placeOf } from './instance-placement.ts';
import { instanceProfileArn } from './instance-profile.ts';
import { type InstanceRecord, instanceView, stateOf } from './instance-record.ts';
import { figuresOf, type InstanceTypeFigures } from './instance-type-table.ts';
import { keyPairNamed } from './key-pair.ts';
import { invalid, required } from './kind.ts';
import { attachInterfaces, type InterfacePlan, LAUNCHED, planInterfaces } from './launch-interface.ts';
import { withTemplate } from './launch-template-request.ts';
import { launchVolumes } from './launch-volume.ts';
import { metadataDefaults, refuseUnenforced } from './metadata-defaults.ts';
import { metadataOptions } from './metadata-options.ts';
import { interfacesOf } from './network-interface-attachment.ts';
import type { Ec2Operations } from './operations.ts';
import { tagsFor } from './tags.ts';
import { refuseMoreVcpus } from './vcpu.ts';

const NOT_EMULATED = [
  ...['InstanceMarketOptions', 'KernelId', 'RamdiskId', 'LicenseSpecifications'],
  ...['ElasticGpuSpecification', 'ElasticInferenceAccelerators', 'SecondaryInterfaces', 'Operator'],
  ...['AdditionalInfo', 'NetworkPerformanceOptions'],
];
const LARGEST_USER_DATA = 16_384;

export const operations = {
  RunInstances(region, asked) {
    const input = withTemplate(region, asked);
    refuseMembers('RunInstances', input, NOT_EMULATED);
    if (input.HibernationOptions?.Configured) refuseMembers('RunInstances', input, ['HibernationOptions']);
    if (input.EnclaveOptions?.Enabled) refuseMembers('RunInstances', input, ['EnclaveOptions']);
    if (input.EnablePrimaryIpv6) refuseMembers('RunInstances', input, ['EnablePrimaryIpv6']);
    const launch = readLaunch(region, input);
    const reservationId = newId('r');
    const Instances = Array.from({ length: launch.count }, (_, index): Instance => {
      const record = launchOne(region, launch, { reservationId, AmiLaunchIndex: index });
      return { ...instanceView(region, record), State: stateOf('pending') };
    });
    return { ReservationId: reservationId, OwnerId: region.accountId, Groups: [], Instances };
  },
} satisfies Ec2Operations;

interface Launch {
  readonly input: RunInstancesRequest;
  readonly image: Image;
  readonly type: InstanceTypeFigures;
  readonly plan: InterfacePlan;
  readonly count: number;
  readonly place: Place;
}

function readLaunch(region: Region, input: RunInstancesRequest): Launch {
  const image = imageToLaunch(region, required(input.ImageId, 'ImageId'));
  const type = typeOf(input, image);
  if (input.KeyName) keyPairNamed(region, input.KeyName);
  checkUserData(input.UserData);
  const plan = planInterfaces(region, input);
  if (plan.specifications.length > type.interfaces) {
    throw new AwsError(
      'AttachmentLimitExceeded',
      `Interface count ${plan.specifications.length} exceeds the limit for ${type.name}`,
    );
  }
  checkZone(input.Placement?.AvailabilityZone, plan.subnet);
  const count = countOf(region, input, plan);
  refuseMoreVcpus(region, count * type.vCpus);
  const place = placeOf(region, input.Placement, type, plan.subnet.AvailabilityZone, count);
  return { input, image, type, plan, count, place };
}

/** An instance is in the zone of its subnet. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Placement.html */
function checkZone(zone: string | undefined, { SubnetId, AvailabilityZone }: Subnet): void {
  if (zone === undefined || zone === AvailabilityZone) return;
  const where = `Subnet '${SubnetId}' is in the availability zone ${AvailabilityZone}`;
  throw invalid(`Value (${zone}) for parameter availabilityZone is invalid. ${where}`);
}

/** Without a type AWS takes m1.small, which cannot run the images of today. */
function typeOf({ InstanceType = 'm1.small' }: RunInstancesRequest, image: Image): InstanceTypeFigures {
  if (InstanceType === 'm1.small') {
    throw new AwsError(
      'InvalidParameterCombination',
      `Non-Windows instances with a virtualization type of 'hvm' are currently not supported for this instance type.`,
    );
  }
  const type = figuresOf(InstanceType);
  if (!type) throw invalid(`Invalid value '${InstanceType}' for InstanceType.`);
  checkSupport(type, image);
  const { Architecture } = image;
  if (type.architecture === Architecture) return type;
  throw invalid(
    `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${Architecture}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again. You can use 'describe-instance-types' or 'describe-images' to discover the architecture of the instance type or AMI.`,
  );
}

/** What today's instance types need of an image, which one that somebody registered may lack. */
function checkSupport({ name, nitro }: InstanceTypeFigures, { EnaSupport, VirtualizationType }: Image): void {
  const refuse = (message: string) => new AwsError('InvalidParameterCombination', message);
  if (VirtualizationType !== 'hvm') {
    throw refuse(
      `Virtualization type 'hvm' is required for instances of type '${name}'. Ensure that you are using an AMI with virtualization type 'hvm'.`,
    );
  }
  if (!nitro || EnaSupport) return;
  throw refuse(
    `Enhanced networking with the Elastic Network Adapter (ENA) is required for the '${name}' instance type. Ensure that you are using an AMI that is enabled for ENA.`,
  );
}

/** User data travels as base64 and may hold 16 KB. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
export function checkUserData(text: string | undefined): void {
  if (text === undefined) return;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replaceAll('=', '') !== text.replace(/\s/g, '').replaceAll('=', '')) {
    throw new AwsError('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  }
  if (bytes.length > LARGEST_USER_DATA) throw invalid(`User data is limited to ${LARGEST_USER_DATA} bytes`);
}

/** As many as fit, up to MaxCount; fewer than MinCount is an error. */
function countOf(region: Region, input: RunInstancesRequest, { subnet, specifications }: InterfacePlan): number {
  const [least, most] = [required(input.MinCount, 'MinCount'), required(input.MaxCount, 'MaxCount')];
  if (least < 1 || most < least) {
    throw invalid(`Value (${least}) for parameter minCount is invalid. It must be between 1 and maxCount (${most}).`);
  }
  const fixed = specifications.some((each) => each.NetworkInterfaceId ?? each.PrivateIpAddress);
  if (fixed && most > 1) {
    throw new AwsError(
      'InvalidParameterCombination',
      'A network interface or a private IP address may not be specified when launching more than one instance.',
    );
  }
  if (fixed || least === most) return most;
  return Math.max(least, Math.min(most, Math.floor(availableAddressCount(region, subnet) / specifications.length)));
}

function launchOne(
  region: Region,
  { input, image, type, plan, place }: Launch,
  identity: { reservationId: string; AmiLaunchIndex: number },
): InstanceRecord {
  const InstanceId = newId('i');
  const { AvailabilityZone, AvailabilityZoneId, SubnetId, VpcId } = plan.subnet;
  region.instances.put(InstanceId, {
    InstanceId,
    ...identity,
    State: stateOf('running'),
    LaunchTime: new Date(),
    InstanceType: type.name,
    KeyName: input.KeyName,
    ...fromImage(image),
    ...optionsOf(region, input, image, type),
    Placement: {
      ...{ AvailabilityZone, AvailabilityZoneId, Tenancy: input.Placement?.Tenancy ?? 'default' },
      ...placementIn(region, place),
    },
    SubnetId,
    VpcId,
    Tags: tagsFor(input.TagSpecifications, 'instance', LAUNCHED),
    ...settingsOf(input, type),
  });
  attachInterfaces(region, InstanceId, plan, input);
  launchVolumes(region, {
    InstanceId,
    zone: { AvailabilityZone, AvailabilityZoneId },
    image,
    requested: input.BlockDeviceMappings ?? [],
    tags: tagsFor(input.TagSpecifications, 'volume', LAUNCHED),
  });
  return region.instances.update(InstanceId, (draft) => {
    draft.PrivateIpAddress = interfacesOf(region, InstanceId)[0]?.PrivateIpAddress;
  });
}

function fromImage(image: Image): Partial<Instance> {
  return {
    ImageId: image.ImageId,
    Architecture: image.Architecture,
    RootDeviceName: image.RootDeviceName,
    RootDeviceType: 'ebs',
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: image.EnaSupport,
    PlatformDetails: image.PlatformDetails,
    UsageOperation: image.UsageOperation,
    BootMode: image.BootMode,
    CurrentInstanceBootMode: image.Architecture === 'arm64' ? 'uefi' : 'legacy-bios',
  };
}

function optionsOf(
  region: Region,
  { Monitoring, EbsOptimized, ClientToken, IamInstanceProfile, MetadataOptions }: RunInstancesRequest,
  { ImdsSupport }: Image,
  { vCpus, cores }: InstanceTypeFigures,
): Partial<Instance> {
  const metadata: InstanceMetadataOptionsResponse = {
    State: 'applied',
    HttpTokens: ImdsSupport ? 'required' : 'optional',
    HttpPutResponseHopLimit: ImdsSupport ? 2 : 1,
    HttpEndpoint: 'enabled',
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: 'disabled',
    ...metadataDefaults(region),
    ...metadataOptions(MetadataOptions ?? {}),
  };
  refuseUnenforced(region, metadata);
  const profile = IamInstanceProfile && instanceProfileArn(region, IamInstanceProfile);
  return {
    ClientToken: ClientToken ?? '',
    EbsOptimized: EbsOptimized ?? false,
    Monitoring: { State: Monitoring?.Enabled ? 'enabled' : 'disabled' },
    CpuOptions: { CoreCount: cores, ThreadsPerCore: vCpus / cores },
    ...(profile ? { IamInstanceProfile: { Arn: profile } } : {}),
    MetadataOptions: metadata,
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    MaintenanceOptions: { AutoRecovery: 'default', RebootMigration: 'default' },
  };
}

/** What AWS answers through DescribeInstanceAttribute and DescribeInstanceCreditSpecifications. */
function settingsOf(input: RunInstancesRequest, { name, burstable }: InstanceTypeFigures): InstanceRecord {
  const credits = name.startsWith('t2.') ? 'standard' : 'unlimited';
  return {
    userData: input.UserData,
    disableApiTermination: input.DisableApiTermination ?? false,
    disableApiStop: input.DisableApiStop ?? false,
    shutdownBehavior: input.InstanceInitiatedShutdownBehavior ?? 'stop',
    ...(burstable ? { cpuCredits: input.CreditSpecification?.CpuCredits ?? credits } : {}),
  };
}
