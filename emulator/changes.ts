import type { State } from './state.ts';

/** How long a stream may be silent: whoever has gone is noticed at the next word. */
const SILENCE = 15_000;

/**
 * A stream of events that says when the account has changed, not what: who wants to know asks AWS's APIs. Many changes at once are one
 * event. https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function changes(state: State): Response {
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(Buffer.from(text));
      let waiting = false;
      const forget = state.onChange(() => {
        if (waiting) return;
        waiting = true;
        setImmediate(() => {
          waiting = false;
          send('event: change\ndata:\n\n');
        });
      });
      const beat = setInterval(() => send(': still here\n\n'), SILENCE);
      beat.unref();
      end = () => {
        forget();
        clearInterval(beat);
      };
      send('retry: 1000\n\n');
    },
    cancel: () => end(),
  });
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
}
