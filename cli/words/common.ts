import type { Track } from '../../lib/scenario.ts';

const en = {
  tracks: {
    foundations: 'Foundations',
    routing: 'Subnets & routing',
    firewalls: 'Firewalls',
    'load-balancing': 'Load balancing',
    'private-access': 'Private access & cost',
    'multi-vpc': 'Hybrid & several VPCs',
  } satisfies Record<Track, string>,
  minutes: (minutes: number) => `${minutes} min`,
  points: (points: number) => `${points}`,
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
  minutes: (minutes) => `${minutes}분`,
  points: (points) => `${points}점`,
};

/** Words that several verbs use. */
export const common = { en, ko };
