import type { AccountAttribute, AccountAttributeName } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

const valuesOf = (region: Region): Record<string, string> => ({
  'supported-platforms': 'VPC',
  'default-vpc': region.vpcs.find((vpc) => vpc.IsDefault === true)?.VpcId ?? 'none',
  'max-instances': '20',
  'max-elastic-ips': '5',
  'vpc-max-elastic-ips': '5',
  'vpc-max-security-groups-per-interface': '5',
});

function attribute(name: string, value: string | undefined): AccountAttribute {
  if (value === undefined) throw invalid(`Value (${name}) for parameter attributeName is invalid. Unknown attribute.`);
  return { AttributeName: name, AttributeValues: [{ AttributeValue: value }] };
}

export const operations = {
  DescribeAccountAttributes(region, input) {
    const values = valuesOf(region);
    const names: readonly (AccountAttributeName | string)[] = input.AttributeNames?.length
      ? input.AttributeNames
      : Object.keys(values);
    return { AccountAttributes: names.map((name) => attribute(name, values[name])) };
  },
} satisfies Ec2Operations;
