import { join } from 'node:path';
import { API_PATH, consolePages } from '../../console/server/pages.ts';
import { packageRoot } from '../../lib/package-root.ts';

/**
 * The console of the local AWS at a port: its API, which does what the verbs do, and its pages. The cases are loaded when they are first
 * asked for, which takes more than a second.
 */
export function consoleAt(port: () => number, log?: (line: string) => void) {
  const pages = consolePages(join(packageRoot(), 'dist', 'console', 'web'));
  const loaded = async () => {
    const [{ labApi }, { consoleLabs }] = await Promise.all([
      import('../../console/server/api.ts'),
      import('./labs.ts'),
    ]);
    return labApi(consoleLabs(port), log);
  };
  let api: ReturnType<typeof loaded> | undefined;
  return async (request: Request): Promise<Response | undefined> => {
    if (!new URL(request.url).pathname.startsWith(API_PATH)) return pages(request);
    api ??= loaded();
    return (await api).fetch(request);
  };
}
