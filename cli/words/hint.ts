const en = {
  number: (number: number, of: number) => `Hint ${number} of ${of}`,
  notWritten: (id: string, next: number) =>
    `It could not be written down. The next one: breakfix hint ${id} --number ${next}`,
  last: (id: string) => `That was the last one. The answer: breakfix solution ${id}`,
  account: 'What the grader sees now',
  untouched: 'Nothing that matters has changed since the lab was deployed: the same things fail at the same places.',
  solved: 'Everything passes. breakfix grade says so.',
  failing: (expected: string, actual: string) => `Still open: ${expected}. Found: ${actual}.`,
  broken: (expected: string) => `This held when the lab was deployed, and does not hold now: ${expected}.`,
  request: (last: string | undefined) =>
    last === undefined
      ? 'The request is lost at once, where it starts.'
      : `The request is let through as far as ${last}, and is lost after that.`,
  answer: (last: string | undefined) =>
    last === undefined
      ? 'The request arrives. The answer is lost at once, where it starts.'
      : `The request arrives. The answer is let through as far as ${last}, and is lost after that.`,
  cost: (points: number) =>
    `A hint like this takes ${points} points off this case, once, however often you ask for it.`,
};

const ko: typeof en = {
  number: (number, of) => `힌트 ${number}/${of}`,
  notWritten: (id, next) => `기록하지 못했습니다. 다음 힌트: breakfix hint ${id} --number ${next}`,
  last: (id) => `마지막 힌트입니다. 풀이: breakfix solution ${id}`,
  account: '지금 채점기가 보는 상태',
  untouched: '배포 이후 의미 있는 변화가 없습니다. 같은 항목이 같은 지점에서 실패합니다.',
  solved: '모든 항목을 통과합니다. breakfix grade로 확인하세요.',
  failing: (expected, actual) => `아직 남은 항목: ${expected}. 결과: ${actual}.`,
  broken: (expected) => `배포했을 때는 문제가 없었지만 지금은 그렇지 않습니다: ${expected}.`,
  request: (last) =>
    last === undefined ? '요청이 출발하자마자 사라집니다.' : `요청은 ${last}까지 통과하고 그다음에 사라집니다.`,
  answer: (last) =>
    last === undefined
      ? '요청은 도착합니다. 응답이 출발하자마자 사라집니다.'
      : `요청은 도착합니다. 응답은 ${last}까지 통과하고 그다음에 사라집니다.`,
  cost: (points) => `이 힌트는 몇 번을 보더라도 이 케이스에서 한 번만 ${points}점을 깎습니다.`,
};

/** What `breakfix hint` says. */
export const hint = { en, ko };
