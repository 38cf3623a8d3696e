import { existsSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';

/** How a person calls this program from the current folder: as npx did, or `breakfix` where that is on the PATH. */
export function commandName(env: NodeJS.ProcessEnv = process.env, script = process.argv[1] ?? ''): string {
  // npx puts its own copy on the PATH, which is gone when it ends.
  if (env.npm_command === 'exec') return 'npx breakfix';
  const names = process.platform === 'win32' ? ['breakfix.cmd', 'breakfix.ps1'] : ['breakfix'];
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  if (folders.some((folder) => names.some((name) => existsSync(join(folder, name))))) return 'breakfix';
  return ['node', ...(script.endsWith('.ts') ? ['--import tsx'] : []), relative(process.cwd(), script)].join(' ');
}
