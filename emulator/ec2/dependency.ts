import { AwsError } from '../error.ts';

/** AWS's refusal to delete what something else still needs; `noun` is AWS's word for the resource, such as `subnet`. */
export function refuseWhileInUse(inUse: boolean, noun: string, id: string): void {
  if (inUse) throw new AwsError('DependencyViolation', `The ${noun} '${id}' has dependencies and cannot be deleted.`);
}

/** Says by name what the local AWS does not do, so that nobody relies on it. */
export function refuseMembers(operation: string, input: object, members: readonly string[]): void {
  for (const member of members) {
    if ((input as Record<string, unknown>)[member] === undefined) continue;
    throw new AwsError('UnsupportedOperation', `The local AWS does not emulate ${member} of ${operation}.`);
  }
}
