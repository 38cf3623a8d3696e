const en = {
  nothing: 'Nothing is deployed.',
  destroying: (id: string) => `Destroying ${id}`,
  interrupted: (id: string) =>
    `Interrupted: part of ${id} may still be there. breakfix destroy ${id} goes on where it stopped.`,
  removing: (what: string) => `removing ${what}`,
  gone: (id: string) => `${id} is gone, and nothing of it is left`,
  notGone: (id: string) => `${id} is not wholly gone`,
  maybeNotGone: (id: string) => `${id} may not be wholly gone`,
  release: (addresses: string) => `Release ${addresses}? Unused, and allocated since the lab was deployed.`,
  notReleased: (addresses: string) =>
    `Not released: ${addresses}. Unused elastic IP addresses cost money; --yes releases them.`,
  account: (account: string, region: string, arn: string) => `Account ${account}, region ${region}, as ${arn}`,
  confirm: (ids: string) => `Destroy ${ids} and all that was made in it?`,
  elsewhere: (id: string, region: string, where: string) =>
    `${id} is also on record in ${region}. Try: breakfix destroy ${id} ${where}`,
};

const ko: typeof en = {
  nothing: '배포된 케이스가 없습니다.',
  destroying: (id) => `${id} 삭제 중`,
  interrupted: (id) =>
    `중단했습니다. ${id}의 일부가 남아 있을 수 있습니다. breakfix destroy ${id} 명령으로 멈춘 곳부터 이어서 삭제할 수 있습니다.`,
  removing: (what) => `삭제 중: ${what}`,
  gone: (id) => `${id} 삭제 완료: 남은 리소스가 없습니다`,
  notGone: (id) => `${id}: 일부 리소스가 남아 있습니다`,
  maybeNotGone: (id) => `${id}: 일부 리소스가 남아 있을 수 있습니다`,
  release: (addresses) => `${addresses}: 배포 후에 할당되었고 사용하지 않는 주소입니다. 릴리스하시겠습니까?`,
  notReleased: (addresses) =>
    `릴리스하지 않음: ${addresses}. 사용하지 않는 탄력적 IP 주소에는 요금이 부과됩니다. --yes를 붙이면 릴리스합니다.`,
  account: (account, region, arn) => `계정 ${account}, 리전 ${region}, 주체 ${arn}`,
  confirm: (ids) => `${ids}: 실습에서 만든 리소스까지 모두 삭제하시겠습니까?`,
  elsewhere: (id, region, where) =>
    `${id}: 리전 ${region}에도 배포한 기록이 있습니다. 다음을 시도하세요: breakfix destroy ${id} ${where}`,
};

/** What `breakfix destroy` says. */
export const destroy = { en, ko };
