import type { Layout } from '../grader/paint.ts';
import { paint } from './output.ts';

/** How wide stdout is, within what is pleasant to read, and its colours. */
export function terminalLayout(): Required<Layout> {
  const width = Math.min(process.stdout.columns ?? 100, 100);
  return { width, paint: (colour, text) => paint(colour, text) };
}
