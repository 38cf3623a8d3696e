import { App } from 'aws-cdk-lib';
import { defineStack } from '../lib/stack.ts';
import { drawTerms } from '../lib/terms.ts';
import { scenarios } from '../scenarios/index.ts';

// The validator of templates takes seconds to load; the tests deploy every template through CloudFormation instead.
process.env.CDK_VALIDATION ??= 'false';
const app = new App();
const given = (name: string) => app.node.tryGetContext(name) as string | undefined;
for (const scenario of scenarios) {
  const variant = scenario.variants.find((name) => name === given('variant')) ?? scenario.variants[0];
  defineStack(app, scenario, drawTerms(scenario, given('seed'), variant));
}
