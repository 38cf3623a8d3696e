const en = {
  reading: (what: string) => `Reading ${what}`,
  readingAccount: 'Reading the account',
  read: (what: string) => `Read ${what}`,
  accountIn: (account: string, region: string) => `${account} in ${region}`,
  gap: (command: string, reason: string) => `Could not read aws ${command}: ${reason}`,
  moreGaps: (count: number) => `Nor could ${count} more commands be read`,
  exposure: {
    nothing: 'The internet reaches nothing in this account.',
    head: ['what', 'at', 'protocol', 'ports', 'from', 'through'],
    any: 'any',
    more: (count: number) => `and ${count} more`,
  },
  snapshot: {
    interrupted: (folder: string) => `Nothing was written to ${folder}.`,
    replace: (folder: string) => `${folder} is not empty. Replace the answers in it?`,
    written: (folder: string, files: number, account: string, region: string) =>
      `${folder}: ${files} answers of account ${account} in ${region}`,
  },
};

const ko: typeof en = {
  reading: (what) => `${what} 읽는 중`,
  readingAccount: '계정을 읽는 중',
  read: (what) => `${what} 읽음`,
  accountIn: (account, region) => `계정 ${account}, 리전 ${region}`,
  gap: (command, reason) => `읽지 못한 명령: aws ${command}: ${reason}`,
  moreGaps: (count) => `이 밖에 읽지 못한 명령이 ${count}개 있습니다`,
  exposure: {
    nothing: '이 계정에는 인터넷에서 도달할 수 있는 것이 없습니다.',
    head: ['리소스', '주소', '프로토콜', '포트', '출발지', '경유'],
    any: '모두',
    more: (count) => `외 ${count}개`,
  },
  snapshot: {
    interrupted: (folder) => `${folder}: 아무것도 기록하지 않았습니다.`,
    replace: (folder) => `${folder}: 비어 있지 않은 폴더입니다. 안에 있는 응답을 바꾸시겠습니까?`,
    written: (folder, files, account, region) => `${folder}: 계정 ${account}, 리전 ${region}의 응답 ${files}개`,
  },
};

/** What the verbs say that read an account: `trace`, `exposure` and `snapshot`. */
export const account = { en, ko };
