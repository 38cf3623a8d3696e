const en = {
  runs: (url: string, since: string) => `The local AWS runs at ${url} since ${since}.`,
  ended: 'The local AWS has ended without being told to.',
  tryUp: 'Try: breakfix up',
  notRunning: 'The local AWS is not running.',
  head: ['case', 'variant', 'where', 'state', 'stack', 'since', '$/h', '$ so far'],
  states: {
    deployed: 'deployed',
    changing: 'changing',
    'maybe deployed': 'maybe deployed',
    failed: 'failed',
    gone: 'gone',
    absent: 'absent',
  },
  advice: {
    'maybe deployed': (id: string) =>
      `a deploy or destroy did not come to its end. breakfix deploy ${id} starts over, breakfix destroy ${id} cleans up.`,
    failed: (id: string) => `CloudFormation could not finish. breakfix destroy ${id} cleans up.`,
    gone: (id: string) =>
      `was deployed, and its stack was removed by something else. breakfix destroy ${id} sweeps what is left of it.`,
    changing: () => 'CloudFormation is at work on it.',
  },
  unpriced: (what: string) => `no price is known for ${what}.`,
  free: 'On the local AWS nothing is billed; these are the prices of a real account.',
  nothing: 'Nothing is deployed there.',
  unseen: (id: string, state: string, place: string) => `On record, not looked at: ${id} (${state}) at ${place}.`,
  records: { deploying: 'deploying', deployed: 'deployed', destroying: 'destroying' },
};

const ko: typeof en = {
  runs: (url, since) => `로컬 AWS가 실행 중입니다: ${url}, ${since}부터.`,
  ended: '로컬 AWS가 예기치 않게 종료되었습니다.',
  tryUp: '다음을 시도하세요: breakfix up',
  notRunning: '로컬 AWS가 실행 중이 아닙니다.',
  head: ['케이스', '변형', '위치', '상태', '스택', '시작', '$/시간', '누적 $'],
  states: {
    deployed: '배포됨',
    changing: '변경 중',
    'maybe deployed': '불확실',
    failed: '실패',
    gone: '사라짐',
    absent: '없음',
  },
  advice: {
    'maybe deployed': (id) =>
      `배포나 삭제가 끝까지 진행되지 않았습니다. breakfix deploy ${id} 명령으로 다시 시작하거나 breakfix destroy ${id} 명령으로 정리하세요.`,
    failed: (id) => `CloudFormation 작업이 실패했습니다. breakfix destroy ${id} 명령으로 정리하세요.`,
    gone: (id) =>
      `배포한 뒤 다른 곳에서 스택을 삭제했습니다. breakfix destroy ${id} 명령으로 남은 리소스를 정리하세요.`,
    changing: () => 'CloudFormation이 작업 중입니다.',
  },
  unpriced: (what) => `가격을 알 수 없는 리소스: ${what}.`,
  free: '로컬 AWS에는 요금이 부과되지 않습니다. 표시된 금액은 실제 계정의 가격입니다.',
  nothing: '배포된 케이스가 없습니다.',
  unseen: (id, state, place) => `기록에만 있고 확인하지 않음: ${id}(${state}), ${place}.`,
  records: { deploying: '배포 중', deployed: '배포됨', destroying: '삭제 중' },
};

/** What `breakfix status` says. */
export const status = { en, ko };
