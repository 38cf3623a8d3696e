const en = {
  reply: 'Reply to the customer',
  replyText: 'Your reply',
  review: 'Check it',
  points: 'Which of the nine points are in it? You decide.',
  found: 'A program found a trace of it.',
  missed: 'A program found no trace of it.',
  star: 'STAR note',
  principles: 'Leadership Principles of this case',
  translation: 'Translation drill: Korean to English',
  translationText: 'Your translation',
  start: (limit: string) => `Start: ${limit} minutes`,
  limit: (limit: string) => `of ${limit}`,
  model: 'The English ticket',
  inTime: (time: string) => `Handed in after ${time}, in time`,
  late: (time: string) => `Handed in after ${time}, too late`,
  handIn: 'Hand in',
  latest: (at: string, time: string) => `Written on ${at}, in ${time}`,
  made: (count: number) => `${count} of 9 points`,
};

const ko: typeof en = {
  reply: '고객 회신',
  replyText: '회신',
  review: '점검',
  points: '아홉 가지 가운데 어떤 것이 들어 있나요? 판단은 본인이 합니다.',
  found: '프로그램이 흔적을 찾았습니다.',
  missed: '프로그램이 흔적을 찾지 못했습니다.',
  star: 'STAR 노트',
  principles: '이 케이스의 리더십 원칙',
  translation: '번역 연습: 한국어를 영어로',
  translationText: '번역',
  start: (limit) => `시작: 제한 시간 ${limit}`,
  limit: (limit) => `제한 시간 ${limit}`,
  model: '영어 티켓',
  inTime: (time) => `${time} 만에 제출: 제한 시간 안`,
  late: (time) => `${time} 만에 제출: 제한 시간 초과`,
  handIn: '제출',
  latest: (at, time) => `${at} 작성, 소요 시간 ${time}`,
  made: (count) => `9개 중 ${count}개`,
};

/** What the lab says of what a learner writes. */
export const WRITING_WORDS = { en, ko };
