import type { Clients } from './clients.ts';
import { gone } from './release.ts';

/** Where a sweep works, and how long it may wait for any one thing. */
export interface Ground {
  readonly clients: Clients;
  readonly vpcIds: ReadonlySet<string>;
  /** Physical ids of what the lab's stack owns: CloudFormation deletes these. */
  readonly owned: ReadonlySet<string>;
  /** When the lab was deployed; undefined where nothing tells. */
  readonly since: Date | undefined;
  readonly seconds: number;
  readonly progress: (message: string) => void;
  /** Why something could not be removed, by its id. */
  readonly failures: Map<string, string>;
}

/** Removes one thing. That it is gone already is fine; that it cannot be removed is noted, and the sweep goes on. */
export async function remove(
  { progress, failures }: Ground,
  type: string,
  id: string | undefined,
  removal: (id: string) => Promise<unknown>,
): Promise<void> {
  if (id === undefined) return;
  progress(`${type} ${id}`);
  try {
    await gone(removal(id));
  } catch (error) {
    failures.set(id, error instanceof Error ? error.message : String(error));
  }
}

/** Asks of a resource whether it lies in the lab's VPCs. */
export function insideOf({ vpcIds }: Pick<Ground, 'vpcIds'>) {
  return ({ VpcId }: { VpcId?: string | undefined }): boolean => VpcId !== undefined && vpcIds.has(VpcId);
}

/** Works on all items at once. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from(items, work));
}
