import { type Phrasebook, translator } from '../phrasebook.ts';

/** What the hops of a trace say, and how it is said in Korean. */
const NOTES: Phrasebook = [
  ['the internet', '인터넷'],
  ['{} and {} more ranges', '{0} 외 {1}개 대역'],

  ['the packet has arrived', '패킷 도착'],
  ['the answer has arrived', '응답 도착'],
  ['the packet goes in circles', '패킷이 같은 곳을 맴돎'],
  ['the packet has been here before: it goes in circles', '이미 지나온 곳으로 돌아와 맴돎'],
  ['the answer goes somewhere else than the question came from', '요청이 온 곳이 아닌 다른 곳으로 응답이 감'],
  [
    'the answer comes from another address than the question was sent to',
    '요청을 보낸 주소가 아닌 다른 주소에서 응답이 옴',
  ],

  ['tracked connection', '추적 중인 연결'],
  ['return to {}', '응답 경로 {0}'],
  ['its interface saw the connection begin', '이 인터페이스가 연결의 시작을 추적함'],
  ["no ingress rule of {}'s security groups allows it", '{0}: 보안 그룹의 인바운드 규칙 중 허용하는 규칙 없음'],
  ["no egress rule of {}'s security groups allows it", '{0}: 보안 그룹의 아웃바운드 규칙 중 허용하는 규칙 없음'],
  ['it comes from a load balancer that has {}', '보안 그룹이 {0}인 로드 밸런서에서 온 패킷'],
  ['the rules of a group could not be read', '보안 그룹의 규칙을 읽지 못함'],
  ['the members of {}, in another account, could not be read', '다른 계정의 보안 그룹 {0}: 구성원을 읽지 못함'],
  ['the prefix list {} in its rules could not be read', '규칙에 있는 접두사 목록 {0}: 읽지 못함'],
  ['ingress of {}', '{0} 인바운드'],
  ['egress of {}', '{0} 아웃바운드'],
  ['the network ACL of {} could not be read', '{0}의 네트워크 ACL을 읽지 못함'],

  ['no route matches the destination', '목적지와 일치하는 경로 없음'],
  ['the route table could not be read', '라우팅 테이블을 읽지 못함'],
  ['the prefix list {} in its routes could not be read', '경로에 있는 접두사 목록 {0}: 읽지 못함'],
  [
    'no route is needed: the answer to a NAT gateway goes back over the peering connection it came by',
    '경로 불필요: NAT 게이트웨이에 대한 응답은 들어온 피어링 연결로 돌아감',
  ],
  ['{} is as good: either may be taken', '우선순위가 같은 {0}도 있어 어느 쪽이든 선택될 수 있음'],
  ['the target of the route is gone', '경로의 대상이 사라짐(blackhole)'],
  [
    '{} has no public address, so that nothing from the internet is redirected to it',
    '{0}: 퍼블릭 주소가 없어 인터넷에서 온 트래픽을 넘겨받지 못함',
  ],
  ['what happens beyond this target is not modelled', '이 대상 너머는 모델링하지 않음'],

  ['the interface is not known', '알 수 없는 인터페이스'],
  ['the subnet is not known', '알 수 없는 서브넷'],
  [
    'the source is not an address of the interface, and it checks that',
    '출발지가 이 인터페이스의 주소가 아니며 소스/대상 확인이 켜져 있음',
  ],
  ['neither source nor destination is the interface itself', '출발지와 목적지 모두 이 인터페이스가 아님'],
  ['assumed: its system forwards packets', '가정: 이 호스트의 운영 체제가 패킷을 전달함'],
  [
    'assumed: its system translates what it forwards to the internet',
    '가정: 이 호스트의 운영 체제가 인터넷으로 전달할 때 주소를 변환함',
  ],
  ['no interface in the VPC has this address', 'VPC에 이 주소를 가진 인터페이스 없음'],
  ['the interface is not attached to anything', '인터페이스가 어디에도 연결되어 있지 않음'],
  ['the state of the instance is not known', '인스턴스의 상태를 알 수 없음'],
  ['the instance is still pending', '인스턴스가 아직 pending 상태임'],
  ['the instance is {}', '인스턴스 상태: {0}'],

  ['private addresses do not exist on the internet', '프라이빗 주소는 인터넷에 존재하지 않음'],
  [
    "the gateway's route table sends what is for {} to a middlebox, which this goes around",
    '게이트웨이의 라우팅 테이블은 {0}행 트래픽을 미들박스로 보내는데 이 패킷은 그곳을 우회함',
  ],
  ['the internet gateways could not be read', '인터넷 게이트웨이를 읽지 못함'],
  ['the gateway is not attached to this VPC', '게이트웨이가 이 VPC에 연결되어 있지 않음'],
  ['the source is not a global address of an interface of the VPC', '출발지가 VPC 인터페이스의 글로벌 주소가 아님'],
  [
    'VPC Block Public Access is on in this Region, and nothing excludes the subnet or its VPC',
    '이 리전에 VPC 퍼블릭 액세스 차단(BPA)이 켜져 있고 서브넷이나 VPC에 대한 제외 설정이 없음',
  ],
  ['the source has no public IPv4 address', '출발지에 퍼블릭 IPv4 주소 없음'],
  ['exchanges the private source address for the public one', '출발지의 프라이빗 주소를 퍼블릭 주소로 변환'],
  ['exchanges the public destination address for the private one', '목적지의 퍼블릭 주소를 프라이빗 주소로 변환'],
  [
    'no interface behind an internet gateway has this public address',
    '인터넷 게이트웨이 뒤에 이 퍼블릭 주소를 가진 인터페이스 없음',
  ],
  ['{} has no internet gateway', '{0}에 인터넷 게이트웨이 없음'],
  ['the source is an address of the VPC itself', '출발지가 VPC 자신의 주소임'],
  ['translates the answer back', '응답의 주소를 되돌려 변환'],

  ['a NAT gateway takes in nothing but answers to what it sent', 'NAT 게이트웨이는 자신이 보낸 것의 응답만 받음'],
  ['the NAT gateway is not known', '알 수 없는 NAT 게이트웨이'],
  ['the NAT gateway is still pending', 'NAT 게이트웨이가 아직 pending 상태임'],
  ['the NAT gateway has no public address', 'NAT 게이트웨이에 퍼블릭 주소 없음'],
  ['the NAT gateway is {}', 'NAT 게이트웨이 상태: {0}'],
  [
    'its own route table sends the packet back to it: that has no way to the internet',
    'NAT 게이트웨이 서브넷의 라우팅 테이블이 패킷을 NAT 게이트웨이로 되돌려 보내므로 인터넷으로 나갈 길이 없음',
  ],
  ['the interface of the NAT gateway is not known', 'NAT 게이트웨이의 인터페이스를 알 수 없음'],
  [
    'the answer would leave with the address of the NAT gateway, which nobody asked',
    '응답이 NAT 게이트웨이의 주소로 나가는데 그 주소로 요청한 곳이 없음',
  ],
  ['the source is not in the VPC of the NAT gateway', '출발지가 NAT 게이트웨이의 VPC에 있지 않음'],
  ['a NAT gateway passes TCP, UDP and ICMP only', 'NAT 게이트웨이는 TCP, UDP, ICMP만 통과시킴'],
  ['sends it on from its own address', '출발지를 자신의 주소로 바꾸어 전달'],

  ['the endpoint is not known', '알 수 없는 엔드포인트'],
  ['the endpoint is {}', '엔드포인트 상태: {0}'],
  ['an interface endpoint takes TCP and UDP only', '인터페이스 엔드포인트는 TCP와 UDP만 받음'],
  [
    'a service cannot start a connection into the VPC by an endpoint',
    '서비스는 엔드포인트를 통해 VPC로 연결을 시작할 수 없음',
  ],
  ['a Gateway Load Balancer and what is behind it is not modelled', 'Gateway Load Balancer와 그 뒤는 모델링하지 않음'],
  ['a gateway endpoint serves its own VPC only, nobody beyond', '게이트웨이 엔드포인트는 같은 VPC에서만 쓸 수 있음'],
  ['a gateway endpoint takes TCP and ICMP echo only', '게이트웨이 엔드포인트는 TCP와 ICMP 에코만 받음'],
  [
    "Amazon's own services answer there, past all filters and routes; they are not modelled",
    '필터와 경로를 거치지 않고 Amazon 자체 서비스가 응답하는 주소이며 모델링하지 않음',
  ],

  ['the peering connection is not known', '알 수 없는 피어링 연결'],
  ['the peering connection is {}', '피어링 연결 상태: {0}'],
  ['the peering connection does not belong to this VPC', '이 VPC의 피어링 연결이 아님'],
  [
    'it takes packets from an address of one of the two VPCs to an address of the other, and no others',
    '피어링 연결은 한쪽 VPC의 주소에서 다른 쪽 VPC의 주소로 가는 패킷만 받음',
  ],
  ['the other VPC is in an account or a Region that was not read', '상대 VPC가 읽지 않은 계정이나 리전에 있음'],

  ['its attachment {} is {}', '연결 {0} 상태: {1}'],
  ["its attachment {} has no subnet in the sender's zone", '연결 {0}: 보내는 쪽의 가용 영역에 서브넷 없음'],
  ['the attachments of the transit gateway could not be read', '트랜짓 게이트웨이 연결을 읽지 못함'],
  ['the VPC is not attached to it', 'VPC가 연결되어 있지 않음'],
  ['the attachment is not associated with a route table', '연결에 라우팅 테이블이 지정되어 있지 않음'],
  ['the prefix list {} could not be read', '접두사 목록 {0}: 읽지 못함'],
  ['the routes of this table could not be read', '이 테이블의 경로를 읽지 못함'],
  ['the route is a blackhole', '경로가 blackhole 상태임'],
  ['the attachment of the route is not known', '경로가 가리키는 연결을 알 수 없음'],
  ['the attachment is not known', '알 수 없는 연결'],
  ['the attachment is {}', '연결 상태: {0}'],
  ['the VPN connection {} is not available', 'VPN 연결 {0}: 사용할 수 없음'],
  [
    'the packet leaves for a network that is not part of any account',
    '패킷이 어느 계정에도 속하지 않은 네트워크로 나감',
  ],
  ['the transit gateway on the other side was not read', '상대 트랜짓 게이트웨이를 읽지 않음'],
  ['the VPC is in an account or a Region that was not read', 'VPC가 읽지 않은 계정이나 리전에 있음'],

  ['the virtual private gateway could not be read', '가상 프라이빗 게이트웨이를 읽지 못함'],
  ['the gateway is not available', '게이트웨이를 사용할 수 없음'],
  ['none of its VPN connections is available', '사용할 수 있는 VPN 연결 없음'],
  [
    'the source is not the private address of an interface of the VPC',
    '출발지가 VPC 인터페이스의 프라이빗 주소가 아님',
  ],
  ['the routes behind it are not part of the account', '게이트웨이 너머의 경로는 이 계정에 없음'],
  ['none of its VPN connections has a route to the destination', '목적지로 가는 경로가 있는 VPN 연결 없음'],
  ['the packet leaves for a network that is not part of the account', '패킷이 이 계정에 속하지 않은 네트워크로 나감'],
  ['the destination is not an address of the VPC', '목적지가 VPC의 주소가 아님'],

  ['the load balancer is not active yet', '로드 밸런서가 아직 활성 상태가 아님'],
  ['the load balancer has no listener for it', '로드 밸런서에 이 패킷을 받는 리스너 없음'],
  ['a target group could not be read', '대상 그룹을 읽지 못함'],
  ['the target group has no targets', '대상 그룹에 등록된 대상 없음'],
  ['its targets are in zones that the load balancer is not in', '로드 밸런서가 없는 가용 영역에 대상이 있음'],
  [
    'it has no target in {}, and cross-zone load balancing is off',
    '{0}에 대상이 없고 교차 영역 로드 밸런싱이 꺼져 있음',
  ],
  ['none of its targets can be used', '사용할 수 있는 대상 없음'],
  [
    'the client is the target itself: with its address preserved, it does not recognise the answer',
    '클라이언트가 곧 대상임: 클라이언트 주소가 보존되므로 응답을 알아보지 못함',
  ],
  ['the node has no address of its family', '노드에 같은 주소 체계(IPv4/IPv6)의 주소 없음'],
];

const translated = translator(NOTES);

/** The note of a hop in Korean; nothing where there is none. */
export const noteInKorean = (note = ''): string => translated(note);
