import { ResourceError } from '../../../emulator/cloudformation/resource-error.ts';
import { AwsError } from '../../../emulator/error.ts';
import type { Change, Region, State } from '../../../emulator/state.ts';

/** Every value that changes, by its path. */
type Changes = ReadonlyMap<string, string>;

/** What some work would do to an account, or why not. */
export type Effect = Changes | { readonly refusal: string };

/** Tries work on copies of an account, which stays as it is. */
export class Trial {
  readonly #state: State;
  readonly #before: ReadonlyMap<string, unknown>;
  readonly #ids: ReadonlySet<string>;

  constructor(state: State) {
    this.#state = state;
    const records = [...state.records()];
    this.#before = new Map(records.map((record) => [keyOf(record), record.value]));
    this.#ids = new Set(records.map(({ id }) => id));
  }

  effectOf(work: (region: Region) => unknown): Effect {
    const copy = this.#state.clone();
    try {
      copy.transaction('us-east-1', work);
    } catch (error) {
      if (error instanceof AwsError || error instanceof ResourceError) return { refusal: error.message };
      throw error;
    }
    const effect = new Map<string, string>();
    const left = new Set(this.#before.keys());
    const counts = new Map<string, number>();
    for (const record of copy.records()) {
      const key = keyOf(record);
      left.delete(key);
      if (this.#before.get(key) === record.value) continue;
      const count = (counts.get(record.collection) ?? 0) + 1;
      counts.set(record.collection, count);
      this.#flatten(record.value, `${record.collection} ${count}`, effect);
    }
    for (const key of left) effect.set(`gone ${key}`, '');
    return effect;
  }

  /** Every value inside of a record, with its path; new ids and the present time are the same in each trial. */
  #flatten(value: unknown, path: string, into: Map<string, string>): void {
    if (value === undefined) return;
    if (value instanceof Date) into.set(path, 'a time');
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) this.#flatten(inner, `${path}.${name}`, into);
    } else {
      into.set(
        path,
        String(value).replace(/\b[a-z-]+-[0-9a-f]{17}\b/g, (id) => (this.#ids.has(id) ? id : 'a new id')),
      );
    }
  }
}

const keyOf = ({ region, collection, id }: Change) => `${region} ${collection} ${id}`;

/** What differs between two trials of the same work: names and addresses that are drawn anew. */
export function drawn(one: Effect, two: Effect): Set<string> {
  if ('refusal' in one || 'refusal' in two) return new Set();
  return new Set([...one.keys(), ...two.keys()].filter((path) => one.get(path) !== two.get(path)));
}

/** Whether two works change the account otherwise; of values that are `drawn`, only whether they look alike. */
export function differs(one: Effect, two: Effect, drawn: ReadonlySet<string>): boolean {
  if ('refusal' in one || 'refusal' in two) return 'refusal' in one !== 'refusal' in two;
  const alike = (path: string) => one.has(path) === two.has(path) && drawn.has(path) && !one.get(path)?.includes('zz-');
  return [...one.keys(), ...two.keys()].some((path) => !alike(path) && one.get(path) !== two.get(path));
}
