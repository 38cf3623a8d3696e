import type { Attribute } from './resource.ts';

/** Which mark the AWS console gives to AWS's words for a state. */
const MARKS: Readonly<Record<string, 'success' | 'error' | 'warning' | 'pending' | 'stopped'>> = {
  active: 'success',
  associated: 'success',
  available: 'success',
  completed: 'success',
  'create-complete': 'success',
  'in-use': 'success',
  'modify-complete': 'success',
  running: 'success',
  'update-complete': 'success',
  pending: 'pending',
  'pending-acceptance': 'pending',
  pendingacceptance: 'pending',
  provisioning: 'pending',
  'create-in-progress': 'pending',
  'delete-in-progress': 'pending',
  deleting: 'pending',
  disassociating: 'pending',
  'shutting-down': 'pending',
  stopping: 'pending',
  'update-in-progress': 'pending',
  deleted: 'stopped',
  'delete-complete': 'stopped',
  disabled: 'stopped',
  stopped: 'stopped',
  terminated: 'stopped',
  failed: 'error',
  rejected: 'error',
  expired: 'error',
  blackhole: 'error',
};

/** How a state in AWS's words, such as `available` or `pending-acceptance`, is marked. */
const markOf = (state: string) => MARKS[state.toLowerCase()] ?? 'info';

/** A state as the AWS console writes it: `Pending acceptance`. */
const wordOf = (state: string): string => {
  const words = state.replaceAll('-', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The attribute of a resource's state. */
export const stateAttribute = <T>(label: string, stateOf: (item: T) => string): Attribute<T> => ({
  id: 'state',
  label,
  value: (item) => wordOf(stateOf(item)),
  status: (item) => markOf(stateOf(item)),
});
