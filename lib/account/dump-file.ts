import { basename } from 'node:path';
import { BreakfixError } from '../error.ts';
import { type Command, commandLine } from './command.ts';
import { piecesOf } from './file-pieces.ts';
import { type Document, JsonDocument, JsonFault } from './json-document.ts';
import { outputShape } from './output-shapes.ts';
import { type AnyField, faultIn, withinShape } from './shape.ts';
import { Refusal } from './source.ts';

/** A file with one page of a command's answer. */
export interface DumpFile {
  readonly path: string;
  /** Its path from the folder that was asked for, which errors call it by. */
  readonly label: string;
  readonly command: Command;
  /** What its name says that the command was asked about; empty where it says nothing. */
  readonly name: string;
}

/** Reads and checks a page: a `Refusal` where the file holds no answer, a BreakfixError where it is broken. */
export async function readPage(file: DumpFile, whole: boolean): Promise<Document> {
  const document = await readDocument(file, whole);
  const shape = outputShape(file.command);
  const [member = ''] = Object.keys(shape);
  if (!Object.hasOwn(document, member)) throw new Refusal(`${file.label} ${whatElse(document, member)}`);
  const page = Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, value ?? nothing(shape[name])]),
  );
  const fault = faultIn(page, shape);
  if (fault !== undefined) throw broken(file, `: ${fault.slice(1)}`);
  return page;
}

/** What `null` stands for: some tools write it for an empty list. */
const nothing = (field: AnyField | undefined) => (Array.isArray(field) ? [] : undefined);

/** Of most elements only a part matters: a large account's answers would not find room otherwise. */
async function readDocument(file: DumpFile, whole: boolean): Promise<Document> {
  const [listed] = Object.values(outputShape(file.command));
  const element = !whole && Array.isArray(listed) ? listed[0] : undefined;
  const document = new JsonDocument((each) => (element ? withinShape(each, element) : each));
  let begun = false;
  try {
    for await (const piece of piecesOf(file.path, file.label)) {
      if (!begun) begun = begins(piece, file.label);
      document.push(piece);
    }
    if (!begun) throw new Refusal(`${file.label} is empty`);
    return document.end();
  } catch (error) {
    throw error instanceof JsonFault ? broken(file, ` ${error.message}`) : error;
  }
}

/** As much of a text as shows what it is. */
const HEAD_BYTES = 4096;

/** What the AWS CLI, or the shell in its place, writes where there is no answer. */
const NO_ANSWER =
  /An error occurred \(|^aws: |^usage: aws|Unable to locate credentials|must specify a region|could not be found|Could not connect|Error when retrieving|Error loading|Partial credentials|Parameter validation failed|Invalid choice|[Tt]oken (has|is) expired|command not found|is not recognized|^Traceback/m;

/** Whether the text begins in this piece; throws when it does not begin as an object does. */
function begins(piece: Buffer, label: string): boolean {
  const start = piece.findIndex((byte) => byte > 0x20);
  if (start === -1) return false;
  const head = piece.toString('utf8', start, start + HEAD_BYTES);
  if (head.startsWith('{')) return true;
  if (head.startsWith('[')) throw new JsonFault('holds a list, not an object with a list in it, as --query writes it');
  const line = head.split(/\r?\n/).find((each) => NO_ANSWER.test(each));
  if (line === undefined) throw new JsonFault('is not JSON');
  throw new Refusal(`${label} holds an error: ${line.trim().slice(0, 300)}`);
}

/** What an object without the answer's member has instead. */
function whatElse(document: Document, member: string): string {
  const error = (document.Error ?? document) as Record<string, unknown>;
  const message = error.Message ?? error.message;
  if (typeof message === 'string') return `holds an error: ${[error.Code, message].filter(Boolean).join(': ')}`;
  const [other] = Object.keys(document);
  return other === undefined ? `has no ${member}` : `has no ${member}, but ${other.slice(0, 60)}`;
}

function broken(file: DumpFile, what: string): BreakfixError {
  const again = `${commandLine(file.command)} --output json > ${basename(file.path)}`;
  return new BreakfixError('BROKEN_ANSWER', `${file.label}${what}`, again, 78);
}
