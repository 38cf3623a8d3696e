import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What the process is asked for. */
export type Question = 'memory';

interface Memory {
  /** Bytes. */
  readonly rss: number;
  readonly heapUsed: number;
}

/** What the process tells: that it is up, that it cannot start, what it holds, or that something went wrong in it. */
export type Answer = { url: string; lines: readonly string[] } | { refused: string } | Memory | { defect: string };

const CHILD = fileURLToPath(new URL('local-aws-child.ts', import.meta.url));

/** A local AWS in a process of its own, so that it can be killed and its memory be measured. */
export class LocalAwsProcess {
  readonly #child: ChildProcess;
  /** Lines of its log, and of its standard error, that tell of something that must not happen. */
  readonly defects: string[] = [];
  url = '';
  /** What it had to say while it started. */
  firstLines: readonly string[] = [];

  private constructor(home: string | undefined) {
    this.#child = fork(CHILD, home === undefined ? [] : [home], {
      execArgv: ['--import', 'tsx', '--expose-gc'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.defects.push(text));
    this.#child.on('message', (answer: Answer) => {
      if ('defect' in answer) this.defects.push(answer.defect);
    });
  }

  /** Throws what it says when it cannot start. */
  static async start(home?: string): Promise<LocalAwsProcess> {
    const started = new LocalAwsProcess(home);
    const answer = await started.#next('url', 'refused');
    if ('refused' in answer) throw new Error(answer.refused);
    if ('url' in answer) {
      started.url = answer.url;
      started.firstLines = answer.lines;
    }
    return started;
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** How much it holds after a full collection. */
  async memory(): Promise<Memory> {
    this.#child.send('memory' satisfies Question);
    const answer = await this.#next('rss');
    if ('rss' in answer) return answer;
    throw new Error('the process told something else');
  }

  /** As a power cut would: nothing that it still wanted to do is done. */
  async kill(): Promise<void> {
    if (!this.alive) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }

  #next(...members: readonly string[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void) => {
        this.#child.off('message', hear).off('exit', gone);
        work();
      };
      const hear = (answer: Answer) => {
        if (members.some((member) => member in answer)) settle(() => resolve(answer));
      };
      const gone = () => settle(() => reject(new Error(`the local AWS ended: ${this.defects.join('\n')}`)));
      this.#child.on('message', hear).on('exit', gone);
    });
  }
}
