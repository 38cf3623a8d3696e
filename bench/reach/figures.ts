/** Whatever can be measured of an estate, with its unit and whether it should grow with the estate. */
export const FIGURES = {
  parse: { title: 'JSON.parse of all files', unit: 'ms', grows: true },
  parsePeak: { title: 'peak memory of JSON.parse', unit: 'MB', grows: true },
  read: { title: 'read the folder', unit: 'ms', grows: true },
  index: { title: 'index', unit: 'ms', grows: true },
  exposure: { title: 'exposure of all to the internet', unit: 'ms', grows: true },
  peak: { title: 'peak memory: read, index, exposure', unit: 'MB', grows: true },
  random: { title: 'one walk, any pair, median', unit: 'µs', grows: false },
  randomMean: { title: 'one walk, any pair, mean', unit: 'µs', grows: false },
  randomAgain: { title: 'one walk, any pair, asked again at once, median', unit: 'µs', grows: false },
  randomFirst: { title: 'one walk, any pair, first time, mean', unit: 'µs', grows: false },
  randomShare: { title: 'share of any pairs delivered', unit: '%', grows: false },
  delivered: { title: 'one walk, delivered, median', unit: 'µs', grows: false },
  deliveredMean: { title: 'one walk, delivered, mean', unit: 'µs', grows: false },
  deliveredAgain: { title: 'one walk, delivered, asked again at once, median', unit: 'µs', grows: false },
  deliveredCount: { title: 'delivered pairs that were found', unit: '', grows: false },
  toAll: { title: 'one source to all, tcp/443', unit: 'ms', grows: true },
} as const;

export type Figure = keyof typeof FIGURES;
export type Figures = Partial<Record<Figure, number>>;

/** What was measured of one estate: medians over the rounds. */
export interface Measured {
  readonly interfaces: number;
  readonly files: number;
  readonly megabytes: number;
  readonly figures: Figures;
  /** Indexing and full exposure as a share of JSON.parse of the same files; the median of the rounds' ratios. */
  readonly indexAndExposureToParse: number | undefined;
  readonly notes: readonly string[];
}

/** What a measuring process says: a figure as soon as it is known, or why there is none. */
export type Message = { readonly figure: Figure; readonly value: number } | { readonly skipped: string };
