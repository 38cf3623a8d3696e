import { expect, test } from 'vitest';
import { awsCommand, kebab } from '../../grader/aws-command.ts';
import { queryWord, reference, shellWord } from '../../grader/shell-word.ts';

test.each([
  ['CreateNatGateway', 'create-nat-gateway'],
  ['Ipv6CidrBlock', 'ipv6-cidr-block'],
  ['SourceDestCheck', 'source-dest-check'],
  ['AZMode', 'az-mode'],
  ['DBSubnetGroupARNs', 'db-subnet-group-arns'],
  ['ListTagsForACLs', 'list-tags-for-acls'],
])('%s is %s on the command line', (name, option) => {
  expect(kebab(name)).toBe(option);
});

const rows: [string, string, Record<string, unknown>, string][] = [
  ['texts and numbers', 'CreateRoute', { RouteTableId: 'rtb-1', GatewayId: undefined }, '--route-table-id rtb-1'],
  ['a negative number', 'CreateNetworkAclEntry', { Protocol: '-1' }, '--protocol -1'],
  ['an outbound entry', 'CreateNetworkAclEntry', { Egress: true }, '--egress'],
  ['an inbound entry', 'CreateNetworkAclEntry', { Egress: false }, '--ingress'],
  ['a wrapped boolean', 'ModifyInstanceAttribute', { SourceDestCheck: { Value: false } }, '--no-source-dest-check'],
  ['a wrapped boolean', 'ModifySubnetAttribute', { MapPublicIpOnLaunch: { Value: true } }, '--map-public-ip-on-launch'],
  ['a list of texts', 'ModifyInstanceAttribute', { Groups: ['sg-1', 'sg-2'] }, '--groups sg-1 sg-2'],
  ['a structure', 'CreateNetworkAclEntry', { PortRange: { From: 1, To: 2 } }, `--port-range '{"From":1,"To":2}'`],
  ['a count', 'RunInstances', { MinCount: 1, MaxCount: 1 }, '--count 1'],
  ['a range of counts', 'RunInstances', { MinCount: 1, MaxCount: 3 }, '--count 1:3'],
  [
    'user data',
    'RunInstances',
    { UserData: Buffer.from("#!/bin/sh\necho 'hi'").toString('base64') },
    `--user-data '#!/bin/sh\necho '\\''hi'\\'''`,
  ],
];

test.each(rows)('writes %s of %s', (_, operation, input, expected) => {
  expect(awsCommand('ec2', operation, input)).toEqual([`aws ec2 ${kebab(operation)}`, expected]);
});

test('quotes for a POSIX shell', () => {
  expect(shellWord('')).toBe("''");
  expect(shellWord('10.0.0.0/16')).toBe('10.0.0.0/16');
  expect(shellWord('two words')).toBe("'two words'");
  expect(shellWord("it's $HOME")).toBe(`'it'\\''s $HOME'`);
  expect(shellWord(`${reference('IP')}/32`)).toBe('"$IP"/32');
  expect(shellWord(`[{"GroupId":"${reference('GROUP_ID')}"}]`)).toBe(`'[{"GroupId":"'"$GROUP_ID"'"}]'`);
});

test('quotes queries so that their own quotes survive', () => {
  expect(queryWord('NatGateway.NatGatewayId')).toBe("'NatGateway.NatGatewayId'");
  expect(queryWord("Rules[?Priority=='10'] | [0].RuleArn")).toBe(`"Rules[?Priority=='10'] | [0].RuleArn"`);
  expect(queryWord(`A[?B==\`1\` && C=='${reference('X')}']`)).toBe('"A[?B==\\`1\\` && C==\'$X\']"');
});
