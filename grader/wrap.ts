const WIDE = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]/u;
const ESCAPE = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** How many columns of a terminal a text takes: two for a Hangul syllable, none for a colour. */
export function columns(text: string): number {
  return [...text.replaceAll(ESCAPE, '')].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

/** A text with spaces after it, so that it takes that many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** As much of the beginning of a text without colours as fits into that many columns. */
export function cut(text: string, width: number): string {
  let taken = 0;
  let room = width;
  for (const character of text) {
    room -= columns(character);
    if (room < 0) break;
    taken += character.length;
  }
  return text.slice(0, taken);
}

/** Breaks a text at its spaces into lines of at most `width` columns; a longer word stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** A label and a wrapped text beside it, the lines after the first under the text. */
export function hanging(label: string, text: string, width: number): string[] {
  const indent = ' '.repeat(columns(label));
  return wrap(text, Math.max(20, width - indent.length)).map((line, i) => (i === 0 ? label : indent) + line);
}
