import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../lib/package-root.ts';

const ID = 'web-behind-new-rules';
let clone: string;

/** A clone of the sources, as an author has one. */
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'breakfix-clone-'));
  for (const name of ['bin', 'cli', 'console', 'dist', 'emulator', 'grader', 'learner', 'lib', 'proof', 'scenarios']) {
    cpSync(join(packageRoot(), name), join(clone, name), { recursive: true });
  }
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.build.json', 'cdk.json']) {
    cpSync(join(packageRoot(), name), join(clone, name));
  }
  symlinkSync(join(packageRoot(), 'node_modules'), join(clone, 'node_modules'));
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

function breakfix(...args: readonly string[]) {
  const bin = join(clone, 'dist', 'bin', 'breakfix.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: clone, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

/** Compiles the clone, which fails where a type does. */
const build = () =>
  execFileSync(join(clone, 'node_modules', '.bin', 'tsc'), ['-p', 'tsconfig.build.json'], { cwd: clone });

test.each([
  ['no id', [], 'The case needs an id'],
  ['an id with blanks', ['two words'], 'is not a few lower-case words'],
  ['a path', ['../../etc/passwd'], 'is not a few lower-case words'],
  ['an id of one word', ['dns'], 'is not a few lower-case words'],
  ['a very long id', [`a${'-b'.repeat(5000)}`], 'is longer than 40'],
  ['a case that is there', ['sg-syn-dropped'], 'is there already'],
  ['an id that gives the answer away', ['wrong-route'], 'gives the answer away'],
  ['a track that is none', [ID, '--track', 'dns'], '--track dns is not known'],
  ['a difficulty that is none', [ID, '--difficulty', '6'], '--difficulty 6 is not known'],
])('refuses %s', (_, args, what) => {
  const { code, stderr } = breakfix('new', ...args);
  expect([code, stderr]).toEqual([64, expect.stringContaining(what)]);
  expect(existsSync(join(clone, 'scenarios', ID))).toBe(false);
});

describe('a case that was begun', () => {
  beforeAll(() => {
    expect(breakfix('new', ID, '--track', 'firewalls', '--difficulty', '1').code).toBe(0);
    build();
  }, 120_000);

  test('is listed behind the last of its track, and is not begun twice', () => {
    const registry = readFileSync(join(clone, 'scenarios', 'index.ts'), 'utf8');
    expect(registry).toContain('  asymmetricPathSynAckDropped,\n  webBehindNewRules,\n');
    expect(breakfix('new', ID).stderr).toContain('is there already');
  });

  test('fails its own proof, and says what is still to be written', () => {
    const { code, stdout } = breakfix('verify', ID);
    expect(code).toBe(1);
    expect(stdout).toMatch(/scenario\.ts:\d+: \/\/ TODO inject the fault somewhere/);
    expect(stdout).toMatch(/ko\.md:1: # TODO/);
    expect(stdout).toContain('variant A has 0 accepted fixes');
    expect(stdout).toContain('page fails in no state');
  });

  test('is not proven from an older build', () => {
    writeFileSync(join(clone, 'scenarios', ID, 'scenario.ts'), written());
    for (const language of ['en', 'ko'] as const) {
      writeFileSync(join(clone, 'scenarios', ID, `${language}.md`), textIn(language));
    }
    const { code, stderr } = breakfix('verify', ID);
    expect([code, stderr]).toEqual([78, expect.stringContaining('npm run build')]);
  });

  test('passes once it is written', () => {
    build();
    const { code, stdout } = breakfix('verify', ID, '--seed', 'written', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, cases: [{ scenario: ID, states: 6, broken: [] }] });
    expect(code).toBe(0);
  }, 120_000);
});

/** The scaffold with its blanks filled in, as small as a case can be. */
function written(): string {
  const begun = readFileSync(join(clone, 'scenarios', ID, 'scenario.ts'), 'utf8');
  const filled = begun
    .replace(
      '{ port: 80, peer: ANYWHERE },',
      "// The fault: the web server's port is not among these rules.\n        { port: 8080, peer: ANYWHERE },",
    )
    .replace('broken: { A: {} }', "broken: { A: { page: 'ENI_SG_RULES_MISMATCH' } }")
    .replace(
      'fixes: {',
      `fixes: {
    'rule for the page': {
      korean: '페이지용 규칙 추가',
      apply: (lab) => allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(80), blocks(ANYWHERE)),
    },
    'rule for the page, in two halves': {
      korean: '페이지용 규칙을 두 개로 나누어 추가',
      apply: (lab) => allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(80), blocks('0.0.0.0/1', '128.0.0.0/1')),
    },`,
    )
    .replace(
      'wrongFixes: {',
      `wrongFixes: {
    'rule for half of the world': {
      apply: (lab) => allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(80), blocks('0.0.0.0/1')),
      fails: { page: 'ENI_SG_RULES_MISMATCH' },
    },
    'rule for the page, and a shell for everybody': {
      apply: (lab) => allowIn(lab, lab.id('webSecurityGroup'), tcpPorts(22, 80), blocks(ANYWHERE)),
      fails: { ssh: 'REACHABLE', shells: 'REACHABLE' },
    },
    'another group': {
      apply: (lab) =>
        regroup(lab, lab.id('web'), { name: 'web', vpc: lab.id('vpc'), ports: tcpPorts(80), peer: blocks(ANYWHERE) }),
      fails: { shell: 'ENI_SG_RULES_MISMATCH' },
    },`,
    )
    .replace(
      'import { securityGroup }',
      "import { allowIn, blocks, regroup, tcpPorts } from '../../lib/parts/moves.ts';\nimport { securityGroup }",
    );
  return (
    filled
      .split('\n')
      .filter((line) => !line.includes('TODO'))
      .join('\n')
      // The server needs an address for the world to reach it.
      .replace(
        '    return {\n      vpc',
        "    new CfnEIP(stack, 'Address', { domain: 'vpc', instanceId: web.ref }).addResourceDependency(internet.attachment);\n    return {\n      vpc",
      )
      .replace('import { blocked', "import { CfnEIP } from 'aws-cdk-lib/aws-ec2';\nimport { blocked")
  );
}

function textIn(language: 'en' | 'ko'): string {
  const [title, words] =
    language === 'en'
      ? ['A page that waits', 'The page does not open.']
      : ['열리지 않는 페이지', '페이지가 열리지 않습니다.'];
  const links = ['security-group-rules', 'security-groups'].map(
    (page) => `<https://docs.aws.amazon.com/vpc/latest/userguide/${page}.html>`,
  );
  const hints = [1, 2, 3].map((number) => `## Hint ${number}\n\n${words}`).join('\n\n');
  const questions = [1, 2, 3, 4].map(() => `- **Q** ${words}\n\n  **A** ${words}`).join('\n');
  return `# ${title}\n\n## Ticket\n\n${words}\n\n${hints}\n\n## Root cause\n\n${links.join(' ')}\n\n## Chain questions\n\n${questions}\n`;
}
