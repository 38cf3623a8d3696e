import { BreakfixError } from '../lib/error.ts';
import { localPort, localUrl, portTaken, whoAnswers } from './local-aws.ts';
import { type Context, type Given, text } from './verb.ts';

/** Variables to set, and those to take away (`undefined`). */
type Variables = Readonly<Record<string, string | undefined>>;

interface Shell {
  set(name: string, value: string): string;
  unset(name: string): string;
}

const SHELLS: ReadonlyMap<string, Shell> = new Map(
  Object.entries({
    sh: {
      set: (name, value) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
      unset: (name) => `unset ${name}`,
    },
    fish: {
      set: (name, value) => `set -gx ${name} '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
      unset: (name) => `set -e ${name}`,
    },
    powershell: {
      set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
      unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
    },
    cmd: { set: (name, value) => `set "${name}=${value}"`, unset: (name) => `set "${name}="` },
  } satisfies Record<string, Shell>),
);

/** A POSIX shell, save on Windows outside of Git Bash and its like, which set MSYSTEM. */
function defaultShell(env: NodeJS.ProcessEnv = process.env, platform = process.platform): 'sh' | 'powershell' {
  return platform === 'win32' && !env.MSYSTEM ? 'powershell' : 'sh';
}

/** How a person has the shell evaluate it. */
export function evaluateEnv(command = 'breakfix'): string {
  return defaultShell() === 'sh' ? `eval "$(${command} env)"` : `${command} env | Out-String | Invoke-Expression`;
}

/** Prints what a shell has to evaluate so that other AWS clients work at the target. */
export async function run(given: Given, context: Context): Promise<number> {
  const name = text(given, 'shell') ?? defaultShell();
  const shell = SHELLS.get(name === 'bash' || name === 'zsh' ? 'sh' : name === 'pwsh' ? 'powershell' : name);
  if (!shell) {
    throw new BreakfixError('USAGE', `--shell ${name} is not known.`, `--shell ${[...SHELLS.keys()].join(', ')}`, 64);
  }
  const variables = context.targetName === 'local' ? await localVariables(given, context) : awsVariables(context);
  for (const [variable, value] of Object.entries(variables)) {
    context.print(value === undefined ? shell.unset(variable) : shell.set(variable, value));
  }
  context.emit({
    set: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)),
    unset: Object.keys(variables).filter((variable) => variables[variable] === undefined),
  });
  return 0;
}

/** The variables of the local AWS, for a shell or for a child process. */
export async function localVariables(given: Given, context: Context): Promise<Variables> {
  // Looked at first: resolving the target takes these away from our own process, too.
  const leftovers = leftoverEndpoints();
  const { LOCAL_CREDENTIALS, LOCAL_REGION } = await import('./target.ts');
  const port = localPort(text(given, 'port'));
  const { by } = await whoAnswers(port);
  if (by === 'something else') throw portTaken(port);
  const running = by === 'local AWS';
  if (!running) context.note(context.words.local.notYet);
  const region = context.region ?? LOCAL_REGION;
  const account = running ? (await (await context.target()).identity()).account : undefined;
  return {
    ...leftovers,
    AWS_ENDPOINT_URL: localUrl(port),
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    CDK_DEFAULT_REGION: region,
    ...(account && { CDK_DEFAULT_ACCOUNT: account }),
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_DEFAULT_PROFILE: undefined,
  };
}

/** Takes away what `env` of the local AWS has set, and names profile and Region where they were given. */
function awsVariables({ profile, region }: Context): Variables {
  const ours = process.env.AWS_ENDPOINT_URL?.includes('127.0.0.1') === true;
  return {
    ...leftoverEndpoints(),
    AWS_ENDPOINT_URL: undefined,
    CDK_DEFAULT_ACCOUNT: undefined,
    CDK_DEFAULT_REGION: undefined,
    ...(ours && {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_REGION: undefined,
      AWS_DEFAULT_REGION: undefined,
    }),
    ...(profile && { AWS_PROFILE: profile }),
    ...(region && { AWS_REGION: region, AWS_DEFAULT_REGION: region }),
  };
}

/** Endpoints of single services, which would win over AWS_ENDPOINT_URL, and the switch that ignores it. */
function leftoverEndpoints(): Variables {
  const names = Object.keys(process.env).filter(
    (name) => name.startsWith('AWS_ENDPOINT_URL_') || name === 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  );
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
