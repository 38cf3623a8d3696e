import { CreateStackCommand, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { App } from 'aws-cdk-lib';
import { type LocalAws, startLocalAws } from '../emulator/local-aws.ts';
import type { State } from '../emulator/state.ts';
import { grade } from '../grader/grade.ts';
import type { Report } from '../grader/report.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import type { FindingCode } from '../lib/check/finding.ts';
import { type Clients, connect } from '../lib/clients.ts';
import { findStack, stackName, stackResources, vpcIdsAmong } from '../lib/lab-stack.ts';
import { findPlaces, type Places } from '../lib/place.ts';
import type { Lab, Scenario } from '../lib/scenario.ts';
import { defineStack } from '../lib/stack.ts';
import { type Terms, termsOf } from '../lib/terms.ts';

/** A local AWS in memory with clients for it; `use` puts another state in its place. */
export interface Bench extends LocalAws {
  readonly clients: Clients;
  /** The state that answers now. */
  current(): State;
}

export async function startBench(): Promise<Bench> {
  const aws = await startLocalAws({ port: 0 });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  let current: State = aws.state;
  return {
    ...aws,
    clients: connect({ region: 'us-east-1', endpoint: aws.url, credentials }),
    current: () => current,
    use: (state) => {
      current = state;
      aws.use(state);
    },
  };
}

/** A scenario's template and stack tags, synthesised once however often it is deployed. */
export interface Synthesised {
  readonly StackName: string;
  readonly TemplateBody: string;
  readonly Tags: { Key: string; Value: string }[];
}

export function synthesise(scenario: Scenario, terms: Terms): Synthesised {
  const artifact = artifactOf(scenario, terms);
  return {
    StackName: artifact.stackName,
    TemplateBody: JSON.stringify(artifact.template),
    Tags: Object.entries(artifact.tags).map(([Key, Value]) => ({ Key, Value })),
  };
}

/** What the CDK makes of a scenario, with whatever assets it has. Its own validation takes seconds, and deploying tells more. */
export function artifactOf(scenario: Scenario, terms: Terms) {
  process.env.CDK_VALIDATION = 'false';
  const app = new App({ analyticsReporting: false });
  defineStack(app, scenario, terms);
  return app.synth().getStackByName(stackName(scenario.id));
}

/** Deploys through CloudFormation, without the CDK toolkit. */
export async function createStack({ cloudformation }: Clients, stack: Synthesised): Promise<void> {
  await cloudformation.send(new CreateStackCommand({ ...stack, Capabilities: ['CAPABILITY_IAM'] }));
  const { StackEvents = [] } = await cloudformation.send(
    new DescribeStackEventsCommand({ StackName: stack.StackName }),
  );
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'));
  if (failed.length > 0) {
    throw new Error(failed.map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`).join('\n'));
  }
}

/** The whole of a state, to compare with. */
export const contentOf = (state: State) =>
  [...state.records()].map(({ region, collection, id }) => `${region}/${collection}/${id}`).sort();

export async function readLab({ clients }: Bench, scenario: Scenario) {
  const resources = await stackResources(clients, stackName(scenario.id));
  return snapshot(clients, { vpcIds: vpcIdsAmong(resources) });
}

export async function gradeLab(bench: Bench, scenario: Scenario): Promise<Report> {
  const stack = await findStack(bench.clients, stackName(scenario.id));
  return grade(scenario, await readLab(bench, scenario), termsOf(scenario, stack?.Tags));
}

/** The checks that do not pass, each with its reason; `unknown` stands for a check that could not tell. */
export function failures({ checks }: Report): Record<string, FindingCode | 'unknown' | undefined> {
  return Object.fromEntries(
    checks
      .filter(({ finding }) => finding.verdict !== 'pass')
      .map(({ id, finding }) => [id, finding.verdict === 'unknown' ? 'unknown' : finding.code]),
  );
}

/** What a fix works with, on the lab as it stands. */
export async function openLab(bench: Bench, scenario: Scenario): Promise<Lab> {
  const places: Places = findPlaces(await readLab(bench, scenario));
  const stack = await findStack(bench.clients, stackName(scenario.id));
  return {
    ec2: bench.clients.ec2,
    elbv2: bench.clients.elbv2,
    terms: termsOf(scenario, stack?.Tags),
    id: (place) => {
      const [id] = places[place] ?? [];
      if (!id) throw new Error(`nothing plays the role ${place}`);
      return id;
    },
  };
}
