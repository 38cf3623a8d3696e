const en = {
  content: (id: string) => `${id}: texts and stack`,
  variant: (id: string, variant: string, done: number, of: number) => `${id}, variant ${variant}: ${done} of ${of}`,
  holds: (id: string, states: number) => `${id}: ${states} states and all rules hold`,
  fails: (id: string, problems: number) => `${id}: ${problems} ${problems === 1 ? 'thing does' : 'things do'} not hold`,
  in: (variant: string) => `variant ${variant}`,
  idle: 'no check is idle',
  summary: (cases: number, variants: number, states: number, seconds: number, seed: string) =>
    `${cases} ${cases === 1 ? 'case' : 'cases'}, ${variants} variants, ${states} states: all hold. ${seconds} s, seed ${seed}.`,
  failed: (problems: number, seed: string) =>
    `${problems} ${problems === 1 ? 'thing does' : 'things do'} not hold. --seed ${seed} tries the same again.`,
};

const ko: typeof en = {
  content: (id) => `${id}: 텍스트와 스택`,
  variant: (id, variant, done, of) => `${id}, 변형 ${variant}: ${of}개 중 ${done}개`,
  holds: (id, states) => `${id}: 상태 ${states}개와 모든 규칙을 만족합니다`,
  fails: (id, problems) => `${id}: 만족하지 않는 항목이 ${problems}개 있습니다`,
  in: (variant) => `변형 ${variant}`,
  idle: '아무것도 검사하지 않는 항목이 없어야 합니다',
  summary: (cases, variants, states, seconds, seed) =>
    `케이스 ${cases}개, 변형 ${variants}개, 상태 ${states}개를 모두 만족합니다. ${seconds}초, 시드 ${seed}.`,
  failed: (problems, seed) =>
    `만족하지 않는 항목이 ${problems}개 있습니다. --seed ${seed} 옵션으로 똑같이 다시 시도할 수 있습니다.`,
};

/** What `breakfix verify` says. */
export const verify = { en, ko };
