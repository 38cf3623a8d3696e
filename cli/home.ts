import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** The folder where breakfix keeps its state on this machine; BREAKFIX_HOME overrides the platform's custom. */
export function home(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env.BREAKFIX_HOME) return resolve(env.BREAKFIX_HOME);
  if (env.XDG_STATE_HOME) return join(env.XDG_STATE_HOME, 'breakfix');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'breakfix');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'breakfix');
  return join(homedir(), '.local', 'state', 'breakfix');
}

/** A path below the home folder. */
export function homePath(...names: string[]): string {
  return join(home(), ...names);
}

/** The content of a JSON file, or undefined when it does not exist or cannot be parsed. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error instanceof SyntaxError || ['ENOENT', 'ENOTDIR'].includes(code)) return undefined;
    throw error;
  }
}

/** Replaces a JSON file as a whole, so that a crash leaves either the old content or the new. */
export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

/** Removes a file; a missing one is fine. */
export function removeFile(path: string): void {
  rmSync(path, { force: true });
}
