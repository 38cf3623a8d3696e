/** What the console's pages and the local AWS's process say to each other below `/console/api/`: JSON of these types, and nothing else. */

import type { Block, Named } from './api-block.ts';
import type { Diagnosed } from './api-learning.ts';

export type * from './api-block.ts';
export type * from './api-learning.ts';

export type Language = 'en' | 'ko';

/** What went wrong, and what to try. */
export interface ApiError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export type LabState = 'deployed' | 'changing' | 'maybe deployed' | 'failed' | 'gone' | 'absent';

/** One case of the list. */
export interface CaseRow {
  readonly id: string;
  readonly title: string;
  readonly track: string;
  readonly difficulty: number;
  readonly minutes: number;
  readonly lab: LabState;
  readonly progress: 'new' | 'open' | 'left' | 'solved';
  readonly points?: number;
  readonly attempts: number;
  /** The seconds of the fastest attempt that was solved. */
  readonly seconds?: number;
  /** How many of its drill's questions are mastered, and of how many. */
  readonly mastered: number;
  readonly questions: number;
}

/** How far the learner is, and what comes next. */
export interface Progress {
  readonly cases: readonly CaseRow[];
  readonly tracks: readonly { readonly track: string; readonly solved: number; readonly of: number }[];
  readonly next?: { readonly case: string; readonly why: string };
}

export type HintName = 1 | 2 | 3 | 'account';

export interface Hint {
  readonly hint: HintName;
  readonly text: readonly Block[];
}

/** A deployment or removal, under way or the latest one. */
export interface Work {
  readonly kind: 'deploy' | 'reset' | 'destroy';
  readonly state: 'running' | 'done' | 'failed';
  readonly lines: readonly string[];
  readonly error?: ApiError;
}

/** A case as its page shows it; nothing of it tells the answer. */
export interface Case extends CaseRow {
  readonly ticket: readonly Block[];
  /** Who wrote the ticket, by its last line. */
  readonly customer: string;
  /** In words. */
  readonly severity: string;
  /** ISO 8601: when the latest attempt began, and when it was solved. */
  readonly startedAt?: string;
  readonly solvedAt?: string;
  /** The hints that were shown in it; that from the account is told anew each time. */
  readonly hints: readonly Hint[];
  readonly hintCosts: Readonly<Record<HintName, number>>;
  /** Whether the answer is no secret any more. */
  readonly answerKnown: boolean;
  /** The first diagnosis of the latest attempt, which is the one that counts. */
  readonly diagnosis?: Diagnosed;
  /** What the lab was graded as last, by whoever graded it. */
  readonly report?: Report;
  readonly work?: Work;
}

export interface CheckResult {
  readonly id: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  readonly expected: string;
  readonly actual: string;
  /** Ids of resources. */
  readonly where: readonly string[];
}

export interface Report {
  readonly verdict: 'solved' | 'unsolved' | 'unknown';
  /** The verdict in one sentence. */
  readonly says: string;
  readonly gradedAt: string;
  readonly checks: readonly CheckResult[];
  readonly advice: readonly CheckResult[];
  /** What could not be read, and why. */
  readonly gaps: readonly string[];
  readonly quality?: { readonly says: string; readonly reasons: readonly string[] };
}

export interface Rule {
  /** The security group or network ACL that it is of. */
  readonly of: string;
  readonly text: string;
}

/** What a support engineer would ask for: facts, and no verdict on them. */
export interface Evidence {
  /** What a connection can be tried from and to. */
  readonly ends: readonly Named[];
  readonly subnets: readonly (Named & {
    readonly routeTable: string;
    readonly routes: readonly { readonly destination: string; readonly target: string; readonly active: boolean }[];
  })[];
  readonly interfaces: readonly (Named & {
    readonly inbound: readonly Rule[];
    readonly outbound: readonly Rule[];
  })[];
  readonly targets: readonly {
    readonly group: string;
    readonly target: string;
    readonly port: number;
    readonly state: string;
    readonly reason: string;
  }[];
}

export interface ProbeRequest {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** What an application load balancer is asked for; `/` where it is left out. */
  readonly path?: string;
  /** The name in the Host header, where that is not the other end's own. */
  readonly host?: string;
}

/** What one `curl --connect-timeout 5` says, and what the flow logs on its way hold of it. */
export interface Probe extends ProbeRequest {
  readonly outcome: 'connected' | 'refused' | 'timed out';
  readonly seconds: number;
  /** As far as somebody answers in HTTP. */
  readonly status?: number;
  /** What curl prints. */
  readonly output: string;
  /** The names of the fields, and a line for each record. */
  readonly flowLog: readonly string[];
}

/** Where a packet comes along, and what happens to it there. */
export interface Step {
  /** The SYN and all else that is sent to the other end, or the answer to it. */
  readonly direction: 'forward' | 'return';
  /** Such as `security-group`. */
  readonly kind: string;
  readonly component: string;
  /** What it stands at on a map: an instance, a gateway, a load balancer, a subnet. */
  readonly at: string;
  readonly verdict: 'pass' | 'drop' | 'unknown';
  /** The rule or route that decided, and what came of it. */
  readonly says: string;
}

/** The way of a packet and of its answer. It ends at the first thing that drops either. */
export interface Walk {
  readonly verdict: 'reachable' | 'blocked' | 'unknown';
  readonly steps: readonly Step[];
}
