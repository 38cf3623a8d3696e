const en = {
  next: (id: string) => `Read the ticket: breakfix ticket ${id}`,
  stackGone: 'its stack is gone',
  unfinished: 'it did not come to its end',
  earlier: (id: string, found: string) =>
    `There was an earlier deployment of ${id}: ${found}. What is left of it goes first.`,
  notKept: (why: string) => `How it looks could not be kept (${why}): the fix will be graded, but not rated.`,
  deploying: (id: string) => `Deploying ${id}`,
  interrupted: (id: string) =>
    `Interrupted: ${id} may be deployed in part. breakfix deploy ${id} goes on or begins anew, breakfix destroy ${id} removes it.`,
  deployed: (id: string, target: string, region: string, usd: string) =>
    `${id} is deployed at ${target}, ${region}; about ${usd} an hour`,
  notDeployed: (id: string) => `${id} was not deployed`,
  toAccount: (id: string) => `Deploying ${id} to your AWS account:`,
  account: (account: string, region: string, principal: string, broken: string, fixed: string) => [
    `  account    ${account}`,
    `  region     ${region}`,
    `  principal  ${principal}`,
    `  cost       about ${broken} an hour as deployed, ${fixed} once fixed, until you destroy it`,
  ],
  confirm: (id: string, account: string, region: string) => `Deploy ${id} to account ${account} in ${region}?`,
};

const ko: typeof en = {
  next: (id) => `티켓 읽기: breakfix ticket ${id}`,
  stackGone: '스택이 없음',
  unfinished: '끝까지 진행되지 않음',
  earlier: (id, found) => `${id}: 이전 배포가 있습니다(${found}). 남아 있는 것부터 정리합니다.`,
  notKept: (why) => `배포 직후의 모습을 저장하지 못했습니다(${why}). 채점은 하지만 수정의 품질은 평가하지 않습니다.`,
  deploying: (id) => `${id} 배포 중`,
  interrupted: (id) =>
    `중단했습니다. ${id}의 일부가 배포되어 있을 수 있습니다. breakfix deploy ${id} 명령으로 이어서 하거나 새로 배포하고, breakfix destroy ${id} 명령으로 삭제하세요.`,
  deployed: (id, target, region, usd) => `${id} 배포 완료: ${target}, ${region}, 시간당 약 ${usd}`,
  notDeployed: (id) => `${id}: 배포하지 못했습니다`,
  toAccount: (id) => `AWS 계정에 배포합니다: ${id}`,
  account: (account, region, principal, broken, fixed) => [
    `  계정     ${account}`,
    `  리전     ${region}`,
    `  주체     ${principal}`,
    `  비용     배포 상태에서 시간당 약 ${broken}, 수정 후 ${fixed}(삭제할 때까지)`,
  ],
  confirm: (id, account, region) => `${id}: 계정 ${account}, 리전 ${region}에 배포하시겠습니까?`,
};

/** What `breakfix deploy` says. */
export const deploy = { en, ko };
