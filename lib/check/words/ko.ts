import type { Way } from '../../network/security-group.ts';
import { noteInKorean } from '../../reach/note-ko.ts';
import type { en } from './en.ts';

type Words = typeof en;

/** Which end of the flow the peer is. */
const asEnd = (way: Way, peer: string) => `${way === 'ingress' ? '출발지' : '목적지'} ${peer}`;

const ends: Words['ends'] = {
  internet: '인터넷',
  service: (name) => `AWS 서비스 ${name}`,
  anyPort: '모든 포트',
  all: (names) => names.join(', '),
};

const untold: Words['untold'] = {
  cannotTell: (why) => `판단할 수 없음: ${why}`,
  failed: (command) => `aws ${command} 명령 실패`,
  notFollowed: '경로를 따라갈 수 없음',
  notRead: '읽지 못함',
  policyHasConditions: '엔드포인트 정책에 조건이 있음',
  rulesUnread: '보안 그룹의 규칙을 읽지 못함',
  routeTableUnread: '라우팅 테이블을 읽지 못함',
  itsRouteTableUnread: '서브넷의 라우팅 테이블을 읽지 못함',
  aclsUnread: '네트워크 ACL을 읽지 못함',
  healthUnread: '대상의 상태를 읽지 못함',
  healthChecksRun: '상태 확인이 아직 끝나지 않음',
  notActive: '로드 밸런서가 아직 활성 상태가 아님',
  unpriced: (cost, names) => `${cost}, 단 가격표에 없는 ${names} 제외`,
  missing: (names, role) => `실습에 없음: ${names}. 대신할 리소스에는 태그 lab:role=${role} 필요`,
};

const flow: Words['flow'] = {
  reaches: (from, to, service) => `${from} → ${to}: ${service} 연결되어야 함`,
  blocked: (from, to, service) => `${from} → ${to}: ${service} 연결되지 않아야 함`,
  passes: (direction, from, to, via) =>
    direction === 'forward'
      ? `${from} → ${to}: 트래픽이 거쳐야 하는 곳은 ${via}`
      : `${to} → ${from}: 응답이 거쳐야 하는 곳은 ${via}`,
  connects: '연결됨',
  connectsOn: (port) => (port === 'any' ? '연결됨(모든 포트)' : `연결됨(포트 ${port})`),
  nothingPasses: '통과하는 패킷 없음',
  allPass: '경로에 있는 모든 필터가 허용',
  passedThrough: (via) => `경유함: ${via}`,
  unseen: (via) => `경유하지 않음: ${via}`,
  elsewhere: (component, why) => `${component}: 다른 경로로 전달. ${why}`,
  timesOut: '연결 시간 초과',
  timesOutForSome: '일부 클라이언트 포트나 주소에서 연결 시간 초과, 나머지는 연결됨',
  timesOutAtRandom: '간헐적으로 연결 시간 초과, 나머지는 연결됨',
  drops: (component, packet, destination, port, why) =>
    `${component}: 목적지 ${destination}, 포트 ${port}인 ${packet === 'forward' ? '패킷' : '응답'} 폐기${why ? `. ${why}` : ''}`,
};

const permission: Words['permission'] = {
  admits: (host, service, way, peer) => `${host}의 보안 그룹: ${service} 허용해야 함(${asEnd(way, peer)})`,
  refuses: (host, service, way, peer) => `${host}의 보안 그룹: ${service} 허용하지 않아야 함(${asEnd(way, peer)})`,
  hides: (endpoint, service, way, peer) =>
    `${endpoint}의 엔드포인트: ${service} 허용하지 않아야 함(${asEnd(way, peer)})`,
  aclDenies: (subnet, service, way, peer) =>
    `${subnet}에 적용되는 네트워크 ACL: ${service} 거부해야 함(${asEnd(way, peer)})`,
  namesPorts: (way, host) =>
    `${host}의 ${way === 'ingress' ? '인바운드' : '아웃바운드'} 규칙: 필요한 포트만 명시해야 함`,
  allowed: '허용함',
  notAllAllowed: '허용하지 않거나 일부만 허용함',
  partAllowed: '적어도 일부를 허용함',
  notAllowed: '허용하지 않음',
  mostPorts: '포트 대부분을 허용함',
  portsNamed: '필요한 포트만 명시함',
  partPasses: '적어도 일부를 통과시킴',
  denied: '거부함',
};

const house: Words['house'] = {
  noShell: '인터넷에서 실습의 셸 포트(22, 3389)에 접속할 수 없어야 함',
  getsIn: '인터넷에서 접속할 수 있음',
  staysOut: '접속할 수 없음',
  fewPorts: '어떤 보안 그룹도 서브넷 하나, 주소 하나, 그룹 하나보다 넓은 대상에 모든 포트를 열지 않아야 함',
  oneOpens: '그런 보안 그룹이 있음',
  noneOpens: '그런 보안 그룹이 없음',
};

