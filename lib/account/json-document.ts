/** A JSON object as its text has it. A list or member that is `null` in it is left as it is; deeper down `null` stands for nothing. */
export type Document = Readonly<Record<string, unknown>>;

/** Why a text is no JSON object that could be an answer; completes a sentence that begins with the file's name. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';
}

/** More than any answer has: what goes beyond was made to exhaust the memory. */
const DEEPEST = 64;
const MOST_VALUES = 30_000_000;
const MOST_ELEMENTS = 1_000_000;
const LARGEST_ELEMENT = 256 * 1024 * 1024;

const [NEWLINE, SPACE, QUOTE, COMMA, BACKSLASH, LETTER_N] = [0x0a, 0x20, 0x22, 0x2c, 0x5c, 0x6e];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Reads a JSON object piece by piece. Each element of its lists is parsed as soon as it is complete, so that the text is never
 * held as a whole; what lies between, the outline, is parsed at the end, with the number of each list in place of its elements.
 */
export class JsonDocument {
  readonly #keep: (element: unknown) => unknown;
  readonly #lists: unknown[][] = [];
  #outline = '';
  /** What the pieces before had of the element, or of the outline, that is being read. */
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #depth = 0;
  #values = 0;
  #inList = false;
  #inText = false;
  #hasNull = false;
  #line = 1;
  #firstLine = 1;
  /** 1 after a piece that ended in a backslash: what it escapes is in the next. */
  #escaped = 0;

  /** `keep` says what is kept of each element of a list: of most, a reader needs only a part. */
  constructor(keep: (element: unknown) => unknown = (element) => element) {
    this.#keep = keep;
  }

  push(piece: Buffer): void {
    let start = 0;
    let i = this.#next(piece, this.#escaped);
    for (; i < piece.length; i = this.#next(piece, i + 1)) {
      const byte = piece[i];
      const opens = byte === OPEN_LIST || byte === OPEN_OBJECT;
      if (++this.#values > MOST_VALUES) throw new JsonFault('holds more than any answer');
      if (opens && ++this.#depth > DEEPEST) throw new JsonFault(`is nested more than ${DEEPEST} levels deep`);
      if (this.#depth === 2 && byte === OPEN_LIST) {
        this.#startList(piece.subarray(start, i + 1));
        start = i + 1;
      } else if (this.#depth === 2 && this.#inList && !opens) {
        this.#inList = byte === COMMA;
        this.#endElement(piece.subarray(start, i));
        start = this.#inList ? i + 1 : i;
      }
      if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth--;
    }
    this.#escaped = i - piece.length;
    this.#hold(piece.subarray(start));
  }

  /** The whole object, when all of its text has been pushed. */
  end(): Document {
    if (this.#inText || this.#depth > 0) throw new JsonFault('is cut off: it ends in the middle of its JSON');
    this.#outline += this.#take(Buffer.alloc(0));
    const outline = parse(this.#outline);
    if (typeof outline !== 'object' || outline === null || Array.isArray(outline)) {
      throw new JsonFault('holds no JSON object');
    }
    const members = Object.entries(outline).map(([name, value]) => [
      name,
      Array.isArray(value) ? this.#lists[value[0]] : withoutNulls(value),
    ]);
    return Object.fromEntries(members);
  }

  /** Where the next comma, bracket or brace is that belongs to the structure; at or beyond the end when there is none. */
  #next(piece: Buffer, from: number): number {
    let inText = this.#inText;
    let i = from;
    for (; i < piece.length; i++) {
      const byte = piece[i]!;
      if (inText) {
        if (byte === BACKSLASH) i++;
        else if (byte === QUOTE) inText = false;
      } else if (byte === SPACE) continue;
      else if (byte === QUOTE) inText = true;
      else if (byte === COMMA || byte === OPEN_OBJECT || byte === CLOSE_OBJECT) break;
      else if (byte === OPEN_LIST || byte === CLOSE_LIST) break;
      else if (byte === NEWLINE) this.#line++;
      else if (byte === LETTER_N) this.#hasNull = true;
    }
    this.#inText = inText;
    return i;
  }

  #startList(rest: Buffer): void {
    this.#outline += this.#take(rest) + this.#lists.length;
    this.#lists.push([]);
    this.#inList = true;
  }

  #endElement(rest: Buffer): void {
    const line = this.#firstLine;
    const hasNull = this.#hasNull;
    const text = this.#take(rest);
    const list = this.#lists.at(-1)!;
    if (!this.#inList && list.length === 0 && text.trim() === '') return;
    const element = parse(text, line);
    if (list.length === MOST_ELEMENTS) throw new JsonFault('holds more than any answer');
    if (element !== null) list.push(this.#keep(hasNull ? withoutNulls(element) : element));
  }

  #hold(part: Buffer): void {
    this.#pending.push(part);
    this.#pendingBytes += part.length;
    if (this.#pendingBytes > LARGEST_ELEMENT) throw new JsonFault('holds more than any answer');
  }

  /** What is pending and this, as text. */
  #take(part: Buffer): string {
    this.#hold(part);
    const text = (this.#pending.length === 1 ? part : Buffer.concat(this.#pending)).toString();
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#hasNull = false;
    this.#firstLine = this.#line;
    return text;
  }
}

/** Parses a text that begins in a line of its file; a text put together from several places has none. */
function parse(text: string, firstLine?: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (firstLine === undefined) throw new JsonFault('is not JSON');
    const position = /position (\d+)/.exec((error as Error).message)?.[1] ?? text.search(/\S/);
    const line = firstLine + (text.slice(0, Number(position)).match(/\n/g)?.length ?? 0);
    throw new JsonFault(`is not JSON near line ${line}`);
  }
}

/** The value with each `null` in it taken for nothing: undefined in an object, left out of a list. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(members)) {
    if (member === null) members[name] = undefined;
    else if (typeof member === 'object') members[name] = withoutNulls(member);
  }
  return members;
}
