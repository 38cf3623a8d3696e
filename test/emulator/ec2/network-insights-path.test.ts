import { describe, expect, test } from 'vitest';
import { operations } from '../../../emulator/ec2/network-insights-path.ts';
import { runScript, withoutAwsCli } from '../../grader/aws-cli.ts';
import { analysisOf, localClients, type Network, networkOn } from './insights-lab.ts';
import { refusal } from './local-ec2.ts';

const local = localClients();

/** The network of those tests that do not change it. */
let shared: Promise<Network> | undefined;
const network = () => {
  shared ??= networkOn(local);
  return shared;
};

const TagSpecifications = (ResourceType: 'network-insights-path' | 'network-insights-analysis') => [
  { ResourceType, Tags: [{ Key: 'Name', Value: 'shop' }] },
];

describe('a path', () => {
  test('is made, shown, tagged and deleted', async () => {
    const { ec2 } = local;
    const { web, igw } = await networkOn(local);
    const arn = `arn:aws:ec2:us-east-1:123456789012:instance/${web}`;
    const { NetworkInsightsPath: path } = await ec2.createNetworkInsightsPath({
      Source: arn,
      Destination: igw,
      Protocol: 'TCP' as 'tcp',
      DestinationPort: 443,
      TagSpecifications: TagSpecifications('network-insights-path'),
    });
    const NetworkInsightsPathId = path?.NetworkInsightsPathId ?? '';
    expect(path).toEqual({
      NetworkInsightsPathId: expect.stringMatching(/^nip-0[0-9a-f]{16}$/),
      NetworkInsightsPathArn: `arn:aws:ec2:us-east-1:123456789012:network-insights-path/${NetworkInsightsPathId}`,
      CreatedDate: expect.any(Date),
      Source: web,
      SourceArn: arn,
      Destination: igw,
      DestinationArn: `arn:aws:ec2:us-east-1:123456789012:internet-gateway/${igw}`,
      Protocol: 'tcp',
      DestinationPort: 443,
      Tags: [{ Key: 'Name', Value: 'shop' }],
    });
    await ec2.createTags({ Resources: [NetworkInsightsPathId], Tags: [{ Key: 'stage', Value: 'test' }] });
    const Filters = [{ Name: 'tag:stage', Values: ['test'] }];
    const { NetworkInsightsPaths } = await ec2.describeNetworkInsightsPaths({ Filters });
    expect(NetworkInsightsPaths?.map((each) => each.NetworkInsightsPathId)).toEqual([NetworkInsightsPathId]);
    expect(await ec2.deleteNetworkInsightsPath({ NetworkInsightsPathId })).toMatchObject({ NetworkInsightsPathId });
    const gone = ec2.describeNetworkInsightsPaths({ NetworkInsightsPathIds: [NetworkInsightsPathId] });
    await refusal(gone, 'InvalidNetworkInsightsPathId.NotFound');
  });

  test('is found by its ends and filters, page by page', async () => {
    const { ec2 } = local;
    const { web, db } = await networkOn(local);
    const at = (FromPort: number) => ({
      SourceAddress: '10.0.0.4',
      DestinationPortRange: { FromPort, ToPort: FromPort + 5 },
    });
    const ids: (string | undefined)[] = [];
    for (const port of [80, 90, 100]) {
      const path = { Source: web, Destination: db, Protocol: 'udp', FilterAtSource: at(port) } as const;
      ids.push((await ec2.createNetworkInsightsPath(path)).NetworkInsightsPath?.NetworkInsightsPathId);
    }
    const found = async (Name: string, value: string) => {
      const Filters = [
        { Name, Values: [value] },
        { Name: 'source', Values: [web] },
      ];
      const { NetworkInsightsPaths } = await ec2.describeNetworkInsightsPaths({ Filters });
      return NetworkInsightsPaths?.map((each) => each.NetworkInsightsPathId);
    };
    expect(await found('destination', db)).toEqual(ids);
    expect(await found('protocol', 'udp')).toEqual(ids);
    expect(await found('protocol', 'tcp')).toEqual([]);
    expect(await found('filter-at-source.source-address', '10.0.0.4')).toEqual(ids);
    expect(await found('filter-at-source.destination-port-range', '90-95')).toEqual([ids[1]]);
    expect(await found('filter-at-destination.source-address', '10.0.0.4')).toEqual([]);
    const Filters = [{ Name: 'source', Values: [web] }];
    const first = await ec2.describeNetworkInsightsPaths({ Filters, MaxResults: 2 });
    const second = await ec2.describeNetworkInsightsPaths({ Filters, MaxResults: 2, NextToken: first.NextToken });
    const pages = [first, second].map(({ NetworkInsightsPaths = [] }) => NetworkInsightsPaths.length);
    expect(pages).toEqual([2, 1]);
    expect(second.NextToken).toBeUndefined();
    await refusal(ec2.describeNetworkInsightsPaths({ MaxResults: 101 }), 'InvalidParameterValue');
  });

  test.each<[string, object, string, RegExp]>([
    ['no source', { Source: undefined }, 'MissingParameter', /Source/],
    ['no protocol', { Protocol: undefined }, 'MissingParameter', /Protocol/],
    ['ICMP', { Protocol: 'icmp' }, 'InvalidParameterValue', /protocol/],
    ['no destination', { Destination: undefined, DestinationIp: '10.0.0.1' }, 'MissingParameter', /FilterAtSource\.D/],
    ['an unknown source', { Source: 'i-0123456789abcdef0' }, 'NetworkInsightsSource.NotFound', /i-0123/],
    ['an unknown destination', { Destination: 'eni-0123456789abcdef0' }, 'NetworkInsightsDestination.NotFound', /eni-/],
    ['a subnet as source', { Source: 'subnet-0123456789abcdef0' }, 'InvalidParameterValue', /subnet-/],
    ['no id at all', { Source: 'web' }, 'InvalidParameterValue', /web/],
    ['a port out of range', { DestinationPort: 70_000 }, 'InvalidParameterValue', /DestinationPort/],
    ['an IPv6 address', { SourceIp: '2001:db8::1' }, 'InvalidParameterValue', /SourceIp/],
    ['a filter and a port', { FilterAtSource: {}, DestinationPort: 1 }, 'InvalidParameterCombination', /Port/],
    [
      'a filter and an address',
      { FilterAtSource: {}, SourceIp: '10.0.0.1' },
      'InvalidParameterCombination',
      /SourceIp/,
    ],
    [
      'a filter there and an address there',
      { FilterAtDestination: {}, DestinationIp: '10.0.0.1' },
      'InvalidParameterCombination',
      /DestinationIp/,
    ],
    [
      'a range backwards',
      { FilterAtSource: { SourcePortRange: { FromPort: 9, ToPort: 8 } } },
      'InvalidParameterValue',
      /9-8/,
    ],
  ])('is refused with %s', async (_, change, code, message) => {
    const { web, db } = await network();
    const input = { Source: web, Destination: db, Protocol: 'tcp' as const, ...change };
    const filled = Object.fromEntries(
      Object.entries(input).map(([key, value]) => [
        key,
        JSON.stringify(value) === '{}' ? { DestinationAddress: '10.0.1.4' } : value,
      ]),
    );
    await refusal(local.ec2.createNetworkInsightsPath(filled as typeof input), code, message);
  });

  test('is tried, and made once for a token', async () => {
    const { ec2 } = local;
    const { web, db } = await networkOn(local);
    const path = { Source: web, Destination: db, Protocol: 'tcp' } as const;
    await refusal(ec2.createNetworkInsightsPath({ ...path, DryRun: true }), 'DryRunOperation');
    const Filters = [{ Name: 'source', Values: [web] }];
    expect((await ec2.describeNetworkInsightsPaths({ Filters })).NetworkInsightsPaths).toEqual([]);
    const ClientToken = `token-${web}`;
    const [first, second] = [
      await ec2.createNetworkInsightsPath({ ...path, ClientToken }),
      await ec2.createNetworkInsightsPath({ ...path, ClientToken }),
    ];
    expect(second.NetworkInsightsPath).toEqual(first.NetworkInsightsPath);
    const other = ec2.createNetworkInsightsPath({ ...path, ClientToken, DestinationPort: 22 });
    await refusal(other, 'IdempotentParameterMismatch');
  });

  test('is one of a thousand at most', async () => {
    const { web, db } = await network();
    const create = () =>
      local.aws.state.transaction('us-east-1', (region) => {
        const one = operations.CreateNetworkInsightsPath(region, { Source: web, Destination: db, Protocol: 'tcp' });
        for (let i = region.networkInsightsPaths.values().length; i < 1000; i++)
          region.networkInsightsPaths.put(`nip-${i}`, one.NetworkInsightsPath);
      });
    create();
    await refusal(
      local.ec2.createNetworkInsightsPath({ Source: web, Destination: db, Protocol: 'tcp' }),
      'NetworkInsightsPath.LimitExceeded',
    );
    local.aws.state.transaction('us-east-1', (region) => {
      for (let i = 0; i < 1000; i++) region.networkInsightsPaths.delete(`nip-${i}`);
    });
  });
});

