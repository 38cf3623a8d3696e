import { paint } from './output.ts';
import { restoreTerminal } from './step.ts';

const messages: string[] = [];

/** The signals that end a program, with the exit codes that shells give them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** What Ctrl-C says until the returned function is called, so that nothing half-made is left unnamed. */
export function onInterrupt(message: string): () => void {
  messages.push(message);
  return () => {
    messages.splice(messages.lastIndexOf(message), 1);
  };
}

/** Whether something would be left half-made now. */
export function isAtWork(): boolean {
  return messages.length > 0;
}

/** From now on Ctrl-C and its like give the terminal back, say what is left behind, and exit as a shell expects it. */
export function leaveOnInterrupt(): void {
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.once(signal, () => {
      restoreTerminal();
      for (const message of messages) process.stderr.write(`${paint('yellow', message, process.stderr)}\n`);
      process.exit(exitCode);
    });
  }
}
