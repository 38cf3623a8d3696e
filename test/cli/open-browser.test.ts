import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Machine } from './breakfix.ts';
import { atTerminal, CTRL_C, DOWN, ENTER, noTerminal } from './terminal.ts';

const ID = 'sg-syn-dropped';

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

test.skipIf(noTerminal ?? process.platform !== 'linux')(
  'the menu of play opens the page of the case, when it is asked to',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'breakfix-browser-'));
    const [opener, seen] = [join(folder, 'xdg-open'), join(folder, 'seen')];
    writeFileSync(opener, `#!/bin/sh\nprintf '%s' "$1" > '${seen}'\n`);
    chmodSync(opener, 0o700);
    const page = `http://127.0.0.1:${machine.port}/console/lab/cases/${ID}`;
    const { code, missed } = await atTerminal(
      machine,
      ['play', ID, '--lang', 'en'],
      [
        { until: 'Open a shell (', send: [DOWN] },
        { until: 'Grade (', send: [DOWN] },
        { until: 'Console (', send: [ENTER] },
        { until: page, send: [] },
        { until: 'Grade (is it fixed?)', send: [CTRL_C] },
      ],
      { columns: 140, env: { PATH: `${folder}:${process.env.PATH}` } },
    );
    expect({ code, missed }).toEqual({ code: 0, missed: null });
    await expect.poll(() => readFileSync(seen, 'utf8')).toBe(page);
  },
);
