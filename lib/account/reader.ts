import { type About, type Command, commandLine, type Outputs } from './command.ts';
import { Refusal, type Source } from './source.ts';
import type { Gap } from './types.ts';

/** What a command answered, about what it was asked. */
export interface Answered {
  readonly command: Command;
  readonly about: About;
  readonly output: object;
}

/** How many calls of one operation may be on their way, so that an account with much of something is not throttled. */
const AT_ONCE = 20;

/** Asks a source, and keeps account of what it answered and of what could not be read. */
export class Reader {
  readonly #source: Source;
  readonly #answers: Answered[] = [];
  readonly #gaps = new Map<string, string[]>();

  constructor(source: Source) {
    this.#source = source;
  }

  get answers(): readonly Answered[] {
    return this.#answers;
  }

  get gaps(): readonly Gap[] {
    return [...this.#gaps].map(([command, [first = '', ...others]]) => ({
      command,
      reason: others.length > 0 ? `${first} (and ${others.length} more)` : first,
    }));
  }

  /** The answer of a command about the whole Region; undefined, and a gap, where there is none. */
  ask<C extends Command>(command: C): Promise<Outputs[C] | undefined> {
    return this.#ask(command, [], true);
  }

  /** The list in a command's answer; empty also where there is none. */
  async list<C extends Command, Member extends keyof Outputs[C]>(command: C, member: Member) {
    const answer = await this.ask(command);
    return (answer?.[member] ?? []) as NonNullable<Outputs[C][Member]>;
  }

  /** The answers of a command that is asked about one thing at a time, in the order of these things. */
  async askEach<C extends Command>(command: C, things: readonly About[]): Promise<(Outputs[C] | undefined)[]> {
    const answers: (Outputs[C] | undefined)[] = [];
    for (let i = 0; i < things.length; i += AT_ONCE) {
      const some = things.slice(i, i + AT_ONCE).map((about) => this.#ask(command, about, things.length === 1));
      answers.push(...(await Promise.all(some)));
    }
    return answers;
  }

  async #ask<C extends Command>(command: C, about: About, alone: boolean): Promise<Outputs[C] | undefined> {
    try {
      const { output, incomplete } = await this.#source.ask(command, about, alone);
      this.#answers.push({ command, about, output });
      if (incomplete !== undefined) this.#miss(command, about, incomplete);
      return output;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#miss(command, about, error.message);
      return undefined;
    }
  }

  /** One gap stands for all that a command could not tell, unless what it was asked about says which part of the network that is. */
  #miss(command: Command, about: About, reason: string): void {
    const name = NAMED.test(command) ? commandLine(command, about).slice('aws '.length) : command;
    this.#gaps.set(name, [...(this.#gaps.get(name) ?? []), reason]);
  }
}

/** The entries of one prefix list, or the routes of one transit gateway route table, may be missing without the others. */
const NAMED = /^ec2 (get|search)-/;
