import type { Gap } from './types.ts';

/** Errors that say nothing about one command but that nothing can be read at all. */
const NOBODY_THERE =
  /^(ExpiredToken(Exception)?|RequestExpired|AuthFailure|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|CredentialsProviderError)$/;

/** Reads lists and keeps account of those that could not be read. */
export class Reader {
  readonly #gaps = new Map<string, Gap>();

  get gaps(): readonly Gap[] {
    return [...this.#gaps.values()];
  }

  /** All items of all pages; an empty list and a gap when the service refuses. */
  async pages<Page, Item>(
    command: string,
    pages: AsyncIterable<Page>,
    itemsOf: (page: Page) => Item[] | undefined,
  ): Promise<Item[]> {
    return this.once(command, async () => {
      const items: Item[] = [];
      for await (const page of pages) items.push(...(itemsOf(page) ?? []));
      return items;
    });
  }

  /** The items of a command that answers all at once. */
  async once<Item>(command: string, read: () => Promise<Item[] | undefined>): Promise<Item[]> {
    try {
      return (await read()) ?? [];
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#gaps.set(command, { command, reason: `${error.name}: ${error.message}` });
      return [];
    }
  }
}

function isRefusal(error: unknown): error is Error {
  const answered = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined;
  return error instanceof Error && answered && !NOBODY_THERE.test(error.name);
}
