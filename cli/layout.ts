import type { Layout } from '../grader/paint.ts';
import type { Language } from '../lib/text.ts';
import { paint } from './output.ts';

/** How wide stdout is, within what is pleasant to read, its colours, and the language of what the grader says on it. */
export function terminalLayout(language: Language = 'en'): Required<Layout> {
  const width = Math.min(process.stdout.columns ?? 100, 100);
  return { width, paint: (colour, text) => paint(colour, text), language };
}
