import { once } from 'node:events';
import { CONSOLE_PATH } from '../console/server/pages.ts';
import type { Quotas } from '../emulator/state.ts';
import { BreakfixError } from '../lib/error.ts';
import { consoleAt } from './console/serve.ts';
import { evaluateEnv } from './env.ts';
import {
  forgetLocalAws,
  grantQuotas,
  localAwsFolder,
  localPort,
  localUrl,
  logPath,
  portTaken,
  readLocalAws,
  startLocalAws,
  whoAnswers,
  writeLocalAws,
} from './local-aws.ts';
import { packageVersion } from './package.ts';
import { forgetOwnSettings } from './target.ts';
import { type Context, flag, type Given, text, texts } from './verb.ts';

/** Starts the local AWS: in the background, or here until it is told to stop. */
export async function run(given: Given, context: Context): Promise<number> {
  const port = localPort(text(given, 'port'));
  const { quotasFrom } = await import('../emulator/quotas.ts');
  const quotas = quotasFrom(texts(given, 'quota'));
  if (flag(given, 'foreground')) return serve(port, quotas, context);
  const { local: words } = context.words;
  const step = context.step(words.starting);
  const url = localUrl(port);
  try {
    const { started, warning } = await startLocalAws(port);
    step.done(started ? words.runs(url) : words.already(url));
    if (warning) context.note(context.words.phrase(warning));
    const granted = await grantQuotas(port, quotas);
    for (const [name, value] of Object.entries(granted)) context.print(words.quota(name, value));
    const process = {
      url,
      console: url + CONSOLE_PATH,
      port,
      started,
      pid: readLocalAws()?.pid ?? null,
      log: logPath(),
    };
    context.emit({ ...process, quotas: granted, ...(warning && { warning }) });
  } catch (error) {
    step.fail(words.notStarted);
    throw error;
  }
  context.print(words.console(`${url}${CONSOLE_PATH}`));
  context.print(words.point(evaluateEnv()));
  return 0;
}

async function serve(port: number, quotas: Quotas, context: Context): Promise<number> {
  const { by } = await whoAnswers(port);
  if (by === 'something else') throw portTaken(port);
  if (by === 'local AWS') {
    throw new BreakfixError('ALREADY_RUNNING', `The local AWS already runs at ${localUrl(port)}.`, 'breakfix down', 73);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  const stop = new AbortController();
  const stopped = Promise.race([
    once(process, 'SIGINT', { signal: stop.signal }).then(() => 130),
    once(process, 'SIGTERM', { signal: stop.signal }).then(() => 0),
    once(process, 'SIGHUP', { signal: stop.signal }).then(() => 129),
  ]);
  const { startLocalAws: listen } = await import('../emulator/local-aws.ts');
  const log = (line: string) => context.note(line);
  forgetOwnSettings();
  const pages = consoleAt(() => port, log);
  const server = await listen({ port, home: localAwsFolder(), version: packageVersion(), quotas, log, pages });
  writeLocalAws(port);
  context.note(context.words.local.foreground(localUrl(port)));
  context.emit({ url: localUrl(port), port, pid: process.pid });
  const exitCode = await stopped;
  stop.abort();
  await server.close();
  if (readLocalAws()?.pid === process.pid) forgetLocalAws();
  return exitCode;
}
