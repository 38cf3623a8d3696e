import type { Language } from '../lib/text.ts';

/** The colours that a report uses. */
type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Puts a text in a colour, or leaves it as it is where there are none. */
export type Paint = (colour: Colour, text: string) => string;

/** No colours at all. */
export const plain: Paint = (_, text) => text;

/** How a text is laid out: columns of the terminal, its colours, and the language of what it says. */
export interface Layout {
  readonly width?: number;
  readonly paint?: Paint;
  readonly language?: Language;
}
