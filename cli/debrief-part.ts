import type { Matter } from './debrief-matter.ts';
import type { Context, Given } from './verb.ts';

export const PARTS = ['cause', 'trace', 'evidence', 'drill', 'reply', 'star', 'translation'] as const;
export type PartName = (typeof PARTS)[number];

/** One part of a debrief. */
export interface Part {
  /** Shows it. */
  show(matter: Matter, context: Context): void;
  /** What a program is told of it. */
  tell(matter: Matter, context: Context): object;
  /** Has the learner do it, at a terminal. */
  work?(matter: Matter, context: Context): Promise<void>;
  /** Writes down what options brought along; undefined when they brought nothing for this part. */
  record?(matter: Matter, given: Given, context: Context): object | undefined;
}
