import { paginateDescribeVpcs } from '@aws-sdk/client-ec2';
import { learnerAddresses, releaseAddresses } from './addresses.ts';
import type { Clients } from './clients.ts';
import { BreakfixError } from './error.ts';
import type { Ground } from './ground.ts';
import { deleteStack, findStack, stackName, stackResources, vpcIdsAmong } from './lab-stack.ts';
import { SCENARIO_TAG } from './place.ts';
import { findSurvivors, type Survivor } from './survivors.ts';
import { sweep } from './sweep.ts';

/** How to destroy; all of it optional, because a lab can be destroyed without knowing how it was deployed. */
export interface DestroyOptions {
  /** Allocation ids of the elastic IP addresses that were there before the lab. */
  readonly addressesBefore?: readonly string[] | undefined;
  /** Asks whether unused addresses that were allocated since the lab was deployed may be released. */
  readonly mayRelease?: (publicIps: readonly string[]) => Promise<boolean>;
  readonly progress?: (message: string) => void;
  /** How long any one wait may take. */
  readonly seconds?: number;
}

/**
 * Removes a scenario's stack and all that was made in its VPCs, and answers what is left, normally nothing. A lab that is
 * not there is destroyed already.
 */
export async function destroy(clients: Clients, scenarioId: string, options: DestroyOptions = {}): Promise<Survivor[]> {
  const { seconds = 900, progress = () => {} } = options;
  const name = stackName(scenarioId);
  const resources = await stackResources(clients, name);
  const since = (await findStack(clients, name))?.CreationTime;
  const owned = new Set(resources.flatMap((resource) => resource.PhysicalResourceId ?? []));
  const vpcIds = new Set([...vpcIdsAmong(resources), ...(await taggedVpcs(clients, scenarioId))]);
  const ground: Ground = { clients, vpcIds, owned, since, seconds, progress, failures: new Map() };
  const { certain, likely } = await learnerAddresses(ground, scenarioId, options.addressesBefore);
  await sweep(ground);
  await releaseAddresses(ground, certain);
  if (likely.length > 0 && (await options.mayRelease?.(likely.flatMap(({ PublicIp }) => PublicIp ?? [])))) {
    await releaseAddresses(ground, likely);
  }
  progress(`stack ${name}`);
  const stuck = await deleteStack(clients, name, seconds);
  const left = await findSurvivors(clients, scenarioId, vpcIds);
  const survivors = left.map((one) => {
    const reason = one.reason ?? ground.failures.get(one.id);
    return reason === undefined ? one : { ...one, reason };
  });
  if (!stuck) return survivors;
  return [{ type: 'stack', id: name, reason: stuck.StackStatusReason ?? 'DELETE_FAILED' }, ...survivors];
}

/** The error that names what is left of a lab. */
export function leftBehind(scenarioId: string, survivors: readonly Survivor[]): BreakfixError {
  const lines = survivors.map(({ type, id, reason }) => `  ${type} ${id}${reason ? `: ${reason}` : ''}`);
  return new BreakfixError(
    'LEFT_BEHIND',
    `Something of ${scenarioId} is still there:\n${lines.join('\n')}`,
    `breakfix destroy ${scenarioId} once more, or delete these by hand`,
    1,
  );
}

async function taggedVpcs({ ec2 }: Clients, scenarioId: string): Promise<string[]> {
  const ids: string[] = [];
  const Filters = [{ Name: `tag:${SCENARIO_TAG}`, Values: [scenarioId] }];
  for await (const page of paginateDescribeVpcs({ client: ec2 }, { Filters })) {
    ids.push(...(page.Vpcs ?? []).flatMap((vpc) => vpc.VpcId ?? []));
  }
  return ids;
}
