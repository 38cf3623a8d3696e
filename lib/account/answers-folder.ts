import { type About, type Command, fileName, type Outputs } from './command.ts';
import { type DumpFile, readPage } from './dump-file.ts';
import { isNamed, isNameless, partOf } from './dump-match.ts';
import { type Answer, joinPages, moreThan, Refusal, type Source } from './source.ts';

/** A folder of answers as a source: the answer to a command is a file, or several with a page each. */
export class AnswersFolder implements Source {
  readonly #files: readonly DumpFile[];
  readonly #whole: boolean;
  readonly #pages = new Map<string, Promise<object>>();
  /** Files are read one after the other, and none after one that is broken. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(files: readonly DumpFile[], whole: boolean) {
    this.#files = files;
    this.#whole = whole;
  }

  async ask<C extends Command>(command: C, about: About, alone: boolean): Promise<Answer<C>> {
    const all = this.#files.filter((file) => file.command === command);
    const named = about.length === 0 ? all : all.filter((file) => isNamed(file, about));
    const part = partOf(command);
    const nameless = alone ? all.filter(isNameless) : [];
    const files = named.length > 0 ? named : part ? all : nameless;
    const { pages, refusals } = await this.#read<C>(files);
    const parts = part ? pages.flatMap((page) => part(page, about, named.length > 0) ?? []) : pages;
    if (parts.length === 0) throw refusals[0] ?? new Refusal(`there is no ${fileName(command, about)}`);
    const more = parts.map(moreThan);
    return {
      output: joinPages(parts),
      incomplete: refusals[0]?.message ?? (more.includes(undefined) ? undefined : more[0]),
    };
  }

  async #read<C extends Command>(files: readonly DumpFile[]): Promise<{ pages: Outputs[C][]; refusals: Refusal[] }> {
    const pages: Outputs[C][] = [];
    const refusals: Refusal[] = [];
    for (const file of files) {
      try {
        pages.push((await this.#page(file)) as Outputs[C]);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.push(error);
      }
    }
    return { pages, refusals };
  }

  #page(file: DumpFile): Promise<object> {
    const known = this.#pages.get(file.path);
    if (known) return known;
    const page = this.#turn.then(() => readPage(file, this.#whole));
    this.#pages.set(file.path, page);
    this.#turn = page.catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
    this.#turn.catch(() => {});
    return page;
  }
}