describe('an analysis', () => {
  test('keeps its path from being deleted', async () => {
    const { ec2 } = local;
    const { web, db } = await network();
    const found = await analysisOf(local, { Source: web, Destination: db });
    const { NetworkInsightsPathId, NetworkInsightsAnalysisId } = found;
    await refusal(ec2.deleteNetworkInsightsPath({ NetworkInsightsPathId }), 'AnalysisExistsForNetworkInsightsPath');
    expect(await ec2.deleteNetworkInsightsAnalysis({ NetworkInsightsAnalysisId })).toMatchObject({
      NetworkInsightsAnalysisId,
    });
    await ec2.deleteNetworkInsightsPath({ NetworkInsightsPathId });
  });

  test('is found by path, time, status and result, page by page', async () => {
    const { ec2 } = local;
    const { web, db } = await network();
    const path = { Source: web, Destination: db, DestinationPort: 22 };
    const tagged = { TagSpecifications: TagSpecifications('network-insights-analysis') };
    const { NetworkInsightsPathId, Tags, StartDate } = await analysisOf(local, path, tagged);
    expect(Tags).toEqual([{ Key: 'Name', Value: 'shop' }]);
    for (let i = 0; i < 2; i++) await ec2.startNetworkInsightsAnalysis({ NetworkInsightsPathId });
    const count = async (input: object) => {
      const request = { NetworkInsightsPathId, ...input };
      return (await ec2.describeNetworkInsightsAnalyses(request)).NetworkInsightsAnalyses?.length;
    };
    expect(await count({})).toBe(3);
    expect(await count({ Filters: [{ Name: 'path-found', Values: ['false'] }] })).toBe(3);
    expect(await count({ Filters: [{ Name: 'path-found', Values: ['true'] }] })).toBe(0);
    expect(await count({ Filters: [{ Name: 'status', Values: ['succeeded'] }] })).toBe(3);
    expect(await count({ Filters: [{ Name: 'status', Values: ['running'] }] })).toBe(0);
    expect(await count({ Filters: [{ Name: 'tag:Name', Values: ['shop'] }] })).toBe(1);
    expect(await count({ AnalysisStartTime: StartDate })).toBe(3);
    expect(await count({ AnalysisEndTime: new Date(0) })).toBe(0);
    const first = await ec2.describeNetworkInsightsAnalyses({ NetworkInsightsPathId, MaxResults: 2 });
    expect(first.NetworkInsightsAnalyses).toHaveLength(2);
    expect(await count({ MaxResults: 2, NextToken: first.NextToken })).toBe(1);
  });

  test('is refused for what is not there, or not emulated', async () => {
    const { ec2 } = local;
    const { web, db } = await network();
    const { NetworkInsightsPathId } = await analysisOf(local, { Source: web, Destination: db });
    const arns = ['a', 'b'].map((id) => `arn:aws:ec2:us-east-1:123456789012:natgateway/nat-${id}`);
    const start = (input: object) => ec2.startNetworkInsightsAnalysis({ NetworkInsightsPathId, ...input });
    const missing = 'nip-0123456789abcdef0';
    await refusal(start({ NetworkInsightsPathId: missing }), 'InvalidNetworkInsightsPathId.NotFound');
    await refusal(start({ NetworkInsightsPathId: 'path' }), 'InvalidNetworkInsightsPathId.Malformed');
    await refusal(start({ FilterInArns: arns }), 'InvalidParameterValue', /one ARN/);
    await refusal(start({ FilterOutArns: ['nat-a'] }), 'InvalidParameterValue', /ARN/);
    const both = { FilterInArns: arns.slice(0, 1), FilterOutArns: arns.slice(0, 1) };
    await refusal(start(both), 'InvalidParameterValue', /included and excluded/);
    await refusal(start({ AdditionalAccounts: ['210987654321'] }), 'UnsupportedOperation');
    await refusal(start({ DryRun: true }), 'DryRunOperation');
    const NetworkInsightsAnalysisId = 'nia-0123456789abcdef0';
    const notFound = 'InvalidNetworkInsightsAnalysisId.NotFound';
    await refusal(ec2.deleteNetworkInsightsAnalysis({ NetworkInsightsAnalysisId }), notFound);
    const NetworkInsightsAnalysisIds = [NetworkInsightsAnalysisId];
    await refusal(ec2.describeNetworkInsightsAnalyses({ NetworkInsightsAnalysisIds }), notFound);
  });
});

