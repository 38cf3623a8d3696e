/** What a good reply to a customer has, in its order; it blames nobody, and says no term without a gloss. */
export const REPLY_POINTS = [
  'impact',
  'cause',
  'evidence',
  'steps',
  'verification',
  'cost',
  'prevention',
  'links',
  'next',
] as const;

export type ReplyPoint = (typeof REPLY_POINTS)[number];

/** A reply has fewer words than this. */
export const WORD_LIMIT = 250;

/** Words between spaces; in Korean, that is what stands between spaces, too. */
export function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Traces of some of the points that a program can find. What it finds need not be good, and what it misses may be there. */
const TRACES: Readonly<Partial<Record<ReplyPoint, RegExp>>> = {
  evidence: /\b[a-z]{1,6}-[0-9a-f]{8,17}\b|\barn:aws/,
  steps: /\b(?:roll(?:s|ed|ing)?[ -]?backs?|rollbacks?|revert|undo)\b|롤백|되돌/i,
  links: /https:\/\/(?:docs\.aws\.amazon\.com|repost\.aws)\//,
};

/** The points of which a program can look for a trace, and whether it found one: a hint, and never a verdict. */
export function tracesIn(text: string): { readonly point: ReplyPoint; readonly found: boolean }[] {
  return REPLY_POINTS.flatMap((point) => {
    const trace = TRACES[point];
    return trace ? [{ point, found: trace.test(text) }] : [];
  });
}
