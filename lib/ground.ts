import type { Clients } from './clients.ts';

/** Where a sweep works, and how long it may wait for any one thing. */
export interface Ground {
  readonly clients: Clients;
  readonly vpcIds: ReadonlySet<string>;
  /** Physical ids of what the lab's stack owns: CloudFormation deletes these. */
  readonly owned: ReadonlySet<string>;
  readonly seconds: number;
  readonly progress: (message: string) => void;
}

/** Asks of a resource whether it lies in the lab's VPCs. */
export function insideOf({ vpcIds }: Pick<Ground, 'vpcIds'>) {
  return ({ VpcId }: { VpcId?: string | undefined }): boolean => VpcId !== undefined && vpcIds.has(VpcId);
}

/** Works on all items at once. */
export async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from(items, work));
}
