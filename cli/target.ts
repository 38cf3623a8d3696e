import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { connect } from '../lib/clients.ts';
import { BreakfixError } from '../lib/error.ts';
import { explain } from './aws-errors.ts';
import { localPort, localUrl, portTaken, startLocalAws, whoAnswers } from './local-aws.ts';
import { regionName } from './region-name.ts';
import type { CommonOptions, Context, Identity, Target } from './verb.ts';

/** The local AWS takes any credentials; these belong to nobody. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** The Region of the local AWS when none is named. */
export const LOCAL_REGION = 'us-east-1';

/** Finds out where to work, and that it can be reached. */
export function resolveTarget(context: Context, options: CommonOptions, start: boolean): Promise<Target> {
  return context.targetName === 'local' ? runningLocalTarget(context, options, start) : awsTarget(options);
}

async function runningLocalTarget(context: Context, options: CommonOptions, start: boolean): Promise<Target> {
  if (options.profile) {
    throw new BreakfixError('USAGE', '--profile is for --target aws.', 'leave it away, or add --target aws', 64);
  }
  const port = localPort(options.port);
  if (start) await startWithStep(context, port);
  else await mustRun(port);
  forgetOwnSettings();
  return localTargetAt(port, options.region);
}

/** The person's own profile and endpoints must not leak into anything that works on the local AWS. */
export function forgetOwnSettings(): void {
  for (const name of Object.keys(process.env)) {
    if (/^AWS_(PROFILE|DEFAULT_PROFILE|SESSION_TOKEN|ENDPOINT_URL.*)$/.test(name)) delete process.env[name];
  }
}

/** The local AWS at a port as a target, whether it runs or not. */
export function localTargetAt(port: number, region = LOCAL_REGION): Target {
  const endpoint = localUrl(port);
  const clients = connect({ region, endpoint, credentials: LOCAL_CREDENTIALS });
  return { name: 'local', region, endpoint, clients, identity: identityOf(() => clients.sts) };
}

async function awsTarget(options: CommonOptions): Promise<Target> {
  const loopback = Object.entries(process.env).find(
    ([name, value]) => name.startsWith('AWS_ENDPOINT_URL') && value && isLoopback(value),
  );
  if (loopback) {
    throw new BreakfixError(
      'LOCAL_ENDPOINT',
      `--target aws, but ${loopback[0]} is ${loopback[1]}, which is this machine.`,
      'eval "$(breakfix env --target aws)", which takes the settings of the local AWS away',
      78,
    );
  }
  const profile = options.profile ?? process.env.AWS_PROFILE;
  const region = options.region ?? (await configuredRegion(profile));
  const clients = connect({ region, ...(profile && { profile }) });
  return { name: 'aws', region, ...(profile && { profile }), clients, identity: identityOf(() => clients.sts) };
}

async function configuredRegion(profile: string | undefined): Promise<string> {
  const named = process.env.AWS_REGION || process.env.AWS_DEFAULT_REGION;
  if (named) return regionName(process.env.AWS_REGION ? 'AWS_REGION' : 'AWS_DEFAULT_REGION', named, 'aws');
  try {
    return await new STSClient({ ...(profile && { profile }) }).config.region();
  } catch {
    throw new BreakfixError('NO_REGION', 'No AWS Region is configured.', '--region us-east-1, or AWS_REGION', 78);
  }
}

async function startWithStep(context: Context, port: number): Promise<void> {
  if ((await whoAnswers(port)).by === 'local AWS') return;
  const step = context.step(context.words.local.starting);
  try {
    const { warning } = await startLocalAws(port);
    step.done(context.words.local.runs(localUrl(port)));
    if (warning) context.note(context.words.phrase(warning));
  } catch (error) {
    step.fail();
    throw error;
  }
}

async function mustRun(port: number): Promise<void> {
  const { by } = await whoAnswers(port);
  if (by === 'something else') throw portTaken(port);
  if (by === 'nobody') {
    throw new BreakfixError('NOT_RUNNING', `The local AWS is not running at port ${port}.`, 'breakfix up', 69);
  }
}

function identityOf(sts: () => STSClient): () => Promise<Identity> {
  let identity: Promise<Identity> | undefined;
  return () => {
    identity ??= sts()
      .send(new GetCallerIdentityCommand({}))
      .then(({ Account = '', Arn = '' }) => ({ account: Account, arn: Arn }))
      .catch((error: unknown) => {
        throw explain(error);
      });
    return identity;
  };
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
