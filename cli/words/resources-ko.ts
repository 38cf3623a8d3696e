import type { Phrasebook } from '../../lib/phrasebook.ts';

/** Types of resources as AWS calls them; a longer one comes before the one that it begins with. */
const TYPES: Phrasebook = [
  ['stack', '스택'],
  ['instance connect endpoint', '인스턴스 연결 엔드포인트'],
  ['instance', '인스턴스'],
  ['network interface', '네트워크 인터페이스'],
  ['security group', '보안 그룹'],
  ['network ACL', '네트워크 ACL'],
  ['route table', '라우팅 테이블'],
  ['subnet', '서브넷'],
  ['internet gateway', '인터넷 게이트웨이'],
  ['egress-only internet gateway', '송신 전용 인터넷 게이트웨이'],
  ['egress-only gateway', '송신 전용 인터넷 게이트웨이'],
  ['NAT gateway', 'NAT 게이트웨이'],
  ['VPN gateway', '가상 프라이빗 게이트웨이'],
  ['VPN connection', 'VPN 연결'],
  ['VPC endpoint', 'VPC 엔드포인트'],
  ['peering connection', '피어링 연결'],
  ['transit gateway attachment', '트랜짓 게이트웨이 연결'],
  ['transit gateway', '트랜짓 게이트웨이'],
  ['Elastic IP address', '탄력적 IP 주소'],
  ['elastic IP address', '탄력적 IP 주소'],
  ['load balancer', '로드 밸런서'],
  ['listener rule', '리스너 규칙'],
  ['listener', '리스너'],
  ['target group', '대상 그룹'],
];

/** What a resource says of itself, as far as that is not a value of AWS. */
const SAID: Phrasebook = [
  ['inbound {}', '인바운드 {0}'],
  ['outbound {}', '아웃바운드 {0}'],
  ['for {}', '적용 대상 {0}'],
  ['attached to {}', '연결 {0}'],
  ['in {}', '위치 {0}'],
  ['with {}', '보안 그룹 {0}'],
  ['on {}', '연결 {0}'],
  ['private DNS on', '프라이빗 DNS 켜짐'],
  ['private DNS off', '프라이빗 DNS 꺼짐'],
  ['policy {}', '정책 {0}'],
  ['profile {}', '인스턴스 프로파일 {0}'],
  ['source/destination check on', '소스/대상 확인 켜짐'],
  ['source/destination check off', '소스/대상 확인 꺼짐'],
  ['priority {}', '우선순위 {0}'],
  ['health check off', '상태 확인 꺼짐'],
  ['health check {} on {}, {}', '상태 확인 {0}, 포트 {1}, 정상 코드 {2}'],
  ['target {}', '대상 {0}'],
];

/** Resources in Korean: their types, alone or before an id, and what they say. */
export const RESOURCES_KO: Phrasebook = [
  ...TYPES,
  ...TYPES.map(([english, korean]) => [`${english} {}`, `${korean} {0}`] as const),
  ...SAID,
];
