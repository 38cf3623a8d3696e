import { type App, type CfnResource, LegacyStackSynthesizer, Stack, TagManager, Tags } from 'aws-cdk-lib';
import { ROLE_TAG, SCENARIO_TAG, SEED_TAG, shownName, VARIANT_TAG } from './place.ts';
import type { Scenario } from './scenario.ts';
import type { Terms } from './terms.ts';

/**
 * A scenario as the CloudFormation stack `breakfix-<id>`: no assets, no bootstrap, no account or Region baked in.
 * Every resource that can have tags gets a Name; the places also get the tag by which they are found again.
 */
export function defineStack(app: App, scenario: Scenario, terms: Terms): Stack {
  const stack = new Stack(app, `breakfix-${scenario.id}`, {
    description: 'breakfix lab',
    synthesizer: new LegacyStackSynthesizer(),
    analyticsReporting: false,
    tags: { [SCENARIO_TAG]: scenario.id, [VARIANT_TAG]: terms.variant, [SEED_TAG]: terms.seed },
  });
  const places = scenario.build(stack, terms);
  for (const child of stack.node.findAll()) {
    if (child !== stack && TagManager.of(child)) Tags.of(child).add('Name', shownName(child.node.id));
  }
  for (const [place, resource] of Object.entries<CfnResource>(places)) {
    Tags.of(resource).add(ROLE_TAG, place);
    Tags.of(resource).add('Name', shownName(place));
  }
  return stack;
}
