import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commandIn } from '../lib/account/dump-folder.ts';

/**
 * A place inside a folder where files are written until all of them are there; then they take the place of the answers that lay in
 * the folder before, at one blow. Whatever ends the process before that, but for `kill -9`, leaves the folder as it was.
 */
export class Staging {
  readonly #folder: string;
  readonly #unfinished: string;
  /** The outermost folder that was not there before. */
  readonly #made: string | undefined;
  readonly #places: string[] = [];
  readonly #onExit = () => this.clear();

  constructor(folder: string) {
    this.#folder = folder;
    this.#unfinished = join(folder, `.unfinished-${process.pid}`);
    this.#made = mkdirSync(this.#unfinished, { recursive: true });
    process.once('exit', this.#onExit);
  }

  /** Where to write the files that belong into the folder, or into a folder below it. */
  folderFor(place: string): string {
    this.#places.push(place);
    return join(this.#unfinished, place);
  }

  /** Puts the files where they belong. */
  finish(): void {
    for (const place of this.#places) {
      const target = join(this.#folder, place);
      mkdirSync(target, { recursive: true });
      for (const name of readdirSync(target)) if (commandIn(name)) rmSync(join(target, name));
      const staged = join(this.#unfinished, place);
      for (const name of readdirSync(staged)) renameSync(join(staged, name), join(target, name));
    }
  }

  /** Takes away what is left of it, and the folder itself when it was made here and holds nothing. */
  clear(): void {
    process.off('exit', this.#onExit);
    rmSync(this.#unfinished, { recursive: true, force: true });
    if (this.#made === undefined) return;
    for (let path = this.#folder; path.length >= this.#made.length; path = dirname(path)) {
      try {
        rmdirSync(path);
      } catch {
        return;
      }
    }
  }
}