const placement: Words['placement'] = {
  private: (name) => `${name}: 프라이빗으로 유지해야 함`,
  routedOut: '인터넷으로 직접 라우팅됨',
  notRoutedOut: '인터넷 게이트웨이로 가는 경로 없음',
  inSubnet: (host, subnet) => `${host}: ${subnet}에 있어야 함`,
  isThere: '해당 서브넷에 있음',
  isIn: (subnet) => `${subnet}에 있음`,
  routesFor: (blocks) => `다른 네트워크로 가는 경로의 목적지: ${blocks} 이내여야 함`,
  routeWider: '그보다 넓은 경로가 있음',
  routesNarrow: '그보다 넓은 경로 없음',
  hasProfile: (host) => `${host}: 인스턴스 프로파일이 있어야 함`,
  hasIt: '있음',
  hasNone: '없음',
  noPublicAddress: (host) => `${host}: 퍼블릭 주소가 없어야 함`,
  has: (addresses) => `${addresses} 있음`,
  aclFilters: (acl, places) => `네트워크 ACL ${acl}: ${places}에 적용되어야 함`,
  filters: '적용됨',
  otherFilters: (acl) => `다른 네트워크 ACL이 적용됨: ${acl}`,
  perHour: (usd) => `시간당 $${usd}`,
  costsAtMost: (cost) => `구성 비용: ${cost} 이하여야 함`,
};

const balancing: Words['balancing'] = {
  answered: (requests, host) => `${requests.join(', ')}: 응답해야 하는 호스트는 ${host}`,
  isAnswered: '해당 호스트가 응답함',
  noListener: (request, port) => `${request}: 포트 ${port}에서 응답하는 리스너 없음`,
  ruleTakes: (priority, listener) => `${listener}: 규칙 ${priority}에 일치`,
  noHost: (request) => `${request}: 응답하는 호스트 없음`,
  answers: (hosts) => `응답하는 호스트는 ${hosts}`,
  answersPart: (hosts) => `일부 요청에 응답하는 호스트는 ${hosts}`,
  noTargets: (group) => `${group}: 등록된 대상 없음`,
  otherTargets: (group) => `${group}: 다른 대상도 등록되어 있음`,
  targetsRefuse: (group) => `${group}: 대상이 연결을 거부함. 그 포트에서 수신 대기 중인 프로세스 없음`,
  noNodeReaches: (group) => `${group}: 로드 밸런서의 어느 노드에서도 대상에 도달할 수 없음`,
  noTargetInZone: (group) => `${group}: 로드 밸런서 노드의 가용 영역에 대상이 없고 교차 영역 로드 밸런싱이 꺼져 있음`,
  atSomeAddresses: (status) => `로드 밸런서의 일부 주소에서 ${status}`,
  healthy: (group) => `${group}: 정상 대상이 있어야 함`,
  allHealthy: (group) => `${group}: 모든 대상이 정상이어야 함`,
  hasHealthy: '정상',
  targetsAre: (states) => `대상의 상태: ${states}`,
  hasNoTargets: '등록된 대상 없음',
  facesInternet: (balancer) => `${balancer}: 두 개 이상의 가용 영역에서 인터넷과 연결되어야 함`,
  faces: '연결됨',
  internal: '내부 로드 밸런서임',
  oneZone: '가용 영역 하나에만 있음',
  noGatewayRoute: (subnet) => `${subnet}: 인터넷 게이트웨이로 가는 경로 없음`,
  probes: (group) => `${group}의 상태 확인: 애플리케이션의 응답 여부를 확인해야 함`,
  tells: '확인함',
  turnedOff: '상태 확인이 꺼져 있음',
  asksNothing: '연결만 맺고 요청은 보내지 않음',
  asksPort: (port) => `포트 ${port}에 요청함`,
  asksPath: (path) => `${path} 경로를 요청함`,
  takesForHealthy: (status) => `${status} 응답을 정상으로 간주함`,
};

const endpoints: Words['endpoints'] = {
  uses: (host, service, resource) => `${host} → ${service}: ${resource}에 접근할 수 있어야 함`,
  policyDenies: (endpoint, action, resource) => `${endpoint}의 정책: ${resource}에 대한 ${action} 작업을 허용하지 않음`,
  accessDenied: 'HTTP 403, 접근 거부',
  isUsed: '접근할 수 있음',
  refuse: (service, action, resource) =>
    `${service}의 엔드포인트: ${resource}에 대한 ${action} 작업을 허용하지 않아야 함`,
  oneAllows: '허용하는 엔드포인트가 있음',
  noneAllows: '허용하는 엔드포인트 없음',
  resolvesInside: (host, service) => `${host}: ${service}의 이름이 VPC 내부 주소로 조회되어야 함`,
  resolves: 'VPC 내부 주소로 조회됨',
  resolvesPublic: '퍼블릭 주소로 조회됨',
};

/** What checks say in Korean: short, and so that it reads well after any name. */
export const ko: Words = { note: noteInKorean, ends, untold, flow, permission, house, placement, balancing, endpoints };
