const en = {
  head: ['case', 'state', 'attempts', 'points', 'best time', 'drill'],
  states: { new: '-', open: 'begun', left: 'left unsolved', solved: 'solved' },
  trackLine: (track: string, solved: number, of: number) => `${track}: ${solved} of ${of} solved`,
  nothingYet: 'Nothing is written down yet.',
  next: 'Next',
  why: {
    open: 'it is begun and not solved yet',
    first: 'it is where the path begins',
    follows: (after: string) => `it is the next of its track, after ${after}`,
    'opens a track': (after: string) => `the track of ${after} is done, and this begins another`,
    again: (points: number) => `it was solved with ${points} points only; a clean run gives more`,
    drill: (left: number) => `${left} questions of its interview drill are not mastered yet`,
  },
  done: 'Every case is solved and every drill is mastered.',
  exported: (count: number, file: string) =>
    `${count === 1 ? '1 line was' : `${count} lines were`} written to ${file}.`,
  imported: (added: number, of: number) => `${added} of ${of} lines were new and have been added.`,
};

const ko: typeof en = {
  head: ['케이스', '상태', '시도', '점수', '최단 시간', '면접 문답'],
  states: { new: '-', open: '진행 중', left: '미해결', solved: '해결' },
  trackLine: (track, solved, of) => `${track}: ${of}개 중 ${solved}개 해결`,
  nothingYet: '아직 기록이 없습니다.',
  next: '다음 과제',
  why: {
    open: '시작했지만 아직 해결하지 못했습니다',
    first: '여기서 출발합니다',
    follows: (after) => `${after}에 이어지는 같은 트랙의 케이스입니다`,
    'opens a track': (after) => `${after}의 트랙을 마쳤으니 새 트랙을 시작합니다`,
    again: (points) => `${points}점으로 해결했습니다. 다시 풀면 점수를 높일 수 있습니다`,
    drill: (left) => `면접 문답에서 아직 익히지 못한 질문이 ${left}개 있습니다`,
  },
  done: '모든 케이스를 해결했고 면접 문답도 모두 익혔습니다.',
  exported: (count, file) => `${file}에 ${count}줄을 기록했습니다.`,
  imported: (added, of) => `${of}줄 가운데 새로운 ${added}줄을 추가했습니다.`,
};

/** What `breakfix progress` says. */
export const progress = { en, ko };
