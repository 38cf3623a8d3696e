import type { InstanceMetadataOptionsResponse, InstanceMonitoring } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { instancesNamed, updateInstance } from './instance-record.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataOptions.html */
const MOST_HOPS = 64;

const METADATA = {
  HttpTokens: ['optional', 'required'],
  HttpEndpoint: ['enabled', 'disabled'],
  HttpProtocolIpv6: ['enabled', 'disabled'],
  InstanceMetadataTags: ['enabled', 'disabled'],
} as const;

/** The members of a request that are given, each of them one of AWS's values. */
function choicesIn<Names extends Readonly<Record<string, readonly string[]>>>(
  input: Readonly<Partial<Record<keyof Names, unknown>>>,
  names: Names,
): object {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, allowed]) => {
      const value = input[name as keyof Names];
      if (value === undefined) return [];
      if (!allowed.includes(String(value))) throw invalid(`Value (${value}) for parameter ${name} is invalid.`);
      return [[name, value]];
    }),
  );
}

/** Refuses what no metadata service could be set to, and answers what is set. */
export function metadataOptions(
  input: Partial<Record<keyof typeof METADATA, unknown>> & { HttpPutResponseHopLimit?: number | undefined },
): Partial<InstanceMetadataOptionsResponse> {
  const { HttpPutResponseHopLimit: hops } = input;
  if (hops !== undefined && (hops < 1 || hops > MOST_HOPS)) {
    throw invalid(
      `Value (${hops}) for parameter HttpPutResponseHopLimit is invalid. It must be from 1 to ${MOST_HOPS}.`,
    );
  }
  return { ...choicesIn(input, METADATA), ...(hops !== undefined && { HttpPutResponseHopLimit: hops }) };
}

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
