import type { Phrasebook } from '../../lib/phrasebook.ts';

/** What `breakfix doctor` looks at, finds and advises, in Korean. */
export const DOCTOR_KO: Phrasebook = [
  ['{} on {}', '{0}({1})'],
  ['Node.js 20.19 or newer, {}', 'Node.js 20.19 이상, {0}'],
  ['packages', '패키지'],
  ['home folder', '홈 폴더'],
  ['{} cannot be written: {}', '{0}: 쓸 수 없습니다. {1}'],
  ['give yourself the right, or set BREAKFIX_HOME', '쓰기 권한을 얻거나 BREAKFIX_HOME 설정'],
  ['local AWS', '로컬 AWS'],
  ['port {} is in use by something else', '포트 {0}: 다른 프로그램이 사용 중'],
  ['not running; breakfix up or breakfix play starts it', '실행 중이 아님. breakfix up이나 breakfix play로 시작'],
  ['process {} lives, but does not answer at port {}', '프로세스 {0}: 실행 중이지만 포트 {1}에서 응답하지 않음'],
  [
    'ended without being told to (process {}); what it acknowledged is kept',
    '예기치 않게 종료됨(프로세스 {0}). 완료된 작업은 유지됨',
  ],
  ['{}, version {}, process {}, state in memory', '{0}, 버전 {1}, 프로세스 {2}, 상태는 메모리에 있음'],
  ['{}, version {}, process {}, state in {}', '{0}, 버전 {1}, 프로세스 {2}, 상태 폴더 {3}'],
  [
    'another BREAKFIX_HOME started it: use that one, or another port',
    '다른 BREAKFIX_HOME에서 시작됨. 그 홈 폴더를 쓰거나 다른 포트 사용',
  ],
  ['state of the local AWS', '로컬 AWS의 상태'],
  ['one that could not be read was kept as {}', '읽지 못한 상태를 따로 보관함: {0}'],
  ['remove it once you need nothing of it', '필요 없으면 삭제'],
  ['none yet', '아직 없음'],
  ['target {}', '대상 {0}'],
  ['account {}, region {}, as {}', '계정 {0}, 리전 {1}, 주체 {2}'],
  ['elastic IP addresses', '탄력적 IP 주소'],
  ['{} in use; the default quota is {}', '{0}개 사용 중. 기본 할당량은 {1}개'],
  [
    'Service Quotas in the AWS console, another Region, or remove what you no longer need',
    'AWS 콘솔의 Service Quotas에서 증가를 요청하거나, 다른 리전을 쓰거나, 필요 없는 것 삭제',
  ],
  ['not found', '찾지 못함'],
  ['{}; any other AWS client does as well', '{0}. 다른 AWS 클라이언트도 사용 가능'],
];
