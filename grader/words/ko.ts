import { noteInKorean } from '../../lib/reach/note-ko.ts';
import { CODES_KO } from './codes-ko.ts';
import type { en } from './en.ts';

/** What reports and traces say in Korean. */
export const ko: typeof en = {
  account: (account) => `계정 ${account}`,
  labels: { found: '결과', where: '위치', check: '항목', cause: '원인', code: '코드', expected: '기대' },
  remarks: '감점은 없지만 생각해 볼 점',
  gaps: '읽지 못한 것',
  solved: (all) => `해결했습니다. ${all}개 항목을 모두 통과했습니다.`,
  untold: (unknown, all) => `판단할 수 없습니다. ${all}개 항목 중 ${unknown}개를 확인하지 못했습니다.`,
  unsolved: (failing, all, unknown) => {
    const rest = unknown > 0 ? `실패했고 ${unknown}개는 확인하지 못했습니다` : '실패했습니다';
    return `아직 해결되지 않았습니다. ${all}개 항목 중 ${failing}개가 ${rest}.`;
  },
  verdicts: { reachable: '도달함', blocked: '차단됨', unknown: '알 수 없음' },
  inPart: (verdict) => `일부 ${verdict}`,
  directions: { forward: '요청', return: '응답' },
  nothing: '없음',
  fromPort: (ports) => `, 출발지 포트 ${ports}`,
  noAnswer: ', 단 응답이 돌아오지 않음',
  meanings: CODES_KO,
  note: noteInKorean,
};
