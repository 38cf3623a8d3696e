import { App } from 'aws-cdk-lib';
import { defineStack } from '../lib/stack.ts';
import { scenarios } from '../scenarios/index.ts';

// The validator of templates takes seconds to load; the tests deploy every template through CloudFormation instead.
process.env.CDK_VALIDATION ??= 'false';
const app = new App();
const wanted: unknown = app.node.tryGetContext('variant');
for (const scenario of scenarios) {
  const variant = scenario.variants.find((name) => name === wanted) ?? scenario.variants[0];
  if (variant !== undefined) defineStack(app, scenario, variant);
}
