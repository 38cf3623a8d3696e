import type { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { commandNamed, type Undo, undoOf } from './made.ts';
import { settled } from './settled.ts';

type Client = EC2Client | ElasticLoadBalancingV2Client;
type Answer = Readonly<Record<string, unknown>>;

interface Made {
  readonly client: Client;
  readonly undo: Undo;
}

/** Remembers what clients make, and takes it away again: the last first. */
export class Sweep {
  #made: Made[] = [];
  #sweeping = false;
  readonly #pause: number;

  /** `pause`: milliseconds before what would not go yet is tried again. */
  constructor(pause: number) {
    this.#pause = pause;
  }

  /** How much has been made so far. */
  get mark(): number {
    return this.#made.length;
  }

  watch(client: Client): void {
    // The clients' stacks differ in types only.
    const { middlewareStack } = client as EC2Client;
    middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const answer = await next(args);
          const command = commandName.replace(/Command$/, '');
          const [input, output] = [args.input as Answer, answer.output as unknown as Answer];
          if (!this.#sweeping) for (const undo of undoOf(command, input, output)) this.#made.push({ client, undo });
          await settled(client, command, input, output);
          return answer;
        },
      { step: 'initialize', priority: 'high', name: 'remember what is made' },
    );
  }

  /**
   * Takes away what was made since a mark. What something else still holds is tried again once that is gone. Answers what would not
   * go, each with the reason.
   */
  async back(mark = 0): Promise<string[]> {
    this.#sweeping = true;
    try {
      return await this.#takeAll(this.#made.splice(mark).reverse());
    } finally {
      this.#sweeping = false;
    }
  }

  async #takeAll(made: readonly Made[]): Promise<string[]> {
    let left = made;
    for (let round = 1; ; round++) {
      const { held, reasons } = await this.#round(left);
      const stuck = held.length === left.length;
      if (held.length === 0 || (stuck && this.#pause === 0) || round === ROUNDS) return reasons;
      if (stuck) await new Promise((resolve) => setTimeout(resolve, this.#pause));
      left = held;
    }
  }

  async #round(made: readonly Made[]): Promise<{ held: Made[]; reasons: string[] }> {
    const held: Made[] = [];
    const reasons: string[] = [];
    for (const each of made) {
      const reason = await take(each);
      if (reason === undefined) continue;
      held.push(each);
      reasons.push(`${each.undo.command} ${JSON.stringify(each.undo.input)}: ${reason}`);
    }
    return { held, reasons };
  }
}

const ROUNDS = 20;

/** What a test has taken away itself is gone already. */
const GONE = /NotFound|NotAttached|InvalidStateTransition|InvalidPlacementGroup.Unknown/;

async function take({ client, undo }: Made): Promise<string | undefined> {
  const Command = commandNamed(undo.command);
  if (!Command) return 'there is no such command';
  try {
    // The clients' commands differ in types only.
    await (client as EC2Client).send(new Command(undo.input) as DescribeVpcsCommand);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    // Whether protection is off shows when what it protects is to go.
    return GONE.test(name) || undo.command.startsWith('Modify') ? undefined : `${name}: ${message}`;
  }
}
