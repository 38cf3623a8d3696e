import { type RecordedCall, record } from '../grader/recorded-call.ts';
import { snapshot } from '../lib/account/snapshot.ts';
import { connect } from '../lib/clients.ts';
import { deploy } from '../lib/deploy.ts';
import { stackName, stackResources } from '../lib/lab-stack.ts';
import { findPlaces, type Places } from '../lib/place.ts';
import type { Fix, Scenario } from '../lib/scenario.ts';
import type { Terms } from '../lib/terms.ts';
import { LOCAL_CREDENTIALS } from './target.ts';

/** What a fix called on a lab of its own, and what that lab's resources are called. */
export interface Recording {
  readonly calls: readonly RecordedCall[];
  readonly places: Places;
  /** Physical by logical ids. */
  readonly resources: ReadonlyMap<string, string>;
}

/** Applies a fix to a fresh lab on a local AWS that lives in memory for that long, and writes down its calls. */
export async function recordFix(scenario: Scenario, terms: Terms, fix: Fix, region: string): Promise<Recording> {
  const { startLocalAws } = await import('../emulator/local-aws.ts');
  const aws = await startLocalAws({ port: 0 });
  try {
    const connection = { region, endpoint: aws.url, credentials: LOCAL_CREDENTIALS };
    const clients = connect(connection);
    await deploy(clients, scenario, terms, { pollMilliseconds: 50 });
    const places = findPlaces(await snapshot(clients));
    const resources = await physicalIds(clients, scenario);
    const calls = record(clients);
    await fix.apply({
      ec2: clients.ec2,
      elbv2: clients.elbv2,
      terms,
      id: (place) => {
        const [id] = places[place] ?? [];
        if (id === undefined) throw new Error(`${scenario.id} has no place ${place}`);
        return id;
      },
    });
    return { calls, places, resources };
  } finally {
    await aws.close();
  }
}

/** The resources of a scenario's stack, physical by logical ids. */
export async function physicalIds(
  clients: Parameters<typeof stackResources>[0],
  { id }: Scenario,
): Promise<ReadonlyMap<string, string>> {
  const resources = await stackResources(clients, stackName(id));
  return new Map(
    resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [LogicalResourceId, PhysicalResourceId]),
  );
}
