import type { InstanceAttribute, InstanceAttributeName, ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { type InstanceRecord, instancesNamed, updateInstance } from './instance-record.ts';
import { figuresOf } from './instance-type-table.ts';
import { find, invalid, required } from './kind.ts';
import { interfacesOf } from './network-interface-attachment.ts';
import { setGroups, setSourceDestCheck } from './network-interface-attribute.ts';
import type { Ec2Operations } from './operations.ts';
import { checkUserData } from './run-instances.ts';
import { attachmentTo, blockDeviceMappings, volumesOf } from './volume-record.ts';

type Request = Omit<ModifyInstanceAttributeRequest, 'InstanceId'>;

const NOT_EMULATED = ['EnclaveOptions', 'Kernel', 'Ramdisk', 'SriovNetSupport', 'EnaSupport'];

export const operations = {
  ModifyInstanceAttribute(region, input) {
    refuseMembers('ModifyInstanceAttribute', input, NOT_EMULATED);
    const instance = find(region, 'instances', input.InstanceId);
    const changes = attributesIn(input);
    const [name, ...more] = (Object.keys(CHANGES) as Change[]).filter((each) => changes[each] !== undefined);
    if (more.length > 0) {
      throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    }
    if (!name) throw new AwsError('InvalidParameterCombination', 'No attributes specified.');
    CHANGES[name](region, instance, changes);
    return {};
  },

  DescribeInstanceAttribute(region, input) {
    const instance = find(region, 'instances', input.InstanceId);
    const answer = ANSWERS[required(input.Attribute, 'attribute')];
    if (!answer) throw invalid(`Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`);
    return { InstanceId: instance.InstanceId, ...answer(region, instance) };
  },

  DescribeInstanceCreditSpecifications(region, input) {
    const named: InstanceRecord[] = input.InstanceIds?.length
      ? instancesNamed(region, input.InstanceIds)
      : region.instances.filter(({ cpuCredits }: InstanceRecord) => cpuCredits === 'unlimited');
    const burstable = named.filter(({ State }) => State?.Name !== 'terminated');
    const InstanceCreditSpecifications = burstable.map(({ InstanceId, InstanceType, cpuCredits }) => {
      if (cpuCredits) return { InstanceId, CpuCredits: cpuCredits };
      throw invalid(`Instance type ${InstanceType} of ${InstanceId} does not support CPU credits.`);
    });
    return { InstanceCreditSpecifications };
  },

  ModifyInstanceCreditSpecification(region, input) {
    const requested = required(input.InstanceCreditSpecifications, 'InstanceCreditSpecifications');
    const SuccessfulInstanceCreditSpecifications = requested.map(({ InstanceId, CpuCredits }) => {
      find(region, 'instances', InstanceId);
      updateInstance(region, InstanceId, (draft) => {
        draft.cpuCredits = required(CpuCredits, 'CpuCredits');
      });
      return { InstanceId };
    });
    return { SuccessfulInstanceCreditSpecifications, UnsuccessfulInstanceCreditSpecifications: [] };
  },
} satisfies Ec2Operations;

/** The request's older form names one attribute and gives its value as text. */
function attributesIn(input: ModifyInstanceAttributeRequest): Request {
  if (input.Attribute === undefined) return input;
  const Value = required(input.Value, 'value');
  const bool = { Value: Value === 'true' };
  const forms: { [Name in InstanceAttributeName]?: Request } = {
    disableApiTermination: { DisableApiTermination: bool },
    disableApiStop: { DisableApiStop: bool },
    ebsOptimized: { EbsOptimized: bool },
    groupSet: { Groups: [Value] },
    instanceInitiatedShutdownBehavior: { InstanceInitiatedShutdownBehavior: { Value } },
    instanceType: { InstanceType: { Value } },
    sourceDestCheck: { SourceDestCheck: bool },
    userData: { UserData: { Value: Buffer.from(Value, 'base64') } },
  };
  const form = forms[input.Attribute];
  if (!form) throw invalid(`Value (${input.Attribute}) for parameter attribute is invalid. Unknown attribute.`);
  return form;
}

type Apply = (region: Region, instance: InstanceRecord, request: Request) => void;

const CHANGES = {
  Groups: (region, instance, { Groups }) => setGroups(region, onlyInterface(region, instance), Groups ?? []),
  SourceDestCheck(region, instance, { SourceDestCheck }) {
    setSourceDestCheck(region, onlyInterface(region, instance), required(SourceDestCheck?.Value, 'value'));
  },
  DisableApiTermination: setting((draft, { DisableApiTermination }) => {
    draft.disableApiTermination = DisableApiTermination?.Value === true;
  }),
  DisableApiStop: setting((draft, { DisableApiStop }) => {
    draft.disableApiStop = DisableApiStop?.Value === true;
  }),
  InstanceInitiatedShutdownBehavior: setting((draft, { InstanceInitiatedShutdownBehavior }) => {
    draft.shutdownBehavior = required(InstanceInitiatedShutdownBehavior?.Value, 'value');
  }),
  BlockDeviceMappings(region, { InstanceId }, { BlockDeviceMappings = [] }) {
    for (const { DeviceName, Ebs, NoDevice, VirtualName } of BlockDeviceMappings) {
      if (NoDevice !== undefined || VirtualName !== undefined)
        throw invalid('Only DeleteOnTermination can be modified.');
      const value = required(Ebs?.DeleteOnTermination, 'deleteOnTermination');
      setDeletion(region, InstanceId, required(DeviceName, 'deviceName'), value);
    }
  },
  EbsOptimized: whenStopped((draft, { EbsOptimized }) => {
    draft.EbsOptimized = EbsOptimized?.Value === true;
  }),
  InstanceType: whenStopped((draft, { InstanceType }) => changeType(draft, required(InstanceType?.Value, 'value'))),
  UserData: whenStopped((draft, { UserData }) => {
    const text = Buffer.from(UserData?.Value ?? '').toString('base64');
    checkUserData(text);
    draft.userData = text;
  }),
} satisfies { [Name in keyof Request]?: Apply };

type Change = keyof typeof CHANGES;

function setting(change: (draft: InstanceRecord, request: Request) => void): Apply {
  return (region, { InstanceId }, request) => updateInstance(region, InstanceId, (draft) => change(draft, request));
}

function whenStopped(change: (draft: InstanceRecord, request: Request) => void): Apply {
  return (region, instance, request) => {
    if (instance.State?.Name !== 'stopped') {
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${instance.InstanceId}' is not in the 'stopped' state.`,
      );
    }
    setting(change)(region, instance, request);
  };
}

