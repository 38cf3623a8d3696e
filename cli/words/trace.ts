import { type Phrasebook, translator } from '../../lib/phrasebook.ts';

const en = {
  blockers: 'Blocked by',
  allowed: 'What gets there',
  responses: 'What a client sees',
  noAnswer: 'no HTTP answer',
  ofTarget: "the target's own answer",
  /** Why a client gets an answer. */
  why: (said: string) => said,
};

const WHY: Phrasebook = [
  ['no listener takes HTTP on port {}', '포트 {0}에 HTTP 리스너 없음'],
  ['rule {} answers itself', '규칙 {0}: 고정 응답'],
  ['rule {} redirects', '규칙 {0}: 리디렉션'],
  ['rule {} forwards to no target group', '규칙 {0}: 전달할 대상 그룹 없음'],
  ['{} could not be read', '{0}: 읽지 못함'],
  ['a function of {} answers', '{0}: Lambda 함수가 응답'],
  ['{} has no target that the node can use', '{0}: 노드가 쓸 수 있는 대상 없음'],
  ['a target of {} answers', '{0}: 대상이 응답'],
  ['a target of {} does not answer the connection', '{0}: 대상이 연결에 응답하지 않음'],
];

const ko: typeof en = {
  blockers: '차단하는 곳',
  allowed: '도달하는 트래픽',
  responses: '클라이언트가 받는 응답',
  noAnswer: 'HTTP 응답 없음',
  ofTarget: '대상의 응답 그대로',
  why: translator(WHY),
};

/** What `breakfix trace` says. */
export const trace = { en, ko };
