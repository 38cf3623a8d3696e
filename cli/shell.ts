import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { home, homePath } from './home.ts';

/** Opens the person's own shell with more environment, and waits until it is left. `breakfix` works in it. */
export async function openShell(
  label: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const program = shellProgram();
  await inForeground(program, [], { ...shellEnvironment(label), ...environment });
}

/** Runs a program on this terminal until it ends. Arguments reach it as they are: no shell reads them. */
export async function inForeground(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const child = spawn(program, args, { stdio: 'inherit', env });
  // Ctrl-C belongs to what runs in it.
  const listeners = process.listeners('SIGINT');
  const ignore = () => {};
  process.removeAllListeners('SIGINT').on('SIGINT', ignore);
  try {
    await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  } finally {
    process.removeListener('SIGINT', ignore);
    for (const listener of listeners) process.on('SIGINT', listener);
  }
}

/** The person's shell: `$SHELL`, or the command processor of Windows. */
export function shellProgram(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  return platform === 'win32' ? (env.COMSPEC ?? 'cmd.exe') : (env.SHELL ?? '/bin/sh');
}

function shellEnvironment(label: string): NodeJS.ProcessEnv {
  const prompt =
    process.platform === 'win32'
      ? { PROMPT: `(${label}) $P$G` }
      : { PROMPT_COMMAND: `PS1="(${label}) \${PS1#(${label}) }"` };
  return {
    ...process.env,
    ...prompt,
    BREAKFIX_CASE: label,
    BREAKFIX_HOME: home(),
    PATH: `${commandFolder()}${delimiter}${process.env.PATH}`,
  };
}

/** A folder whose only command, `breakfix`, is this very program. */
function commandFolder(): string {
  const folder = homePath('bin');
  const words = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') {
    writeFileSync(join(folder, 'breakfix.cmd'), `@${words.map((word) => `"${word}"`).join(' ')} %*\r\n`);
  } else {
    const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
    writeFileSync(join(folder, 'breakfix'), `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`);
    chmodSync(join(folder, 'breakfix'), 0o700);
  }
  return folder;
}
