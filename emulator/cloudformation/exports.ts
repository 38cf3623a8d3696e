import type { Output } from '@aws-sdk/client-cloudformation';
import type { Region } from '../state.ts';
import type { StackRecord } from './records.ts';
import { ResourceError } from './resource-error.ts';
import { validationError } from './validation-error.ts';

/** A value that a stack offers to the others of its Region. */
interface ExportedValue {
  readonly stack: StackRecord;
  readonly name: string;
  readonly value: string;
}

/** Every export of the Region. */
export function exportsOf(region: Region): ExportedValue[] {
  return region.stacks
    .filter((stack) => stack.StackStatus !== 'DELETE_COMPLETE')
    .flatMap((stack) =>
      (stack.Outputs ?? []).flatMap(({ ExportName: name, OutputValue: value = '' }) =>
        name === undefined ? [] : [{ stack, name, value }],
      ),
    );
}

export function exportedValue(region: Region, name: string): string {
  const found = exportsOf(region).find((each) => each.name === name);
  if (!found) throw validationError(`No export named ${name} found.`);
  return found.value;
}

/** Names of the stacks that use an export. */
export function importersOf(region: Region, name: string): string[] {
  return region.stacks
    .filter((stack) => stack.StackStatus !== 'DELETE_COMPLETE' && stack.imports.includes(name))
    .map((stack) => stack.StackName);
}

/** Refuses outputs that export what another stack exports, or that take away or change an export in use. */
export function checkExports(region: Region, stack: StackRecord, outputs: readonly Output[]): void {
  for (const { name, value } of exportsOf(region).filter((each) => each.stack.StackId === stack.StackId)) {
    const kept = outputs.find((output) => output.ExportName === name);
    if (kept?.OutputValue === value) continue;
    const [importer] = importersOf(region, name);
    if (importer === undefined) continue;
    const refusal = kept ? 'Cannot update export' : 'Delete canceled. Cannot delete export';
    throw new ResourceError(`${refusal} ${name} as it is in use by ${importer}.`);
  }
  for (const { ExportName: name } of outputs) {
    const other = exportsOf(region).find((each) => each.name === name && each.stack.StackId !== stack.StackId);
    if (other) {
      throw new ResourceError(`Export with name ${name} is already exported by stack ${other.stack.StackName}.`);
    }
  }
}
