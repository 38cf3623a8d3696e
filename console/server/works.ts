import { BreakfixError } from '../../lib/error.ts';
import type { ApiError, Work } from '../api.ts';
import type { Tell } from './labs.ts';

interface Kept {
  work: Work;
  readonly listeners: Set<() => void>;
}

/** Deployments and removals, one at a time; they go on whether or not anybody looks. The latest of each lab is kept. */
export class Works {
  readonly #kept = new Map<string, Kept>();
  #busy: string | undefined;

  /** The latest work at a lab, by the name of the lab. */
  of(lab: string): Work | undefined {
    return this.#kept.get(lab)?.work;
  }

  /** Begins a piece of work; a BreakfixError LAB_BUSY while another one is under way. */
  start(lab: string, kind: Work['kind'], run: (tell: Tell) => Promise<void>, say: (error: unknown) => ApiError): void {
    if (this.#busy !== undefined) {
      const what = `The console is at work on ${this.#busy.split(' ').at(-1)}.`;
      throw new BreakfixError('LAB_BUSY', what, 'the same again, once that is done', 75);
    }
    this.#busy = lab;
    const kept: Kept = { work: { kind, state: 'running', lines: [] }, listeners: new Set() };
    this.#kept.set(lab, kept);
    const change = (next: Partial<Work>) => {
      kept.work = { ...kept.work, ...next };
      for (const listener of kept.listeners) listener();
    };
    const tell = (line: string) => change({ lines: [...kept.work.lines, line.trim()] });
    run(tell)
      .then(
        () => ({ state: 'done' as const }),
        (error: unknown) => ({ state: 'failed' as const, error: say(error) }),
      )
      .then((end) => {
        this.#busy = undefined;
        change(end);
      });
  }

  /** A stream of events, each the whole work as it stands; it ends with the work. Undefined where there is none. */
  stream(lab: string): Response | undefined {
    const kept = this.#kept.get(lab);
    if (!kept) return undefined;
    let forget = () => {};
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = () => {
          controller.enqueue(Buffer.from(`data: ${JSON.stringify(kept.work)}\n\n`));
          if (kept.work.state === 'running') return;
          forget();
          controller.close();
        };
        forget = () => kept.listeners.delete(send);
        kept.listeners.add(send);
        send();
      },
      cancel: () => forget(),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
  }
}
