import type * as ec2 from '@aws-sdk/client-ec2';
import { ACCOUNT, type Printed, REGION } from '../plan.ts';

export const S3 = 'pl-63a5400a';
export const DYNAMODB = 'pl-02cd2c6b';
export const CLOUDFRONT = 'pl-3b927c52';
export const OFFICES = 'pl-0c0ffee0c0ffee001';

/** The lists of the two gateway endpoints, with blocks of about the size and number that us-east-1 has. */
export const prefixLists: readonly Printed<ec2.PrefixList>[] = [
  {
    Cidrs: ['16.15.192.0/18', '54.231.0.0/16', '52.216.0.0/15', '18.34.0.0/19', '16.182.0.0/16', '3.5.0.0/19'],
    PrefixListId: S3,
    PrefixListName: `com.amazonaws.${REGION}.s3`,
  },
  {
    Cidrs: ['52.94.0.0/22', '52.119.224.0/20', '3.218.180.0/22'],
    PrefixListId: DYNAMODB,
    PrefixListName: `com.amazonaws.${REGION}.dynamodb`,
  },
];

const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Entries of the lists that rules name and DescribePrefixLists does not answer. */
export const managedEntries: ReadonlyMap<string, readonly ec2.PrefixListEntry[]> = new Map([
  [CLOUDFRONT, range(45).map((i) => ({ Cidr: `${[13, 18, 52, 130][i % 4]}.${100 + i}.${i * 4}.0/22` }))],
  [OFFICES, range(12).map((i) => ({ Cidr: `198.51.100.${i * 16}/28`, Description: `office ${i + 1}` }))],
]);

export const managedPrefixLists: readonly Printed<ec2.ManagedPrefixList>[] = [
  listed(OFFICES, 'offices', ACCOUNT, 20),
  listed(CLOUDFRONT, 'com.amazonaws.global.cloudfront.origin-facing', 'AWS', 55),
];

function listed(id: string, name: string, owner: string, MaxEntries: number): Printed<ec2.ManagedPrefixList> {
  return {
    PrefixListId: id,
    AddressFamily: 'IPv4',
    State: 'create-complete',
    PrefixListArn: `arn:aws:ec2:${REGION}:${owner.toLowerCase()}:prefix-list/${id}`,
    PrefixListName: name,
    ...(owner === ACCOUNT && { MaxEntries, Version: 7 }),
    Tags: [],
    OwnerId: owner,
  };
}
