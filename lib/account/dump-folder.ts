import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { operationOf } from './command.ts';
import type { DumpFile } from './dump-file.ts';
import { fileError } from './file-pieces.ts';
import { COMMANDS } from './output-shapes.ts';

/** A folder with answers about one account in one Region, and which these are where the folders' names tell. */
export interface DumpFolder {
  readonly accountId: string | undefined;
  readonly region: string | undefined;
  readonly files: readonly DumpFile[];
}

/** How far below the folder that was asked for answers are looked for: `<account>/<region>`, and one folder around these. */
const DEEPEST = 3;

/** The folders with answers at or below a path, in the order of their names. */
export function dumpFolders(path: string): Promise<DumpFolder[]> {
  return foldersIn(resolve(path), [], new Set());
}

/** A folder that was seen before, through a link, is not looked into again. */
async function foldersIn(path: string, names: readonly string[], seen: Set<string>): Promise<DumpFolder[]> {
  const entries = await entriesOf(path, names.join('/') || path, seen);
  const files = entries.flatMap((name) => dumpFile(path, names, name) ?? []);
  const folders: DumpFolder[] = files.length > 0 ? [{ ...whose(path), files }] : [];
  if (names.length === DEEPEST) return folders;
  for (const name of entries) {
    const below = join(path, name);
    if (await isFolder(below)) folders.push(...(await foldersIn(below, [...names, name], seen)));
  }
  return folders;
}

async function entriesOf(path: string, label: string, seen: Set<string>): Promise<string[]> {
  try {
    const real = await realpath(path);
    if (seen.has(real)) return [];
    seen.add(real);
    return (await readdir(path)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    throw fileError(error, label);
  }
}

/** A link that leads nowhere is no folder. */
const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (each) => each.isDirectory(),
    () => false,
  );

/** The last two folders of a path may be called after an account and a Region. */
function whose(path: string): Pick<DumpFolder, 'accountId' | 'region'> {
  const names = path.split(sep).slice(-2);
  return {
    accountId: names.find((name) => /^\d{12}$/.test(name)),
    region: names.find((name) => /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/.test(name)),
  };
}

function dumpFile(folder: string, names: readonly string[], name: string): DumpFile | undefined {
  const found = commandIn(name);
  return found && { path: join(folder, name), label: [...names, name].join('/'), ...found };
}

/** The command that a file is named after, and what the name says it was asked about; undefined when it is none that is read. */
export function commandIn(fileName: string): Pick<DumpFile, 'command' | 'name'> | undefined {
  const [, service = '', rest = ''] = /^(?:aws[-_. ])?(?:(ec2|elbv2|sts)[-_. ])?(.*)\.json$/i.exec(fileName) ?? [];
  const command = COMMANDS.find(
    (each) =>
      each.startsWith(service.toLowerCase()) &&
      rest.toLowerCase().startsWith(operationOf(each)) &&
      SUFFIX.test(rest.slice(operationOf(each).length)),
  );
  return command && { command, name: rest.slice(operationOf(command).length + 1) };
}

/** What follows a command in a file's name: nothing, a name after a dot or underscore, or the number of a page. */
const SUFFIX = /^($|[._]|[- ]\(?(page[- ]?)?\d+\)?$)/i;
