import { open, stat } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { BreakfixError } from '../error.ts';

const PIECE_BYTES = 1024 * 1024;

/** The text of a file in pieces of UTF-8, without a byte order mark; PowerShell writes UTF-16 where output is redirected. */
export async function* piecesOf(path: string, label: string): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let first = true;
  for await (const piece of bytesOf(path, label)) {
    if (first) decoder = decoderFor(piece);
    const text = decoder ? Buffer.from(decoder.decode(piece, { stream: true })) : piece;
    yield first && !decoder ? text.subarray(lengthOfMark(text)) : text;
    first = false;
  }
}

async function* bytesOf(path: string, label: string): AsyncGenerator<Buffer> {
  try {
    // Opening a named pipe would wait for somebody to write into it.
    const stats = await stat(path);
    if (!stats.isFile()) throw unreadable(label, 'it is no file', 69);
    const file = await open(path);
    try {
      for (let left = stats.size; ; ) {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.max(1, Math.min(left, PIECE_BYTES))));
        if (bytesRead === 0) return;
        left -= bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, label);
  }
}

/** What a person is told of a file or folder that the operating system does not let us have; any other error as it is. */
export function fileError(error: unknown, label: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  if (code === 'EACCES' || code === 'EPERM') return unreadable(label, 'permission is denied', 77);
  if (code === 'ENOENT') return unreadable(label, 'it is not there', 69);
  if (code === 'ENOTDIR') return unreadable(label, 'it is no folder', 64);
  return unreadable(label, (error as Error).message, 69);
}

function unreadable(label: string, why: string, exitCode: number): BreakfixError {
  return new BreakfixError(
    'UNREADABLE',
    `${label} cannot be read: ${why}.`,
    'a folder of answers of the AWS CLI',
    exitCode,
  );
}

function decoderFor(start: Buffer): TextDecoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  return start[0] === 0xfe && start[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}

const lengthOfMark = (start: Buffer): number => (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0);
