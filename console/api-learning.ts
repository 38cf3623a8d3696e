import type { Block, Named } from './api-block.ts';

/** Whether each part of a diagnosis is right. */
export interface Judged {
  readonly direction: boolean;
  readonly component: boolean;
  readonly reason: boolean;
}

/** A diagnosis that was made, and the seconds from the deployment to it. */
export interface Diagnosed {
  readonly right: Judged;
  readonly seconds: number;
}

/** What a diagnosis is made of; of all that may be at fault, the lab's resources stand to choose from. */
export interface Suspicions {
  readonly directions: readonly Named[];
  readonly components: readonly (Named & { readonly resources: readonly Named[] })[];
  readonly reasons: readonly Named[];
}

export interface Diagnosis {
  readonly direction: string;
  readonly component: string;
  /** Which one, for who knows. */
  readonly resource?: string;
  readonly reason: string;
}

/** An accepted fix. */
export interface Solution {
  readonly fix: string;
  /** As AWS CLI commands. */
  readonly commands: string;
  readonly others: readonly string[];
}

export type Rating = 'right' | 'partly' | 'wrong';

export interface Question {
  /** From 1. */
  readonly number: number;
  readonly question: readonly Block[];
  readonly model: readonly Block[];
  readonly answer?: string;
  readonly rating?: Rating;
}

/** What is talked over once the answer is known. */
export interface Debrief {
  readonly rootCause: readonly Block[];
  readonly symptoms: readonly { readonly expected: string; readonly before: string; readonly after?: string }[];
  /** The ways of the flows that failed: hop beside hop, as lines. */
  readonly flows: readonly {
    readonly title: string;
    readonly rows: readonly { readonly before: string; readonly after: string }[];
  }[];
  /** What there was to be seen of each flow that failed: a table with its heading, and records of flow logs. */
  readonly evidence: readonly {
    readonly title: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly flowLog: readonly string[];
  }[];
  readonly questions: readonly Question[];
  readonly reply: Reply;
  readonly star: Star;
  readonly translation: Translation;
}

/** What was written last of a kind. */
export interface Written {
  readonly text: readonly Block[];
  /** ISO 8601. */
  readonly at: string;
  readonly seconds: number;
}

/** The reply to the customer: what a good one has, as the learner judges it. */
export interface Reply {
  readonly message: string;
  readonly points: readonly string[];
  readonly latest?: Written & { readonly made?: number };
}

/** How long a reply is, and of which points a program finds a trace: a hint, and no verdict. */
export interface Review {
  readonly length: { readonly says: string; readonly isRight: boolean };
  /** By their places among the points, from 0. */
  readonly traces: readonly { readonly point: number; readonly found: boolean }[];
}

export type StarStep = 'situation' | 'task' | 'action' | 'result';

export interface Star {
  readonly steps: readonly { readonly step: StarStep; readonly prompt: string; readonly draft: string }[];
  readonly principles: readonly string[];
  readonly latest?: Written;
}

/** The ticket in Korean, to be put into English in so many seconds. */
export interface Translation {
  readonly ticket: readonly Block[];
  readonly model: readonly Block[];
  readonly seconds: number;
  readonly latest?: Written;
}

/** What a learner hands in, and how many seconds it took. */
export type Writing = { readonly seconds: number } & (
  | { readonly what: 'reply'; readonly text: string; readonly rubric: readonly boolean[] }
  | { readonly what: 'star'; readonly note: Readonly<Record<StarStep, string>> }
  | { readonly what: 'translation'; readonly text: string }
);
