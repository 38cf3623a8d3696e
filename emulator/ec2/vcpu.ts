import type { Instance } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { figuresOf } from './instance-type-table.ts';
import { refuseBeyond } from './quota.ts';

/** The vCPUs of these instances as their types have them. */
export const vCpusOf = (instances: readonly Instance[]): number =>
  instances.reduce((sum, { InstanceType }) => sum + (figuresOf(InstanceType)?.vCpus ?? 0), 0);

/**
 * Refuses so many vCPUs more than run already; every type that can be launched here is of the standard families.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-quotas.html
 */
export function refuseMoreVcpus(region: Region, more: number): void {
  if (more === 0) return;
  const running = region.instances.filter(({ State }) => State?.Name === 'running');
  refuseBeyond(region, 'standard-vcpus', vCpusOf(running) + more);
}
