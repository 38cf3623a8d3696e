import type { Writing } from '../../learner/deed.ts';

const en = {
  title: 'What I troubleshot',
  intro: 'Labs with deliberately broken AWS networks, fixed and graded by effect with breakfix.',
  contents: 'Contents',
  solved: (at: string) => `Solved on ${at}`,
  unsolved: 'Not solved yet',
  facts: {
    variant: 'Variant and seed',
    diagnosed: 'Time to the first diagnosis',
    fixed: 'Time to the fix',
    attempts: 'Attempts',
    hints: 'Hints',
    points: 'Points',
  },
  none: 'none',
  revealed: 'the solution was shown',
  seconds: (seconds: number) => `${Math.floor(seconds / 60)} min ${seconds % 60} s`,
  ticket: 'The ticket',
  diagnosis: 'My diagnosis',
  parts: { direction: 'direction', component: 'component', reason: 'reason' },
  right: 'right',
  wrong: 'not right',
  cause: 'Root cause',
  writings: { star: 'STAR note', reply: 'Reply to the customer', translation: 'Translation' } satisfies Record<
    Writing,
    string
  >,
  rubric: (points: number, seconds: number) =>
    `${points} of 9 points of the rubric, written in ${Math.floor(seconds / 60)} min ${seconds % 60} s`,
  drill: 'Interview questions',
  mine: 'My answer',
  rated: 'rated',
  empty: 'Nothing is written down yet; the journal begins with the first case that you deploy.',
  written: (file: string, cases: number) => `${cases} ${cases === 1 ? 'case' : 'cases'} written to ${file}.`,
  overwrite: (file: string) => `${file} is there already. Replace it?`,
};

const ko: typeof en = {
  title: '장애 해결 기록',
  intro: '일부러 망가뜨린 AWS 네트워크를 고치고, breakfix로 실제 효과를 채점받은 기록입니다.',
  contents: '목차',
  solved: (at) => `${at} 해결`,
  unsolved: '아직 해결하지 못함',
  facts: {
    variant: '변형과 시드',
    diagnosed: '첫 진단까지 걸린 시간',
    fixed: '해결까지 걸린 시간',
    attempts: '시도',
    hints: '힌트',
    points: '점수',
  },
  none: '없음',
  revealed: '정답을 확인함',
  seconds: (seconds) => `${Math.floor(seconds / 60)}분 ${seconds % 60}초`,
  ticket: '티켓',
  diagnosis: '나의 진단',
  parts: { direction: '방향', component: '구성 요소', reason: '이유' },
  right: '맞음',
  wrong: '틀림',
  cause: '근본 원인',
  writings: { star: 'STAR 노트', reply: '고객 답장', translation: '번역' },
  rubric: (points, seconds) =>
    `평가 기준 9점 중 ${points}점, 작성 시간 ${Math.floor(seconds / 60)}분 ${seconds % 60}초`,
  drill: '면접 질문',
  mine: '나의 답변',
  rated: '자기 평가',
  empty: '아직 기록이 없습니다. 첫 케이스를 배포하면 기록이 시작됩니다.',
  written: (file, cases) => `케이스 ${cases}개를 ${file}에 기록했습니다.`,
  overwrite: (file) => `${file} 파일이 이미 있습니다. 바꿀까요?`,
};

/** What `breakfix journal` says. */
export const journal = { en, ko };
