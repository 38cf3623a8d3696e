/** What a learner does with a case, and what comes of it, by kind. */
export interface Deeds {
  /** The lab was deployed: an attempt begins. */
  readonly started: { readonly variant: string; readonly seed: string; readonly target: 'local' | 'aws' };
  /** A hint was shown: one of the three written ones, or the one from the account as it stood. */
  readonly hinted: { readonly hint: 1 | 2 | 3 | 'account' };
  /** Where the learner said that the packet dies, and which parts of that were right. */
  readonly diagnosed: {
    readonly answer: { readonly direction: string; readonly component: string; readonly reason: string };
    readonly right: { readonly direction: boolean; readonly component: boolean; readonly reason: boolean };
  };
  /** The account was graded; `failing` are the checks that did not pass, with their codes. `points` are the fix's own, 0 to 100. */
  readonly graded: {
    readonly verdict: 'solved' | 'unsolved' | 'unknown';
    readonly failing: Readonly<Record<string, string>>;
    readonly points?: number;
  };
  /** The solution was shown. */
  readonly revealed: object;
  /** A question of the interview drill, numbered from 0, was answered, and rated by the learner unless that was broken off. */
  readonly drilled: { readonly question: number; readonly answer: string; readonly rating?: Rating };
  /** Something was written: a reply to the customer, a STAR note or a translation. */
  readonly wrote: {
    readonly what: Writing;
    readonly text: string;
    readonly seconds: number;
    /** Which points of the rubric the learner says are there. */
    readonly rubric?: readonly boolean[];
  };
  /** The lab was destroyed. */
  readonly ended: object;
}

export const RATINGS = ['right', 'partly', 'wrong'] as const;
export type Rating = (typeof RATINGS)[number];

const WRITINGS = ['reply', 'star', 'translation'] as const;
export type Writing = (typeof WRITINGS)[number];

export type DeedKind = keyof Deeds;

/** One line of the logbook. Lines are only ever added. */
export type Entry<Kind extends DeedKind = DeedKind> = {
  [K in Kind]: {
    /** A UUID, so that logbooks of two machines can be put together. */
    readonly id: string;
    /** ISO 8601, in UTC. */
    readonly at: string;
    readonly scenario: string;
    /** The UUID of the attempt that it belongs to. */
    readonly attempt: string;
    readonly kind: K;
    readonly deed: Deeds[K];
  };
}[Kind];

type Test = (value: unknown) => boolean;

/** What a learner writes in one go is no longer than this. */
export const LONGEST_TEXT = 100_000;

const isText: Test = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
const isFlag: Test = (value) => typeof value === 'boolean';
const isCount: Test = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;
const oneOf =
  (...values: readonly unknown[]): Test =>
  (value) =>
    values.includes(value);
const maybe =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.length <= 100 && value.every(test);
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const record =
  (members: Readonly<Record<string, Test>>): Test =>
  (value) =>
    isObject(value) && Object.entries(members).every(([name, test]) => test(value[name]));
const mapOf =
  (test: Test): Test =>
  (value) =>
    isObject(value) && Object.keys(value).length <= 100 && Object.values(value).every(test);

/** What each kind of deed must look like where it comes from a file that somebody else may have written. */
const SHAPES: Readonly<Record<DeedKind, Test>> = {
  started: record({ variant: isText, seed: isText, target: oneOf('local', 'aws') }),
  hinted: record({ hint: oneOf(1, 2, 3, 'account') }),
  diagnosed: record({
    answer: record({ direction: isText, component: isText, reason: isText }),
    right: record({ direction: isFlag, component: isFlag, reason: isFlag }),
  }),
  graded: record({ verdict: oneOf('solved', 'unsolved', 'unknown'), failing: mapOf(isText), points: maybe(isCount) }),
  revealed: record({}),
  drilled: record({ question: isCount, answer: isText, rating: maybe(oneOf(...RATINGS)) }),
  wrote: record({
    what: oneOf(...WRITINGS),
    text: isText,
    seconds: isCount,
    rubric: maybe(listOf(isFlag)),
  }),
  ended: record({}),
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID = /^[a-z0-9-]{1,80}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

/** Whether something read from a file is a line of a logbook. */
export function isEntry(value: unknown): value is Entry {
  if (!isObject(value)) return false;
  const { id, at, scenario, attempt, kind, deed } = value;
  return (
    [id, attempt].every((each) => typeof each === 'string' && UUID.test(each)) &&
    typeof at === 'string' &&
    TIME.test(at) &&
    !Number.isNaN(Date.parse(at)) &&
    typeof scenario === 'string' &&
    ID.test(scenario) &&
    typeof kind === 'string' &&
    Object.hasOwn(SHAPES, kind) &&
    SHAPES[kind as DeedKind](deed)
  );
}
