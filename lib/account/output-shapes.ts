import type { Command, Outputs } from './command.ts';
import { VPC_OUTPUTS } from './ec2-shapes.ts';
import { ELB_OUTPUTS } from './elb-shapes.ts';
import type { AnyField, Shape } from './shape.ts';
import { TRANSIT_OUTPUTS } from './transit-shapes.ts';

const OUTPUTS: { readonly [C in Command]: Shape<Outputs[C]> } = {
  ...VPC_OUTPUTS,
  ...TRANSIT_OUTPUTS,
  ...ELB_OUTPUTS,
  'sts get-caller-identity': { Account: 'text' },
};

/** The shape that a command's answer must have, by its members; the first of them tells such an answer from others. */
export const outputShape = (command: Command): Readonly<Record<string, AnyField>> =>
  OUTPUTS[command] as Readonly<Record<string, AnyField>>;

/** Every command whose answer can be read from a file. */
export const COMMANDS = Object.keys(OUTPUTS) as Command[];
