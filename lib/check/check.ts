import type { Charge } from '../cost.ts';
import type { Network } from '../network/network.ts';
import type { Places } from '../place.ts';
import type { Finding } from './finding.ts';
import type { CheckWords } from './words/index.ts';

/** What an expectation is about: everything that it may look at. */
export interface View {
  readonly network: Network;
  readonly places: Places;
  /** What is billed by the hour in the lab as it stands. */
  readonly charges: readonly Charge[];
  /** What findings say, in the language of the report. */
  readonly words: CheckWords;
}

/** One thing that must hold of the account. `Place` names the places it speaks of, so that a typo does not compile. */
export interface Check<Place extends string = string> {
  readonly places: readonly Place[];
  run(view: View): Finding;
}
