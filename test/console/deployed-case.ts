import { grade } from '../../grader/grade.ts';
import { snapshot } from '../../lib/account/snapshot.ts';
import { connect } from '../../lib/clients.ts';
import { destroy } from '../../lib/destroy.ts';
import { findPlaces } from '../../lib/place.ts';
import type { Scenario } from '../../lib/scenario.ts';
import { drawTerms } from '../../lib/terms.ts';
import { createStack, synthesise } from '../../proof/bench.ts';
import { configOf } from '../emulator/stack.ts';
import type { ConsoleLab } from './browser.ts';

/** A variant of a case as it is deployed for a learner, what plays its roles, and what a learner's work on it is worth. */
export async function deployCase({ aws }: ConsoleLab, scenario: Scenario, variant = 'A') {
  const clients = connect(configOf(aws));
  const terms = drawTerms(scenario, 'console', variant);
  await createStack(clients, synthesise(scenario, terms));
  const places = findPlaces(await snapshot(clients));
  return {
    terms,
    id: (role: string) => places[role]?.[0] ?? '',
    /** The name of the load balancer or target group that plays a role, as in its ARN. */
    name: (role: string) => places[role]?.[0]?.split('/').at(-2) ?? '',
    verdict: async () => grade(scenario, await snapshot(clients), terms).verdict,
    destroy: () => destroy(clients, scenario.id),
  };
}