/** Whether the volume on a device goes with its instance. */
function setDeletion(region: Region, instanceId: string | undefined, device: string, value: boolean): void {
  const volume = volumesOf(region, instanceId).find((each) => attachmentTo(each, instanceId)?.Device === device);
  if (!volume) throw new AwsError('InvalidInstanceAttributeValue', `No device is currently mapped at ${device}`);
  region.volumes.update(volume.VolumeId ?? '', (draft) => {
    const attachment = attachmentTo(draft, instanceId);
    if (attachment) attachment.DeleteOnTermination = value;
  });
}

function changeType(draft: InstanceRecord, name: string): void {
  const type = figuresOf(name);
  if (!type) throw invalid(`Invalid value '${name}' for InstanceType.`);
  if (type.architecture !== draft.Architecture) {
    throw new AwsError(
      'InvalidInstanceAttributeValue',
      `The architecture of the instance type '${name}' does not match the architecture '${draft.Architecture}' of the instance.`,
    );
  }
  draft.InstanceType = type.name;
  draft.CpuOptions = { CoreCount: type.cores, ThreadsPerCore: type.vCpus / type.cores };
  if (!type.burstable) delete draft.cpuCredits;
  else draft.cpuCredits ??= name.startsWith('t2.') ? 'standard' : 'unlimited';
}

/** With several interfaces AWS wants to be told which one is meant. */
function onlyInterface(region: Region, { InstanceId }: InstanceRecord): string {
  const [first, ...more] = interfacesOf(region, InstanceId);
  if (first?.NetworkInterfaceId && more.length === 0) return first.NetworkInterfaceId;
  if (!first) throw new AwsError('IncorrectInstanceState', `The instance '${InstanceId}' has no network interface.`);
  throw new AwsError(
    'InvalidInstanceID',
    `There are multiple interfaces attached to instance '${InstanceId}'. Please specify an interface ID for the operation instead.`,
  );
}

type Answer = (region: Region, instance: InstanceRecord) => InstanceAttribute;

const ANSWERS: { [Name in InstanceAttributeName]?: Answer } = {
  blockDeviceMapping: (region, { InstanceId }) => ({
    BlockDeviceMappings: blockDeviceMappings(region, InstanceId),
  }),
  disableApiStop: (_region, { disableApiStop }) => ({ DisableApiStop: { Value: disableApiStop ?? false } }),
  disableApiTermination: (_region, { disableApiTermination }) => ({
    DisableApiTermination: { Value: disableApiTermination ?? false },
  }),
  ebsOptimized: (_region, { EbsOptimized }) => ({ EbsOptimized: { Value: EbsOptimized } }),
  enaSupport: (_region, { EnaSupport }) => ({ EnaSupport: { Value: EnaSupport } }),
  groupSet: (region, { InstanceId }) => ({ Groups: interfacesOf(region, InstanceId)[0]?.Groups ?? [] }),
  instanceInitiatedShutdownBehavior: (_region, { shutdownBehavior }) => ({
    InstanceInitiatedShutdownBehavior: { Value: shutdownBehavior },
  }),
  instanceType: (_region, { InstanceType }) => ({ InstanceType: { Value: InstanceType } }),
  kernel: () => ({ KernelId: {} }),
  productCodes: () => ({ ProductCodes: [] }),
  ramdisk: () => ({ RamdiskId: {} }),
  rootDeviceName: (_region, { RootDeviceName }) => ({ RootDeviceName: { Value: RootDeviceName } }),
  sourceDestCheck: (region, { InstanceId }) => ({
    SourceDestCheck: { Value: interfacesOf(region, InstanceId)[0]?.SourceDestCheck },
  }),
  sriovNetSupport: () => ({ SriovNetSupport: {} }),
  userData: (_region, { userData }) => ({ UserData: userData === undefined ? {} : { Value: userData } }),
};
