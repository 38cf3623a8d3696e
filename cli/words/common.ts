import { translator } from '../../lib/phrasebook.ts';
import type { Severity, Track } from '../../lib/scenario.ts';
import { DOCTOR_KO } from './doctor-ko.ts';
import { ERRORS_KO } from './errors-ko.ts';
import { RESOURCES_KO } from './resources-ko.ts';

const en = {
  tracks: {
    foundations: 'Foundations',
    routing: 'Subnets & routing',
    firewalls: 'Firewalls',
    'load-balancing': 'Load balancing',
    'private-access': 'Private access & cost',
    'multi-vpc': 'Hybrid & several VPCs',
  } satisfies Record<Track, string>,
  severities: {
    low: 'General guidance',
    normal: 'System impaired',
    high: 'Production system impaired',
    urgent: 'Production system down',
    critical: 'Business-critical system down',
  } satisfies Record<Severity, string>,
  minutes: (minutes: number) => `${minutes} min`,
  points: (points: number) => `${points}`,
  yes: 'Yes',
  no: 'No',
  /** What the keys of a list do. */
  keys: { move: 'to move', select: 'select', confirm: 'confirm' },
  /** The button below a text of several lines. */
  submit: 'submit',
  tryThis: (what: string) => `Try: ${what}`,
  bug: 'This is a bug in breakfix.',
  /** What is said by whoever does not know the language, such as an error. */
  phrase: (said: string) => said,
  /** A resource, and what it says of itself. */
  resource: (said: string) => said,
};

const ko: typeof en = {
  tracks: {
    foundations: '기초',
    routing: '서브넷과 라우팅',
    firewalls: '방화벽',
    'load-balancing': '로드 밸런싱',
    'private-access': '프라이빗 접근과 비용',
    'multi-vpc': '하이브리드와 다중 VPC',
  },
  severities: {
    low: '일반 안내',
    normal: '시스템 장애',
    high: '프로덕션 시스템 장애',
    urgent: '프로덕션 시스템 중단',
    critical: '비즈니스 핵심 시스템 중단',
  },
  minutes: (minutes) => `${minutes}분`,
  points: (points) => `${points}점`,
  yes: '예',
  no: '아니요',
  keys: { move: '이동', select: '선택', confirm: '확인' },
  submit: '제출',
  tryThis: (what) => `다음을 시도하세요: ${what}`,
  bug: 'breakfix의 버그입니다.',
  phrase: translator([...ERRORS_KO, ...DOCTOR_KO]),
  resource: translator(RESOURCES_KO),
};

/** Words that several verbs use. */
export const common = { en, ko };
