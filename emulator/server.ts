import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { BreakfixError } from '../lib/error.ts';
import { readBody } from '../lib/request-body.ts';
import { type AwsAnswer, answer, refuse } from './answer.ts';
import { changes } from './changes.ts';
import { AwsError } from './error.ts';
import { refusal } from './guard.ts';
import { checkedQuotas } from './quotas.ts';
import { SERVICES, type ServiceEntry } from './services.ts';
import type { State } from './state.ts';

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly state: State;
  /** Told of every request in a line, and of defects with their stack. */
  readonly log?: ((line: string) => void) | undefined;
  /** What `/_breakfix/health` tells as the version. */
  readonly version?: string | undefined;
  /** Pages that are served beside AWS's APIs, such as a console: answers a GET or POST, or nothing where it has no page. */
  readonly pages?: ((request: Request) => Response | undefined | Promise<Response | undefined>) | undefined;
  /** Other services than those of the local AWS. */
  readonly services?: readonly ServiceEntry[] | undefined;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** From now on answers from another state. */
  use(state: State): void;
  /** Stops listening and drops open connections. The state stays open. */
  close(): Promise<void>;
}

/** Templates are at most 51,200 bytes inline, user data 16 KiB: nothing that AWS would accept is larger. */
const LARGEST_BODY = 1024 * 1024;

/** Serves the AWS APIs on the loopback interface alone. Throws BreakfixError PORT_IN_USE or PORT_NOT_ALLOWED. */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  const current = { state: options.state };
  const { log = () => {} } = options;
  const server = createServer(
    getRequestListener(routes(options, current).fetch, {
      overrideGlobalObjects: false,
      errorHandler: (error) => send(refuse(UNREADABLE, unreadable(error)), log),
    }),
  );
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    use: (state) => {
      current.state = state;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function routes(
  { log = () => {}, version = '0', services = SERVICES, pages = () => undefined }: ServerOptions,
  current: { state: State },
): Hono {
  const app = new Hono();
  const startedAt = new Date().toISOString();

  app.use(async (context, next) => {
    const header = (name: string) => context.req.header(name);
    const why = refusal({ host: header('host'), origin: header('origin'), fetchSite: header('sec-fetch-site') });
    if (why === undefined) return next();
    log(`refused ${header('host')} ${header('origin') ?? ''}: ${why}`);
    return send(refuse(requestOf(context), new AwsError('AccessDenied', why, 403)), log);
  });

  app.get('/_breakfix/health', (context) => {
    const { accountId, home, quotas } = current.state;
    return context.json({ status: 'ok', version, accountId, pid: process.pid, startedAt, home: home ?? null, quotas });
  });

  app.post('/_breakfix/reset', (context) => {
    current.state.reset();
    log('reset');
    return context.json({ status: 'ok' });
  });

  /** Grants the account quotas: a JSON object of numbers by name. */
  app.post('/_breakfix/quotas', async (context) => {
    const body = await readBody(context.req.raw.body, LARGEST_BODY).catch(() => undefined);
    try {
      current.state.grant(checkedQuotas(parsed(body)));
    } catch (error) {
      if (!(error instanceof BreakfixError)) throw error;
      return context.json({ status: 'refused', message: error.message }, 400);
    }
    log('quotas granted');
    return context.json({ status: 'ok', quotas: current.state.quotas });
  });

  /** An event for every change of the account, whoever makes it. */
  app.get('/_breakfix/changes', () => changes(current.state));

  app.all('/_breakfix/*', (context) => context.notFound());

  // What it answers with nothing goes on to AWS's APIs, with its body unread.
  app.on(['GET', 'POST'], '*', async (context, next) => (await pages(context.req.raw)) ?? next());

  const tooLarge = new AwsError('RequestEntityTooLarge', `The request is larger than ${LARGEST_BODY} bytes.`, 413);
  app.all('*', async (context) => {
    const request = requestOf(context);
    const body = await readBody(context.req.raw.body, LARGEST_BODY).catch(unreadable);
    if (body instanceof AwsError) return send(refuse(request, body), log);
    if (!body) return send(refuse(request, tooLarge), log);
    return send(await answer(services, current.state, { ...request, body }), log);
  });
  return app;
}

/** What a body says as JSON, or undefined. */
function parsed(body: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(Buffer.from(body ?? []).toString());
  } catch {
    return undefined;
  }
}

/** A request whose address or Host makes no URL: nothing else of it is looked at. */
const UNREADABLE = { method: '', header: () => undefined };

function unreadable(error: unknown): AwsError {
  const why = error instanceof Error ? error.message : String(error);
  return new AwsError('BadRequest', `The request could not be read: ${why}.`);
}

function requestOf({ req }: Context) {
  return { method: req.method, header: (name: string) => req.header(name) };
}

function send({ status, headers, body, summary, defect }: AwsAnswer, log: (line: string) => void): Response {
  log(summary);
  if (defect !== undefined) log(defect instanceof Error ? (defect.stack ?? defect.message) : String(defect));
  return new Response(body, { status, headers });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(listenError(error, port));
    server.once('error', fail);
    try {
      server.listen(port, '127.0.0.1', () => resolve());
    } catch (error) {
      fail(error);
    }
  });
}

function listenError(error: unknown, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return new BreakfixError(
      'PORT_IN_USE',
      `Port ${port} is already in use.`,
      'Stop what listens there, or choose another port; port 0 takes any free one.',
    );
  }
  if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
    return new BreakfixError(
      'PORT_NOT_ALLOWED',
      `Port ${port} cannot be opened.`,
      'Choose one from 1024 to 65535.',
      77,
    );
  }
  return error;
}
