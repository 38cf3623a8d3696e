/**
 * English sentences and the same in another language, for what is said far from where the language is known. `{}` stands for
 * what changes; the other language has it as `{0}`, `{1}`, in whatever order it needs. The first sentence that fits counts.
 */
export type Phrasebook = readonly (readonly [english: string, other: string])[];

/** Says in the other language what the book has; what it does not have stays as it is. */
export function translator(book: Phrasebook): (said: string) => string {
  const entries = book.map(([english, other]) => ({ pattern: patternOf(english), other }));
  return (said) => {
    for (const { pattern, other } of entries) {
      const values = pattern.exec(said)?.slice(1);
      if (values) return other.replaceAll(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
    }
    return said;
  };
}

function patternOf(english: string): RegExp {
  const literal = (text: string) => text.replaceAll(/[$()*+.?[\\\]^|]/g, String.raw`\$&`);
  return new RegExp(`^${english.split('{}').map(literal).join('(.*?)')}$`, 's');
}
