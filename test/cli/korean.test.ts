import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../grader/report.ts';
import { notKorean } from '../korean.ts';
import { Machine } from './breakfix.ts';
import { atTerminal, CTRL_C, DOWN, noTerminal } from './terminal.ts';

const ID = 'sg-syn-dropped';
let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
});
afterAll(() => machine.clear());

/** A session in the order in which a learner has it: what is called, and how it ends. */
const SESSION: readonly (readonly [call: string, code: number])[] = [
  ['status', 0],
  ['list', 0],
  ['deploy nothing-like-it', 64],
  [`deploy ${ID} --variant A`, 0],
  [`deploy ${ID}`, 73],
  ['list', 0],
  ['status', 0],
  ['doctor', 0],
  [`ticket ${ID}`, 0],
  [`hint ${ID}`, 0],
  [`hint ${ID} --account`, 0],
  [`hint ${ID} --number 9`, 64],
  [`grade ${ID}`, 1],
  [`grade ${ID} --explain`, 1],
  ['trace --from order --to inventory --port 443', 1],
  ['trace --from order --to inventory', 1],
  ['trace --from order', 64],
  ['trace --from order --to nobody --port 443', 64],
  ['exposure', 0],
  [`play ${ID}`, 0],
  [`solution ${ID}`, 64],
  ['destroy', 64],
  [`reset ${ID}`, 0],
  [`destroy ${ID}`, 0],
  [`grade ${ID}`, 69],
  ['env --shell tcsh', 64],
  ['list --nothing', 64],
  ['down', 0],
  ['down', 0],
];

test.each(SESSION)('breakfix %s speaks Korean', async (call, expected) => {
  const { code, stdout, stderr } = await machine.run([...call.split(' '), '--lang', 'ko']);
  expect([code, notKorean(stdout), notKorean(stderr)]).toEqual([expected, [], []]);
});

test('a solution names the fixes in Korean, also where nothing is deployed', async () => {
  const { code, stdout } = await machine.run(['solution', ID, '--yes', '--lang', 'ko']);
  expect(code).toBe(0);
  expect(stdout).toContain('정답으로 인정되는 수정: 서로의 보안 그룹을 참조하는 규칙 추가');
  expect(stdout).toContain('이 밖에 인정되는 수정: 서브넷과 주소를 지정한 규칙 추가; ');
  expect(stdout).toContain('실습이 배포되어 있지 않습니다.');
});

test('so does what a program reads', async () => {
  const { value } = await machine.json(['grade', ID, '--lang', 'ko']);
  expect(value).toMatchObject({
    error: { code: 'NOT_RUNNING', message: expect.stringContaining('실행 중이 아닙니다') },
  });
});

test('the locale chooses the language, and --lang over it', async () => {
  const english = await machine.run(['grade', 'nothing-like-it', '--lang', 'en'], { LANG: 'ko_KR.UTF-8' });
  expect(english.stderr).toContain('There is no case');
  expect((await machine.run(['grade', 'nothing-like-it'], { LANG: 'ko_KR.UTF-8' })).stderr).toContain(
    '케이스는 없습니다',
  );
});

test.skipIf(noTerminal)(
  'so do the menu of play and its farewell',
  async () => {
    const { code, shown, missed } = await atTerminal(
      machine,
      ['play', ID, '--lang', 'ko'],
      [
        { until: '셸 열기 (aws와 모든 SDK가', send: [DOWN] },
        { until: '채점 (고쳐졌는지', send: [CTRL_C] },
      ],
    );
    expect({ code, missed }).toEqual({ code: 0, missed: null });
    expect(shown).toContain('배포 유지 중: sg-syn-dropped.');
    expect(shown).toContain('Enter: 확인');
    expect(shown).not.toContain('to navigate');
  },
  60_000,
);

test('a report for a program is the same but for its sentences', async () => {
  await machine.run(['play', ID]);
  const of = async (lang: string) => (await machine.json(['grade', ID, '--explain', '--lang', lang])).value as Report;
  const bare = ({ checks }: Report) =>
    checks.map(({ id, finding: { code, where, verdict } }) => [id, code, where, verdict]);
  const [en, ko] = [await of('en'), await of('ko')];
  expect(bare(ko)).toEqual(bare(en));
  expect(ko.checks[0]?.finding.actual).toBe('연결 시간 초과');
});
