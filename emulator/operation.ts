import type { Region } from './state.ts';

/** The exports of an SDK client package, for example `typeof import('@aws-sdk/client-ec2')`. */
type OperationName<Sdk> = { [K in keyof Sdk]: K extends `${infer Name}Command` ? Name : never }[keyof Sdk] & string;

type CommandOf<Sdk, Name extends string> = `${Name}Command` extends keyof Sdk ? Sdk[`${Name}Command`] : never;

type Shapes<Command> = Command extends abstract new (
  ...args: never
) => { resolveMiddleware(...args: never): (args: infer Call) => Promise<{ output: infer Output }> }
  ? { input: Call extends { input: infer Input } ? Input : never; output: Omit<Output, '$metadata'> }
  : never;

/**
 * Handlers of one service, keyed by operation name and typed by the SDK's own input and output.
 * A handler runs inside one transaction: it returns the whole answer, or throws and nothing has changed.
 */
export type Operations<Sdk> = {
  [Name in OperationName<Sdk>]?: (
    region: Region,
    input: Shapes<CommandOf<Sdk, Name>>['input'],
  ) => Shapes<CommandOf<Sdk, Name>>['output'];
};

/** A handler whose shapes are known only at run time, as the dispatcher sees it. */
export type AnyHandler = (region: Region, input: never) => object;
