import { type App, type CfnResource, LegacyStackSynthesizer, Stack, TagManager, Tags } from 'aws-cdk-lib';
import { BreakfixError } from './error.ts';
import { ROLE_TAG, SCENARIO_TAG, shownName, VARIANT_TAG } from './place.ts';
import type { Scenario } from './scenario.ts';

/**
 * A scenario as the CloudFormation stack `breakfix-<id>`: no assets, no bootstrap, no account or Region baked in.
 * Every resource that can have tags gets a Name; the places also get the tag by which they are found again.
 */
export function defineStack(app: App, scenario: Scenario, variant: string): Stack {
  if (!scenario.variants.includes(variant)) {
    const known = scenario.variants.join(', ');
    throw new BreakfixError(
      'UNKNOWN_VARIANT',
      `${scenario.id} has no variant ${variant}`,
      `choose one of ${known}`,
      64,
    );
  }
  const stack = new Stack(app, `breakfix-${scenario.id}`, {
    description: 'breakfix lab',
    synthesizer: new LegacyStackSynthesizer(),
    analyticsReporting: false,
    tags: { [SCENARIO_TAG]: scenario.id, [VARIANT_TAG]: variant },
  });
  const places = scenario.build(stack, variant);
  for (const child of stack.node.findAll()) {
    if (child !== stack && TagManager.of(child)) Tags.of(child).add('Name', shownName(child.node.id));
  }
  for (const [place, resource] of Object.entries<CfnResource>(places)) {
    Tags.of(resource).add(ROLE_TAG, place);
    Tags.of(resource).add('Name', shownName(place));
  }
  return stack;
}
