import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consoleAt } from '../../cli/console/serve.ts';
import type { ApiError } from '../../console/api.ts';
import { startLocalAws } from '../../emulator/local-aws.ts';

export const JSON_TYPE = { 'content-type': 'application/json' };

/** A local AWS with the console's API and a home folder of its own, and what asks it. */
export async function startApi() {
  const homeBefore = process.env.BREAKFIX_HOME;
  const home = mkdtempSync(join(tmpdir(), 'breakfix-api-'));
  process.env.BREAKFIX_HOME = home;
  const aws: Awaited<ReturnType<typeof startLocalAws>> = await startLocalAws({
    port: 0,
    pages: consoleAt(() => aws.port),
  });
  const ask = (path: string, init: RequestInit = {}) => fetch(`${aws.url}/console/api/${path}`, init);
  return {
    aws,
    ask,
    post: (path: string, body: unknown = {}) =>
      ask(path, { method: 'POST', headers: JSON_TYPE, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    async close() {
      await aws.close();
      process.env.BREAKFIX_HOME = homeBefore;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const errorOf = async (response: Response) => ((await response.json()) as { error: ApiError }).error;
export const answerOf = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
