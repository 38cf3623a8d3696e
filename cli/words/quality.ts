import type { Deduction } from '../../grader/quality.ts';

const en = {
  head: (points: number) => `Quality of the fix: ${points} of 100`,
  perfect: 'Nothing more is open than is needed, nothing needless was changed, and it costs what it has to.',
  why: {
    inbound: 'more gets in than is needed',
    outbound: 'more gets out than is needed, or past a network ACL',
    layer: 'it works, but mends another component than the one that is at fault',
    needless: 'something was changed that the fix does without',
    cost: 'it costs more an hour than it has to',
  } satisfies Record<Deduction['what'], string>,
  excess: (where: string, way: 'ingress' | 'egress', ports: string, peers: string, size: string) =>
    `${where}: port ${ports} ${way === 'ingress' ? 'from' : 'to'} ${peers} (${size} combinations of address and port more than needed)`,
  more: (count: number) => `, and ${count} more blocks`,
  changed: { added: 'added', removed: 'removed', changed: 'changed' },
  needless: 'not needed',
  changes: 'What you changed',
  cost: (before: string, after: string) => `Cost per hour: ${before} as it was deployed, ${after} now.`,
  unrated: 'The fix is not rated: how the lab looked when it was deployed was not kept.',
};

const ko: typeof en = {
  head: (points) => `수정의 품질: 100점 중 ${points}점`,
  perfect: '필요한 만큼만 열었고, 불필요한 변경이 없으며, 비용도 적절합니다.',
  why: {
    inbound: '필요한 것보다 많이 들어올 수 있습니다',
    outbound: '필요한 것보다 많이 나가거나 네트워크 ACL을 통과할 수 있습니다',
    layer: '동작하지만, 문제가 있는 구성 요소가 아닌 다른 곳을 고쳤습니다',
    needless: '수정에 필요하지 않은 변경이 있습니다',
    cost: '필요한 것보다 시간당 비용이 더 듭니다',
  },
  excess: (where, way, ports, peers, size) =>
    `${where}: 포트 ${ports}, ${way === 'ingress' ? '출발지' : '목적지'} ${peers} (필요 이상으로 열린 주소·포트 조합 ${size}개)`,
  more: (count) => ` 외 ${count}개 대역`,
  changed: { added: '추가', removed: '삭제', changed: '변경' },
  needless: '불필요',
  changes: '변경한 내용',
  cost: (before, after) => `시간당 비용: 배포 시 ${before}, 현재 ${after}.`,
  unrated: '배포 당시의 상태가 저장되어 있지 않아 수정의 품질은 평가하지 않았습니다.',
};

/** What a report says of the quality of a fix. */
export const quality = { en, ko };
