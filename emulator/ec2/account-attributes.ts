import type { AccountAttribute, AccountAttributeName } from '@aws-sdk/client-ec2';
import type { Region } from '../state.ts';
import { invalid } from './kind.ts';
import type { Ec2Operations } from './operations.ts';
import { QUOTAS } from './quota.ts';

const quotaText = (region: Region, name: keyof typeof QUOTAS) => String(region.quotaOf(name, QUOTAS[name].value));

const valuesOf = (region: Region): Record<string, string> => ({
  'supported-platforms': 'VPC',
  'default-vpc': region.vpcs.find((vpc) => vpc.IsDefault === true)?.VpcId ?? 'none',
  'max-instances': '20',
  'max-elastic-ips': quotaText(region, 'elastic-ips'),
  'vpc-max-elastic-ips': quotaText(region, 'elastic-ips'),
  'vpc-max-security-groups-per-interface': quotaText(region, 'security-groups-per-interface'),
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
