import type { Track } from '../../lib/scenario.ts';
import { common } from './common.ts';

const en = {
  askId: 'Id of the case: a few lower-case words with hyphens that do not give the answer away',
  askTrack: 'Track',
  askDifficulty: 'Difficulty',
  made: (id: string) => `scenarios/${id} is there, and scenarios/index.ts lists it at the end of its track.`,
  next: (id: string) => [
    `Write scenarios/${id}/scenario.ts, en.md and ko.md: each TODO says what belongs there; docs/authoring.md says how.`,
    `npm run build && npx breakfix verify ${id}   says what is still missing`,
    `npx breakfix deploy ${id}                    tries it`,
  ],
  tracks: (): Record<Track, string> => common.en.tracks,
};

const ko: typeof en = {
  askId: '케이스 ID: 정답을 드러내지 않는 소문자 단어 몇 개를 하이픈으로 이어 주세요',
  askTrack: '트랙',
  askDifficulty: '난이도',
  made: (id) => `scenarios/${id} 폴더를 만들고 scenarios/index.ts의 해당 트랙 끝에 추가했습니다.`,
  next: (id) => [
    `scenarios/${id}/의 scenario.ts, en.md, ko.md를 작성하세요. TODO마다 들어갈 내용이 적혀 있고, 방법은 docs/authoring.md에 있습니다.`,
    `npm run build && npx breakfix verify ${id}   아직 남은 것을 알려 줍니다`,
    `npx breakfix deploy ${id}                    직접 배포해 봅니다`,
  ],
  tracks: () => common.ko.tracks,
};

/** What `breakfix new` says. */
export const newCase = { en, ko };
