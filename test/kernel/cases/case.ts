import type { Sketch } from '../../lib/account.ts';
import type { Fate } from '../connection.ts';

/** A network with one flow of interest, and what becomes of it over all source ports. */
export interface Case {
  readonly name: string;
  readonly sketch: Sketch;
  /** An interface, or `internet`. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly fates: readonly Fate[];
}

export interface Acl {
  in: string[];
  out: string[];
}

export const OPEN = { in: ['all 0.0.0.0/0'], out: ['all 0.0.0.0/0'] };
export const ALL: Acl = { in: ['100 allow all 0.0.0.0/0'], out: ['100 allow all 0.0.0.0/0'] };
export const NOTHING: Acl = { in: [], out: [] };
export const WORLD = '8.8.8.8';
