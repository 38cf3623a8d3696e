import type { Network } from '../network/network.ts';
import type { Places } from '../place.ts';
import type { Finding } from './finding.ts';

/** What an expectation is about: everything that it may look at. */
export interface View {
  readonly network: Network;
  readonly places: Places;
  /** What the lab costs at list price as it stands. */
  readonly usdPerHour: number;
}

/** One thing that must hold of the account. `Place` names the places it speaks of, so that a typo does not compile. */
export interface Check<Place extends string = string> {
  readonly places: readonly Place[];
  run(view: View): Finding;
}
