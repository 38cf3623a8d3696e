import type { InstanceMonitoring } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { choicesIn } from './choices.ts';
import { instancesNamed, updateInstance } from './instance-record.ts';
import { find, required } from './kind.ts';
import { refuseUnenforced } from './metadata-defaults.ts';
import { metadataOptions } from './metadata-options.ts';
import type { Ec2Operations } from './operations.ts';

/** Detailed monitoring on or off; what is answered is on its way there. */
function monitor(region: Region, ids: string[] | undefined, state: 'enabled' | 'disabled'): InstanceMonitoring[] {
  return instancesNamed(region, required(ids, 'InstanceIds')).map(({ InstanceId, Monitoring }) => {
    updateInstance(region, InstanceId, (draft) => {
      draft.Monitoring = { State: state };
    });
    const there = Monitoring?.State === state;
    return { InstanceId, Monitoring: { State: there ? state : state === 'enabled' ? 'pending' : 'disabling' } };
  });
}

export const operations = {
  ModifyInstanceMetadataOptions(region, input) {
    const { InstanceId, MetadataOptions } = find(region, 'instances', input.InstanceId);
    const changed = { ...MetadataOptions, ...metadataOptions(input) };
    refuseUnenforced(region, changed);
    updateInstance(region, InstanceId, (draft) => {
      draft.MetadataOptions = { ...changed, State: 'applied' };
    });
    return { InstanceId, InstanceMetadataOptions: { ...changed, State: 'pending' as const } };
  },

  MonitorInstances: (region, input) => ({ InstanceMonitorings: monitor(region, input.InstanceIds, 'enabled') }),

  UnmonitorInstances: (region, input) => ({ InstanceMonitorings: monitor(region, input.InstanceIds, 'disabled') }),

  ModifyInstanceMaintenanceOptions(region, input) {
    const { InstanceId, MaintenanceOptions } = find(region, 'instances', input.InstanceId);
    const values = ['disabled', 'default'];
    const changed = { ...MaintenanceOptions, ...choicesIn(input, { AutoRecovery: values, RebootMigration: values }) };
    updateInstance(region, InstanceId, (draft) => {
      draft.MaintenanceOptions = changed;
    });
    return { InstanceId, ...changed };
  },

  ModifyPrivateDnsNameOptions(region, input) {
    const { InstanceId, PrivateDnsNameOptions } = find(region, 'instances', input.InstanceId);
    const HostnameType = input.PrivateDnsHostnameType;
    const changed = {
      ...choicesIn({ HostnameType }, { HostnameType: ['ip-name', 'resource-name'] }),
      ...choicesIn(input, {
        EnableResourceNameDnsARecord: ['true', 'false'],
        EnableResourceNameDnsAAAARecord: ['true', 'false'],
      }),
    };
    updateInstance(region, InstanceId, (draft) => {
      draft.PrivateDnsNameOptions = { ...PrivateDnsNameOptions, ...changed };
    });
    return { Return: true };
  },
} satisfies Ec2Operations;
