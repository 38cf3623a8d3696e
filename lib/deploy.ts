import type { IIoHost, IoMessage } from '@aws-cdk/toolkit-lib';
import type { StackEvent } from '@aws-sdk/client-cloudformation';
import type { Clients } from './clients.ts';
import { BreakfixError } from './error.ts';
import type { Scenario } from './scenario.ts';
import { defineStack } from './stack.ts';
import type { Terms } from './terms.ts';

/** What happened to one resource of the stack, and how far the deployment is. */
export interface DeployEvent {
  readonly event: StackEvent;
  /** Finished resources and all resources of the stack, as far as they are known. */
  readonly completed: number;
  readonly total: number | undefined;
}

/** Synthesises a scenario's stack and deploys it through CloudFormation; a DEPLOY_FAILED error carries CloudFormation's reasons. */
export async function deploy(
  clients: Clients,
  scenario: Scenario,
  terms: Terms,
  { onEvent, pollMilliseconds = 2000 }: { onEvent?: (event: DeployEvent) => void; pollMilliseconds?: number } = {},
): Promise<void> {
  // Both libraries take more than a second to load, and nothing but a deployment needs them.
  const [{ BaseCredentials, Toolkit }, { App }] = await Promise.all([
    import('@aws-cdk/toolkit-lib'),
    import('aws-cdk-lib'),
  ]);
  const { region, endpoint } = clients.connection;
  const provider = await clients.cloudformation.config.credentials;
  const host = new Listener(onEvent);
  const toolkit = new Toolkit({
    ioHost: host,
    color: false,
    emojis: false,
    sdkConfig: { baseCredentials: BaseCredentials.custom({ provider, region }) },
  });
  await withEnvironment(toolkitEnvironment(endpoint), async () => {
    const source = await toolkit.fromAssemblyBuilder(
      async ({ outdir, context }) => {
        const app = new App({ ...(outdir && { outdir }), ...(context && { context }), analyticsReporting: false });
        defineStack(app, scenario, terms);
        return app.synth();
      },
      {
        resolveDefaultEnvironment: false,
        synthOptions: { versionReporting: false, pathMetadata: false, assetMetadata: false, validation: false },
      },
    );
    try {
      await toolkit.deploy(source, { stackEventPollingInterval: pollMilliseconds });
    } catch (error) {
      if (host.failures.length > 0) throw failed(scenario.id, host.failures);
      throw isBusy(error) ? busy(scenario.id) : error;
    }
  });
}

/** Turns the toolkit's messages into events; the toolkit prints nothing of its own. */
class Listener implements IIoHost {
  readonly failures: string[] = [];
  readonly #onEvent: ((event: DeployEvent) => void) | undefined;

  constructor(onEvent: ((event: DeployEvent) => void) | undefined) {
    this.#onEvent = onEvent;
  }

  async notify(message: IoMessage<unknown>): Promise<void> {
    if (message.code !== 'CDK_TOOLKIT_I5502') return;
    const { event, progress } = message.data as {
      event: StackEvent;
      progress: { completed: number; total?: number };
    };
    const { ResourceStatus: status = '', ResourceStatusReason: reason = status, LogicalResourceId } = event;
    // What was under way when something else failed is cancelled; that explains nothing.
    if (status.endsWith('_FAILED') && !reason.includes('cancelled')) {
      this.failures.push(`${LogicalResourceId}: ${reason}`);
    }
    this.#onEvent?.({ event, completed: progress.completed, total: progress.total });
  }

  async requestResponse<T>(request: IoMessage<unknown> & { readonly defaultResponse: T }): Promise<T> {
    return request.defaultResponse;
  }
}

/** Somebody else deploys the same stack at this moment. */
function isBusy(error: unknown): boolean {
  const text = error instanceof Error ? error.message : '';
  return /AlreadyExistsException|_IN_PROGRESS state|InvalidChangeSetStatus/.test(text);
}

function busy(id: string): BreakfixError {
  return new BreakfixError(
    'STACK_BUSY',
    `Something else is at work on the stack of ${id}.`,
    'breakfix status, and again once it has finished',
    75,
  );
}

function failed(id: string, failures: readonly string[]): BreakfixError {
  return new BreakfixError(
    'DEPLOY_FAILED',
    `CloudFormation could not create ${id}:\n${failures.map((failure) => `  ${failure}`).join('\n')}`,
    `mend what it names (a quota, a permission), then \`breakfix deploy ${id}\` again; \`breakfix destroy ${id}\` cleans up`,
    73,
  );
}

/**
 * The toolkit's own clients take their endpoint from the environment only. Endpoints of single services and those of
 * configuration files would win over it, so they are out of the way while the toolkit works.
 */
function toolkitEnvironment(endpoint: string | undefined): Record<string, string | undefined> {
  const common = { CDK_VALIDATION: 'false' };
  if (endpoint === undefined) return common;
  const services = Object.keys(process.env).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
  return {
    ...common,
    ...Object.fromEntries(services.map((name) => [name, undefined])),
    AWS_ENDPOINT_URL: endpoint,
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: undefined,
    AWS_PROFILE: undefined,
  };
}

async function withEnvironment<T>(changes: Record<string, string | undefined>, work: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, process.env[name]]));
  apply(changes);
  try {
    return await work();
  } finally {
    apply(before);
  }
}

function apply(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
