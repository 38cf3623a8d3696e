import { createHash } from 'node:crypto';
import type { ManagedPrefixList, PrefixListEntry } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';

export type PrefixListRecord = ManagedPrefixList & { entries: PrefixListEntry[] };

/** The ids under which AWS publishes the prefix lists of its gateway endpoints; elsewhere they are made from the name. */
const IDS: Record<string, string> = {
  'com.amazonaws.us-east-1.s3': 'pl-63a5400a',
  'com.amazonaws.us-east-1.dynamodb': 'pl-02cd2c6b',
  'com.amazonaws.us-east-2.s3': 'pl-7ba54012',
  'com.amazonaws.us-east-2.dynamodb': 'pl-4ca54025',
  'com.amazonaws.us-west-2.s3': 'pl-68a54001',
  'com.amazonaws.us-west-2.dynamodb': 'pl-00a54069',
  'com.amazonaws.eu-west-1.s3': 'pl-6da54004',
  'com.amazonaws.eu-west-1.dynamodb': 'pl-6fa54006',
  'com.amazonaws.ap-northeast-2.s3': 'pl-78a54011',
  'com.amazonaws.ap-northeast-2.dynamodb': 'pl-48a54021',
};

/** Blocks out of Amazon's published ranges, the same in every Region: enough for routes and rules to tell them from the rest. */
const CIDRS: Record<string, string[]> = {
  s3: ['52.216.0.0/15', '52.92.0.0/17', '54.231.0.0/16', '3.5.0.0/19'],
  dynamodb: ['52.94.0.0/22', '52.119.224.0/20'],
  'ec2-instance-connect': ['18.206.107.24/29'],
};

/** The prefix lists that AWS keeps in a Region. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html */
export function awsPrefixLists(region: Region): PrefixListRecord[] {
  return Object.entries(CIDRS).map(([service, cidrs]) => {
    const name = `com.amazonaws.${region.name}.${service}`;
    const id = IDS[name] ?? `pl-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
    return {
      PrefixListId: id,
      PrefixListName: name,
      PrefixListArn: `arn:aws:ec2:${region.name}:aws:prefix-list/${id}`,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      OwnerId: 'AWS',
      Tags: [],
      entries: cidrs.map((Cidr) => ({ Cidr })),
    };
  });
}
