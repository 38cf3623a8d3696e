import type { About, Command, Outputs } from './command.ts';

/** A command's answer, its pages put together, and why it is not the whole of it where it is not. */
export interface Answer<C extends Command = Command> {
  readonly output: Outputs[C];
  readonly incomplete?: string | undefined;
}

/** Why there is no answer to a command, so that nothing may be concluded about what it would have listed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Where commands are answered: AWS, or a folder of answers. */
export interface Source {
  /**
   * The answer to a command; throws a `Refusal` where there is none. `alone` says that there is no other thing that the
   * command would be asked about, so that an answer without a name must be about this one.
   */
  ask<C extends Command>(command: C, about: About, alone: boolean): Promise<Answer<C>>;
}

/** Pages put together: lists one after the other, of all else the last. Tokens of further pages, and the SDK's metadata, are left out. */
export function joinPages<Output extends object>(pages: readonly Output[]): Output {
  const joined: Record<string, unknown> = {};
  for (const page of pages) {
    for (const [name, value] of Object.entries(page)) {
      if (isAside(name) || value === undefined) continue;
      const before = joined[name];
      joined[name] = Array.isArray(before) && Array.isArray(value) ? before.concat(value) : value;
    }
  }
  return joined as Output;
}

const isAside = (name: string) => name === '$metadata' || name === 'NextToken' || name === 'NextMarker';

/** Why this is not the last page; undefined when it is. SearchTransitGatewayRoutes may say that there is more without a way to get it. */
export function moreThan(page: object): string | undefined {
  const { NextToken, NextMarker, AdditionalRoutesAvailable } = page as Record<string, unknown>;
  if (NextToken || NextMarker) return 'the answer ends with a token for the next page, and that page is not there';
  return AdditionalRoutesAvailable === true ? 'there are more routes than one answer holds' : undefined;
}
