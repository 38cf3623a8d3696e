import type { InstanceState, InstanceStateChange } from '@aws-sdk/client-ec2';
import { AwsError } from '../error.ts';
import type { Region } from '../state.ts';
import { refuseMembers } from './dependency.ts';
import { refuseCrowding } from './instance-placement.ts';
import { type InstanceRecord, instancesNamed, stateOf, updateInstance } from './instance-record.ts';
import { invalid, required } from './kind.ts';
import { detach, interfacesOf } from './network-interface-attachment.ts';
import { takePublicIp } from './network-interface-attribute.ts';
import { deleteInterface, releasePublicIp } from './network-interface-record.ts';
import type { Ec2Operations } from './operations.ts';
import { refuseMoreVcpus, vCpusOf } from './vcpu.ts';
import { attachmentTo, releaseVolumes, volumesOf } from './volume-record.ts';

/** What has to be waited for on AWS is done when these answer; only their answers still say that it goes on. */
export const operations = {
  StartInstances(region, input) {
    const instances = instancesNamed(region, required(input.InstanceIds, 'InstanceId'));
    for (const instance of instances) refuseEnded(instance, 'started');
    const stopped = instances.filter(({ State }) => State?.Name === 'stopped');
    refuseMoreVcpus(region, vCpusOf(stopped));
    refuseCrowding(region, stopped);
    return { StartingInstances: instances.map((instance) => start(region, instance)) };
  },

  StopInstances(region, input) {
    if (input.Hibernate) refuseMembers('StopInstances', input, ['Hibernate']);
    const instances = instancesNamed(region, required(input.InstanceIds, 'InstanceId'));
    for (const instance of instances) {
      refuseEnded(instance, 'stopped');
      if (instance.disableApiStop) throw protectedError(instance, 'stopped', 'disableApiStop');
    }
    return { StoppingInstances: instances.map((instance) => stop(region, instance)) };
  },

  RebootInstances(region, input) {
    for (const instance of instancesNamed(region, required(input.InstanceIds, 'InstanceId'))) {
      refuseEnded(instance, 'rebooted');
      if (instance.State?.Name !== 'running') throw wrongState(instance, 'rebooted');
    }
    return {};
  },

  TerminateInstances(region, input) {
    const instances = instancesNamed(region, required(input.InstanceIds, 'InstanceId'));
    for (const instance of instances) {
      const ended = instance.State?.Name === 'terminated';
      if (instance.disableApiTermination && !ended) {
        throw protectedError(instance, 'terminated', 'disableApiTermination');
      }
    }
    return { TerminatingInstances: instances.map((instance) => terminate(region, instance)) };
  },
} satisfies Ec2Operations;

function start(region: Region, instance: InstanceRecord): InstanceStateChange {
  if (instance.State?.Name === 'running') return changed(instance, stateOf('running'));
  refuseWithoutRoot(region, instance);
  updateInstance(region, instance.InstanceId, (draft) => {
    draft.State = stateOf('running');
    draft.StateTransitionReason = '';
    draft.LaunchTime = new Date();
    delete draft.StateReason;
  });
  const interfaces = interfacesOf(region, instance.InstanceId);
  if (interfaces.length === 1) takePublicIp(region, interfaces[0]?.NetworkInterfaceId ?? '');
  return changed(instance, stateOf('pending'));
}

function refuseWithoutRoot(region: Region, { InstanceId, RootDeviceName }: InstanceRecord): void {
  const hasRoot = volumesOf(region, InstanceId).some(
    (each) => attachmentTo(each, InstanceId)?.Device === RootDeviceName,
  );
  if (hasRoot) return;
  throw invalid(
    `Invalid value '${InstanceId}' for instanceId. Instance does not have a volume attached at root (${RootDeviceName})`,
  );
}

/** An address from Amazon's pool goes back to it; an Elastic IP address stays. */
function stop(region: Region, instance: InstanceRecord): InstanceStateChange {
  if (instance.State?.Name === 'stopped') return changed(instance, stateOf('stopped'));
  updateInstance(region, instance.InstanceId, (draft) => end(draft, 'stopped'));
  for (const { NetworkInterfaceId = '' } of interfacesOf(region, instance.InstanceId)) {
    releasePublicIp(region, NetworkInterfaceId);
  }
  return changed(instance, stateOf('stopping'));
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html */
function terminate(region: Region, instance: InstanceRecord): InstanceStateChange {
  if (instance.State?.Name === 'terminated') return changed(instance, stateOf('terminated'));
  for (const { NetworkInterfaceId = '', Attachment } of interfacesOf(region, instance.InstanceId)) {
    releasePublicIp(region, NetworkInterfaceId);
    if (Attachment?.DeleteOnTermination) deleteInterface(region, NetworkInterfaceId);
    else detach(region, NetworkInterfaceId);
  }
  releaseVolumes(region, instance.InstanceId);
  updateInstance(region, instance.InstanceId, (draft) => {
    end(draft, 'terminated');
    draft.terminated = new Date();
    delete draft.VpcId;
    delete draft.SubnetId;
    delete draft.PrivateIpAddress;
  });
  return changed(instance, stateOf('shutting-down'));
}

function end(draft: InstanceRecord, name: 'stopped' | 'terminated'): void {
  const time = new Date().toISOString().slice(0, 19).replace('T', ' ');
  draft.State = stateOf(name);
  draft.StateTransitionReason = `User initiated (${time} GMT)`;
  draft.StateReason = {
    Code: 'Client.UserInitiatedShutdown',
    Message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  };
}

const changed = ({ InstanceId, State }: InstanceRecord, CurrentState: InstanceState): InstanceStateChange => ({
  InstanceId,
  CurrentState,
  PreviousState: State,
});

function refuseEnded(instance: InstanceRecord, verb: string): void {
  if (instance.State?.Name === 'terminated') throw wrongState(instance, verb);
}

const wrongState = ({ InstanceId }: InstanceRecord, verb: string) =>
  new AwsError(
    'IncorrectInstanceState',
    `The instance '${InstanceId}' is not in a state from which it can be ${verb}.`,
  );

const protectedError = ({ InstanceId }: InstanceRecord, verb: string, attribute: string) =>
  new AwsError(
    'OperationNotPermitted',
    `The instance '${InstanceId}' may not be ${verb}. Modify its '${attribute}' instance attribute and try again.`,
  );