if (withoutAwsCli) console.log(`Reachability Analyzer is not tried with the AWS CLI: ${withoutAwsCli}.`);

test.skipIf(withoutAwsCli)('the AWS CLI creates a path, analyses it and reads the result', async () => {
  const { web, igw, publicTable } = await networkOn(local);
  const RouteTableId = publicTable;
  await local.ec2.deleteRoute({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' });
  const script = `
    path=$(aws ec2 create-network-insights-path --source ${web} --destination ${igw} --protocol TCP \
      --filter-at-source '{"DestinationPortRange":{"FromPort":443,"ToPort":443}}' \
      --query NetworkInsightsPath.NetworkInsightsPathId --output text)
    analysis=$(aws ec2 start-network-insights-analysis --network-insights-path-id $path \
      --query NetworkInsightsAnalysis.NetworkInsightsAnalysisId --output text)
    aws ec2 describe-network-insights-analyses --network-insights-analysis-ids $analysis --output text \
      --query 'NetworkInsightsAnalyses[0].[Status,NetworkPathFound,Explanations[0].[ExplanationCode,RouteTable.Id]]'
    aws ec2 delete-network-insights-analysis --network-insights-analysis-id $analysis --output text
    aws ec2 delete-network-insights-path --network-insights-path-id $path --output text`;
  const { code, output } = await runScript(script, local.aws.url);
  expect(code, output).toBe(0);
  expect(output).toMatch(/succeeded\tFalse\nNO_ROUTE_TO_DESTINATION\trtb-/);
  expect(output).toContain(publicTable);
});
