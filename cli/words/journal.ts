const en = {
  title: 'Troubleshooting journal',
  intro: (cases: number, day: string) =>
    `${cases === 1 ? 'One case' : `${cases} cases`} of breakfix, as of ${day}. Times count from the deployment of the broken network.`,
  contents: 'Contents',
  facts: {
    case: 'Case',
    track: 'Track',
    principles: 'Leadership Principles',
    shown: 'The solution was shown before it was solved.',
  },
  attempts: 'Attempts',
  head: ['started', 'variant', 'solved', 'diagnosed after', 'fixed after', 'hints', 'failed grades', 'points'],
  diagnosis: 'Diagnosis',
  said: { direction: 'Direction', component: 'Component', reason: 'Reason' },
  cause: 'Root cause in short',
  star: 'STAR note',
  reply: 'Reply to the customer',
  drill: 'Interview drill',
  translation: 'Translation of the ticket',
  question: (number: number, rating: string) => `Question ${number}: ${rating}`,
  written: (day: string) => `written on ${day}`,
  took: (time: string) => `in ${time}`,
  words: (count: number) => `${count} words`,
  empty: 'Nothing is written down yet.',
  emptyCase: (id: string) => `Nothing is written down of ${id} yet.`,
  overwrite: (file: string) => `${file} is there already. Replace it?`,
  out: (file: string) => `The journal was written to ${file}.`,
};

const ko: typeof en = {
  title: '장애 해결 저널',
  intro: (cases, day) =>
    `${day} 기준, breakfix 케이스 ${cases}개의 기록입니다. 시간은 고장 난 네트워크를 배포한 시점부터 셉니다.`,
  contents: '목차',
  facts: { case: '케이스', track: '트랙', principles: '리더십 원칙', shown: '해결하기 전에 풀이를 보았습니다.' },
  attempts: '시도',
  head: ['시작', '변형', '해결', '진단까지', '해결까지', '힌트', '실패한 채점', '점수'],
  diagnosis: '진단',
  said: { direction: '방향', component: '구성 요소', reason: '이유' },
  cause: '근본 원인 요약',
  star: 'STAR 노트',
  reply: '고객 회신',
  drill: '면접 문답',
  translation: '티켓 번역',
  question: (number, rating) => `질문 ${number}: ${rating}`,
  written: (day) => `${day} 작성`,
  took: (time) => `소요 시간 ${time}`,
  words: (count) => `${count}단어`,
  empty: '아직 기록이 없습니다.',
  emptyCase: (id) => `${id}에 대한 기록이 아직 없습니다.`,
  overwrite: (file) => `${file} 파일이 이미 있습니다. 바꾸시겠습니까?`,
  out: (file) => `저널을 ${file}에 기록했습니다.`,
};

/** What `breakfix journal` says. */
export const journal = { en, ko };
