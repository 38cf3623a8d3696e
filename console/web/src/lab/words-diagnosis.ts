const en = {
  heading: 'Diagnosis',
  about: 'Where does the packet die? Say it before you mend it: the first diagnosis counts, and makes up for hints.',
  direction: 'Which packet is lost?',
  component: 'What loses it, or sends it wrong?',
  resource: 'Which one?',
  unsure: 'I do not know which',
  reason: 'Why?',
  diagnose: 'Diagnose',
  parts: { direction: 'Direction', component: 'Component', reason: 'Reason' },
  right: 'Right',
  wrong: 'Not right',
  this: 'This diagnosis',
  first: (time: string) => `The first diagnosis, after ${time}`,
};

const ko: typeof en = {
  heading: '진단',
  about: '패킷이 어디에서 사라지나요? 고치기 전에 답하세요. 첫 진단이 점수에 반영되어 힌트로 깎인 점수를 메웁니다.',
  direction: '어느 패킷이 사라지나요?',
  component: '무엇이 패킷을 버리거나 잘못 보내나요?',
  resource: '그중 어느 것인가요?',
  unsure: '어느 것인지 모르겠습니다',
  reason: '이유는 무엇인가요?',
  diagnose: '진단하기',
  parts: { direction: '방향', component: '구성 요소', reason: '이유' },
  right: '맞음',
  wrong: '맞지 않음',
  this: '이번 진단',
  first: (time) => `첫 진단(배포 후 ${time})`,
};

/** What the lab says of diagnoses. */
export const DIAGNOSIS_WORDS = { en, ko };
