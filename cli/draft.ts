import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { homePath, removeFile } from './home.ts';

/** The file of something that is being written, so that neither Ctrl-C nor a crash loses it. */
export function draftPath(scenario: string, what: string): string {
  return homePath('drafts', `${scenario}-${what}.md`);
}

/** What was kept of it; empty where nothing was. */
export function readDraft(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

export function keepDraft(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}

export const dropDraft = removeFile;
