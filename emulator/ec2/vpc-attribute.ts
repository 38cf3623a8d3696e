import { AwsError } from '../error.ts';
import type { VpcRecord } from '../records.ts';
import { find, invalid, required } from './kind.ts';
import type { Ec2Operations } from './operations.ts';

/** The attributes of a VPC that DescribeVpcs does not answer. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
const ATTRIBUTES = ['EnableDnsSupport', 'EnableDnsHostnames', 'EnableNetworkAddressUsageMetrics'] as const;

const memberOf = {
  EnableDnsSupport: 'enableDnsSupport',
  EnableDnsHostnames: 'enableDnsHostnames',
  EnableNetworkAddressUsageMetrics: 'enableNetworkAddressUsageMetrics',
} as const satisfies Record<(typeof ATTRIBUTES)[number], keyof VpcRecord>;

export const operations = {
  DescribeVpcAttribute(region, input) {
    const vpc = find(region, 'vpcs', input.VpcId);
    const wanted = required(input.Attribute, 'attribute');
    const attribute = ATTRIBUTES.find((each) => memberOf[each] === wanted);
    if (!attribute) throw invalid(`Value (${wanted}) for parameter attribute is invalid. Unknown attribute.`);
    return { VpcId: vpc.VpcId, [attribute]: { Value: vpc[memberOf[attribute]] ?? false } };
  },

  ModifyVpcAttribute(region, input) {
    const { VpcId = '' } = find(region, 'vpcs', input.VpcId);
    const named = ATTRIBUTES.filter((each) => input[each]?.Value !== undefined);
    const [attribute] = named;
    if (!attribute) throw new AwsError('MissingParameter', 'The request must contain the parameter attribute');
    if (named.length > 1) {
      const fields = named.map((each) => memberOf[each]).join(', ');
      throw new AwsError('InvalidParameterCombination', `Fields for multiple attribute types specified: ${fields}`);
    }
    region.vpcs.update(VpcId, (draft) => {
      draft[memberOf[attribute]] = input[attribute]?.Value === true;
    });
    return {};
  },
} satisfies Ec2Operations;
