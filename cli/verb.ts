import type { Clients } from '../lib/clients.ts';
import type { Language } from '../lib/text.ts';
import type { Words } from './words/index.ts';

/** What a verb was called with: its arguments and options by camelCase name, common options left out. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The options that every verb takes, as commander hands them over. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly input?: boolean;
  readonly target?: string;
  readonly profile?: string;
  readonly region?: string;
  readonly lang?: string;
  readonly port?: string;
}

/** A verb's work. Answers the exit code. */
export type Run = (given: Given, context: Context) => Promise<number>;

/** One row of the table of verbs. Nothing of a verb is loaded before it runs. */
export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** As commander writes them, with their meaning: `['<id>', 'the scenario']`. */
  readonly arguments?: readonly (readonly [string, string])[];
  readonly options?: readonly (readonly [string, string])[];
  load(): Promise<{ run: Run }>;
}

export type TargetName = 'local' | 'aws';

/** Who the target takes us for. */
export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Where labs are deployed. Only its endpoint and credentials differ from one target to the other. */
export interface Target {
  readonly name: TargetName;
  readonly region: string;
  readonly profile?: string;
  /** The local AWS's URL; absent on `aws`. */
  readonly endpoint?: string;
  readonly clients: Clients;
  /** Asks STS once, and turns missing or expired credentials into a BreakfixError. */
  identity(): Promise<Identity>;
}

/** One piece of work in progress, shown on stderr: a spinner on a terminal, plain lines elsewhere, nothing with --json. */
export interface Step {
  update(message: string): void;
  done(message?: string): void;
  fail(message?: string): void;
}

/** What the frame gives to every verb. */
export interface Context {
  readonly json: boolean;
  /** True only when a person can answer: a terminal on stdin and stdout, no --json, no --no-input, no CI. */
  readonly interactive: boolean;
  readonly yes: boolean;
  readonly lang: Language;
  /** What it says, in that language. */
  readonly words: Words;
  readonly targetName: TargetName;
  /** As given on the command line; the target knows what came of it. */
  readonly region: string | undefined;
  readonly profile: string | undefined;
  /** The target, resolved once. `start` starts the local AWS when it is not running; without it that is an error. */
  target(options?: { start?: boolean }): Promise<Target>;
  /** For a person, on stdout: silent with --json. */
  print(text?: string): void;
  /** For a program, on stdout as one JSON document: silent without --json. */
  emit(value: unknown): void;
  /** A line on stderr for a person: silent with --json. */
  note(text: string): void;
  step(message: string): Step;
  /** Asks for a yes. `--yes` answers it; without a terminal it refuses with a BreakfixError. */
  confirm(question: string): Promise<boolean>;
  /** What Ctrl-C says until the returned function is called, so that nothing half-made is left unnamed. */
  onInterrupt(message: string): () => void;
}

/** A text option or argument, or undefined. */
export function text(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** The values of an option that can be repeated. */
export function texts(given: Given, name: string): readonly string[] {
  const value = given[name];
  return Array.isArray(value) ? value : [];
}

/** Whether a flag was given. */
export function flag(given: Given, name: string): boolean {
  return given[name] === true;
}
