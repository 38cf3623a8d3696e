import type { Track } from '../../lib/scenario.ts';
import { common } from './common.ts';

const en = {
  head: ['case', 'track', 'level', 'min', '$/h → fixed', 'state'],
  tracks: {
    foundations: 'foundations',
    routing: 'routing',
    firewalls: 'firewalls',
    'load-balancing': 'load-balancing',
    'private-access': 'private-access',
    'multi-vpc': 'multi-vpc',
  } satisfies Record<Track, string>,
  notDeployed: 'not deployed',
  deployed: 'deployed',
  solved: 'solved',
  free: 'On the local AWS everything is free; the prices are those of a real account.',
};

const ko: typeof en = {
  head: ['케이스', '트랙', '난이도', '분', '$/시간 → 수정 후', '상태'],
  tracks: common.ko.tracks,
  notDeployed: '배포 안 됨',
  deployed: '배포됨',
  solved: '해결',
  free: '로컬 AWS는 모두 무료입니다. 표시된 금액은 실제 계정의 가격입니다.',
};

/** What `breakfix list` says. */
export const list = { en, ko };
