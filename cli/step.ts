import { cut } from '../grader/wrap.ts';
import { paint } from './output.ts';
import type { Step } from './verb.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR = '\r\x1b[2K';
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

const SILENT: Step = { update() {}, done() {}, fail() {} };

let spinning: Step | undefined;

/** Shows one piece of work on stderr until it is done or has failed. */
export function startStep(message: string, mode: 'spinner' | 'lines' | 'silent'): Step {
  if (mode === 'silent') return SILENT;
  return mode === 'spinner' ? spinner(message) : lines(message);
}

/** Ends the spinner, if one turns, and gives the cursor back. */
export function restoreTerminal(): void {
  spinning?.fail();
  if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
}

/** Stills the spinner until its next update, so that a question can be asked. */
export function pauseSpinner(): void {
  pause?.();
}

let pause: (() => void) | undefined;

function lines(message: string): Step {
  const write = (line: string) => process.stderr.write(`${line}\n`);
  write(message);
  return { update: write, done: (text) => text && write(text), fail: (text) => text && write(text) };
}

function spinner(message: string): Step {
  let shown = message;
  let frame = 0;
  const draw = () => {
    const mark = paint('cyan', FRAMES[frame++ % FRAMES.length] ?? '', process.stderr);
    const width = (process.stderr.columns || 80) - 3;
    process.stderr.write(`${CLEAR}${mark} ${cut(shown, width)}`);
  };
  let timer = setInterval(draw, 80).unref();
  pause = () => {
    clearInterval(timer);
    process.stderr.write(CLEAR + SHOW_CURSOR);
  };
  const end = (mark: string) => (text?: string) => {
    if (spinning !== step) return;
    spinning = undefined;
    pause = undefined;
    clearInterval(timer);
    process.stderr.write(`${CLEAR}${mark} ${text ?? shown}\n${SHOW_CURSOR}`);
  };
  const step: Step = {
    update: (text) => {
      shown = text.trim();
      clearInterval(timer);
      timer = setInterval(draw, 80).unref();
      draw();
    },
    done: end(paint('green', '✓', process.stderr)),
    fail: end(paint('red', '✗', process.stderr)),
  };
  spinning?.done();
  spinning = step;
  process.stderr.write(HIDE_CURSOR);
  draw();
  return step;
}
