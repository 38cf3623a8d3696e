/**
 * The whole body of a request, or undefined when it is larger than so many bytes. It is read to its end all the same: a client that is
 * still writing would miss an earlier answer.
 */
export async function readBody(stream: Request['body'], largest: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream ?? []) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  return size <= largest ? Buffer.concat(chunks) : undefined;
}
