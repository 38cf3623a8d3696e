import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commandName } from '../../cli/command-name.ts';
import { openShell, shellProgram } from '../../cli/shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakfix-shell-'));
  vi.stubEnv('BREAKFIX_HOME', folder);
});
afterEach(() => vi.unstubAllEnvs());

test('the shell is the person’s own', () => {
  expect(shellProgram({ SHELL: '/bin/zsh' }, 'linux')).toBe('/bin/zsh');
  expect(shellProgram({}, 'darwin')).toBe('/bin/sh');
  expect(shellProgram({ SHELL: '/bin/zsh', COMSPEC: 'C:\\cmd.exe' }, 'win32')).toBe('C:\\cmd.exe');
});

test.skipIf(process.platform === 'win32')('has the lab’s environment, and breakfix on its path', async () => {
  const seen = join(folder, 'seen');
  const fake = join(folder, 'fake-shell');
  writeFileSync(
    fake,
    `#!/bin/sh\nprintf '%s|%s|%s' "$AWS_ENDPOINT_URL" "$BREAKFIX_CASE" "$(command -v breakfix)" > '${seen}'\n`,
  );
  chmodSync(fake, 0o700);
  vi.stubEnv('SHELL', fake);
  const before = process.listeners('SIGINT');
  await openShell('some-case', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_PROFILE: undefined });
  expect(readFileSync(seen, 'utf8')).toBe(`http://127.0.0.1:1|some-case|${join(folder, 'bin', 'breakfix')}`);
  expect(process.listeners('SIGINT')).toEqual(before);
});

test.skipIf(process.platform === 'win32')('breakfix in that shell is this very program', async () => {
  const script = join(folder, "it's a script.mjs");
  writeFileSync(script, 'console.log(process.argv.slice(2).join())');
  vi.stubEnv('SHELL', '/bin/true');
  const argv = process.argv;
  process.argv = [process.execPath, script];
  try {
    await openShell('some-case', {});
  } finally {
    process.argv = argv;
  }
  const { stdout } = spawnSync(join(folder, 'bin', 'breakfix'), ['grade', 'x y'], { encoding: 'utf8' });
  expect(stdout).toBe('grade,x y\n');
});

test('commands are named as they can be called from here', () => {
  expect(commandName({ PATH: '' }, join(process.cwd(), 'dist', 'bin', 'breakfix.js'))).toBe(
    `node ${join('dist', 'bin', 'breakfix.js')}`,
  );
  writeFileSync(join(folder, process.platform === 'win32' ? 'breakfix.cmd' : 'breakfix'), '');
  expect(commandName({ PATH: ['/nowhere', folder].join(delimiter) }, 'any')).toBe('breakfix');
});
