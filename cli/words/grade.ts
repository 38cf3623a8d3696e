const en = {
  hopByHop: (id: string) => `Hop by hop: breakfix grade ${id} --explain`,
  talk: (id: string) => `Talk it over, as in an interview: breakfix debrief ${id}`,
  watching: (minutes: number) => `Watching for ${minutes} min; Ctrl-C stops.`,
  over: (minutes: number) => `${minutes} min are over.`,
};

const ko: typeof en = {
  hopByHop: (id) => `패킷 경로를 홉별로 보기: breakfix grade ${id} --explain`,
  talk: (id) => `면접처럼 되짚어 보기: breakfix debrief ${id}`,
  watching: (minutes) => `${minutes}분 동안 지켜봅니다. Ctrl-C를 누르면 멈춥니다.`,
  over: (minutes) => `${minutes}분이 지났습니다.`,
};

/** What `breakfix grade` says beside the report. */
export const grade = { en, ko };
