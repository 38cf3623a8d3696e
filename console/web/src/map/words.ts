import type { Walk } from '../../../api.ts';

const en = {
  heading: 'Follow a packet',
  about: 'The SYN from one end to the other, and the SYN-ACK back, to the first thing that drops either.',
  from: 'From',
  to: 'To',
  port: 'Port',
  internet: 'The internet',
  choose: 'Choose',
  go: 'Follow',
  ways: { forward: 'SYN', return: 'SYN-ACK' },
  verdicts: {
    reachable: 'The connection opens.',
    blocked: 'The connection does not open.',
    unknown: 'It cannot be told whether the connection opens.',
  } satisfies Record<Walk['verdict'], string>,
  steps: 'The way of the packet',
  way: 'Packet',
  at: 'At',
  component: 'Component',
  says: 'What happens',
  passes: 'Passes',
  drops: 'Dropped',
  unsure: 'Cannot be told',
};

const ko: typeof en = {
  heading: '패킷 따라가기',
  about: '한쪽 끝에서 다른 쪽 끝으로 가는 SYN과 돌아오는 SYN-ACK를, 처음 버려지는 곳까지 보여 줍니다.',
  from: '출발지',
  to: '목적지',
  port: '포트',
  internet: '인터넷',
  choose: '선택',
  go: '따라가기',
  ways: { forward: 'SYN', return: 'SYN-ACK' },
  verdicts: {
    reachable: '연결됩니다.',
    blocked: '연결되지 않습니다.',
    unknown: '연결되는지 알 수 없습니다.',
  },
  steps: '패킷의 경로',
  way: '패킷',
  at: '위치',
  component: '구성 요소',
  says: '일어난 일',
  passes: '통과',
  drops: '버려짐',
  unsure: '알 수 없음',
};

/** What the map says of packets. */
export const MAP_WORDS = { en, ko };
