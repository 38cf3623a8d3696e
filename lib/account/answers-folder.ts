import { type About, type Command, fileName, type Outputs } from './command.ts';
import { type DumpFile, readPage } from './dump-file.ts';
import { NamedFiles, partOf } from './dump-match.ts';
import { COMMANDS } from './output-shapes.ts';
import { type Answer, joinPages, moreThan, Refusal, type Source } from './source.ts';

/** A folder of answers as a source: the answer to a command is a file, or several with a page each. */
export class AnswersFolder implements Source {
  readonly #files: ReadonlyMap<Command, NamedFiles>;
  readonly #whole: boolean;
  readonly #pages = new Map<string, Promise<object>>();
  /** Files are read one after the other, and none after one that is broken. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(files: readonly DumpFile[], whole: boolean) {
    const own = (command: Command) => new NamedFiles(files.filter((file) => file.command === command));
    this.#files = new Map(COMMANDS.map((command) => [command, own(command)]));
    this.#whole = whole;
  }

  async ask<C extends Command>(command: C, about: About, alone: boolean): Promise<Answer<C>> {
    const all = this.#files.get(command)!;
    const named = all.about(about);
    const part = partOf(command);
    const others = part ? all.all : alone ? all.nameless() : [];
    const files = named.length > 0 ? named : others;
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
