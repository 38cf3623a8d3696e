const en = {
  confirm: (id: string) => `Show the solution of ${id}?`,
  cause: 'Root cause',
  trying: 'Trying the fix on a fresh copy of the lab',
  tried: 'The fix was tried on a fresh copy of the lab',
  notTried: 'The fix could not be tried on a fresh copy of the lab',
  accepted: (fix: string) => `An accepted fix: ${fix}`,
  others: (fixes: string) => `Also accepted: ${fixes}`,
  notDeployed: 'The lab is not deployed; put the ids of its resources for the variables.',
  questions: 'What an interviewer would ask next',
};

const ko: typeof en = {
  confirm: (id) => `${id}: 풀이를 보시겠습니까?`,
  cause: '근본 원인',
  trying: '실습을 새로 복제하여 수정을 시험하는 중',
  tried: '새로 복제한 실습에서 수정을 시험했습니다',
  notTried: '새로 복제한 실습에서 수정을 시험하지 못했습니다',
  accepted: (fix) => `정답으로 인정되는 수정: ${fix}`,
  others: (fixes) => `이 밖에 인정되는 수정: ${fixes}`,
  notDeployed: '실습이 배포되어 있지 않습니다. 변수 자리에 리소스의 ID를 넣으세요.',
  questions: '면접관이 이어서 물어볼 질문',
};

/** What `breakfix solution` says. */
export const solution = { en, ko };
