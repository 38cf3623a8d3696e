import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { extname } from 'node:path';

/** A local AWS that is measured from outside, over one connection that is kept open. */
export class Subject {
  readonly #child: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly url: URL;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = new URL(url);
  }

  static async start(home?: string): Promise<Subject> {
    const program = new URL(`./child${extname(import.meta.url)}`, import.meta.url);
    const child = fork(program, home === undefined ? [] : [home], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    });
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    return new Subject(child, url);
  }

  /** Calls an operation of EC2 or CloudFormation without the SDK, whose own time would be measured too. Returns the XML. */
  call(Action: string, parameters: Readonly<Record<string, string>> = {}, Version = '2016-11-15'): Promise<string> {
    const body = new URLSearchParams({ Action, Version, ...parameters }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
    const { hostname: host, port } = this.url;
    return new Promise((resolve, reject) => {
      const sent = request({ host, port, method: 'POST', path: '/', agent: this.#agent, headers }, (reply) => {
        let text = '';
        reply.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        reply.on('end', () => {
          if (reply.statusCode === 200) resolve(text);
          else reject(new Error(`${Action}: ${reply.statusCode} ${text}`));
        });
      });
      sent.on('error', reject).end(body);
    });
  }

  async megabytes(): Promise<number> {
    const answer = once(this.#child, 'message');
    this.#child.send('memory');
    const [{ megabytes }] = (await answer) as [{ megabytes: number }];
    return megabytes;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}
