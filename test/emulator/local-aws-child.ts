import { startLocalAws } from '../../emulator/local-aws.ts';
import { BreakfixError } from '../../lib/error.ts';
import type { Answer, Question } from './local-aws-process.ts';

/** A local AWS in a process of its own, that tells what went wrong in it and how much memory it holds. */
const [, , home] = process.argv;
const tell = (answer: Answer) => process.send?.(answer);

const lines: string[] = [];
try {
  // As many VPCs as writing without a pause makes.
  const { url } = await startLocalAws({ port: 0, home, quotas: { vpcs: 100_000 }, log: (line) => logged(line) });
  tell({ url, lines });
} catch (error) {
  tell({ refused: error instanceof BreakfixError ? `${error.code}: ${error.message}` : String(error) });
  process.disconnect();
}

/** What each request became is one line; only what takes more than that, or says 500 and above, is of interest. */
function logged(line: string): void {
  lines.push(line);
  if (line.includes('\n') || / 5\d\d( |$)/.test(line)) tell({ defect: line });
  if (lines.length > 50) lines.shift();
}

process.on('message', (question: Question) => {
  if (question !== 'memory') return;
  globalThis.gc?.();
  setTimeout(() => {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    tell({ rss, heapUsed });
  }, 50);
});
