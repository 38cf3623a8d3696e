const en = {
  starting: 'Starting the local AWS',
  runs: (url: string) => `The local AWS runs at ${url}`,
  already: (url: string) => `The local AWS already runs at ${url}`,
  notStarted: 'The local AWS did not start.',
  quota: (name: string, value: number) => `Quota ${name}: ${value}`,
  console: (url: string) => `Console in the browser: ${url}`,
  point: (command: string) => `Point other AWS clients at it: ${command}`,
  foreground: (url: string) => `The local AWS runs at ${url}; Ctrl-C stops it.`,
  stopping: 'Stopping the local AWS',
  stopped: 'The local AWS is stopped; it keeps what is deployed.',
  wasNotRunning: 'The local AWS was not running.',
  notYet: 'The local AWS is not running yet. Try: breakfix up',
};

const ko: typeof en = {
  starting: '로컬 AWS를 시작하는 중',
  runs: (url) => `로컬 AWS가 실행 중입니다: ${url}`,
  already: (url) => `로컬 AWS가 이미 실행 중입니다: ${url}`,
  notStarted: '로컬 AWS를 시작하지 못했습니다.',
  quota: (name, value) => `할당량 ${name}: ${value}`,
  console: (url) => `브라우저 콘솔: ${url}`,
  point: (command) => `다른 AWS 클라이언트를 로컬 AWS에 연결하기: ${command}`,
  foreground: (url) => `로컬 AWS가 실행 중입니다: ${url}. Ctrl-C를 누르면 멈춥니다.`,
  stopping: '로컬 AWS를 멈추는 중',
  stopped: '로컬 AWS를 멈췄습니다. 배포된 것은 그대로 유지됩니다.',
  wasNotRunning: '로컬 AWS가 실행 중이 아니었습니다.',
  notYet: '로컬 AWS가 아직 실행 중이 아닙니다. 다음을 시도하세요: breakfix up',
};

/** What `breakfix up`, `down` and `env` say. */
export const local = { en, ko };
