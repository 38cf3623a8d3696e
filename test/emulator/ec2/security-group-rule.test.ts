import type { IpPermission } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, newGroup, refusal, startEc2Lab } from './lab.ts';
import { vpcOf } from './local-ec2.ts';

let lab: Ec2Lab;
let count = 0;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

const group = () => newGroup(lab.ec2, lab.vpcId, `group-${++count}`);

const tcp = (port: number, CidrIp = '0.0.0.0/0'): IpPermission => {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] };
};

const admit = (GroupId: string, ...IpPermissions: IpPermission[]) =>
  lab.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });

const ingress = async (id: string) => {
  const { SecurityGroups } = await lab.ec2.describeSecurityGroups({ GroupIds: [id] });
  return SecurityGroups?.[0]?.IpPermissions ?? [];
};

const ruleIds = async (id: string) => {
  const Filters = [{ Name: 'group-id', Values: [id] }];
  const { SecurityGroupRules } = await lab.ec2.describeSecurityGroupRules({ Filters });
  return (SecurityGroupRules ?? []).filter((rule) => !rule.IsEgress).map((rule) => rule.SecurityGroupRuleId ?? '');
};

describe('AuthorizeSecurityGroupIngress', () => {
  it('makes one rule for each peer, which DescribeSecurityGroups gathers by protocol and ports', async () => {
    const id = await group();
    const { SecurityGroupRules } = await admit(
      id,
      { ...tcp(443), Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0::/32', Description: 'six' }] },
      tcp(443, '192.0.2.0/24'),
      tcp(80),
    );
    expect(SecurityGroupRules?.map((rule) => rule.CidrIpv4 ?? rule.CidrIpv6)).toEqual([
      '0.0.0.0/0',
      '2001:db8::/32',
      '192.0.2.0/24',
      '0.0.0.0/0',
    ]);
    expect(await ingress(id)).toMatchObject([
      {
        FromPort: 443,
        IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '192.0.2.0/24' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32', Description: 'six' }],
      },
      { FromPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
  });

  it('refuses a rule that is there, in AWS words, and then adds none of the request', async () => {
    const id = await group();
    await admit(id, tcp(443));
    expect(await refusal(admit(id, tcp(80), tcp(443)))).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists',
    );
    expect(await ruleIds(id)).toHaveLength(1);
  });

  it('counts a rule as there whatever its description and host bits', async () => {
    const id = await group();
    await admit(id, { ...tcp(443), IpRanges: [{ CidrIp: '10.1.2.3/16', Description: 'office' }] });
    expect((await ingress(id))[0]?.IpRanges).toEqual([{ CidrIp: '10.1.0.0/16', Description: 'office' }]);
    expect(await refusal(admit(id, tcp(443, '10.1.0.0/16')))).toContain('InvalidPermission.Duplicate');
    expect(await refusal(admit(id, tcp(22), tcp(22)))).toBe(
      'InvalidParameterValue: The same permission must not appear multiple times',
    );
  });

  it.each([
    [
      { IpProtocol: '6', FromPort: 1, ToPort: 2 },
      { IpProtocol: 'tcp', FromPort: 1, ToPort: 2 },
    ],
    [
      { IpProtocol: '17', FromPort: 53, ToPort: 53 },
      { IpProtocol: 'udp', FromPort: 53, ToPort: 53 },
    ],
    [
      { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 },
      { IpProtocol: 'icmp', FromPort: 8, ToPort: -1 },
    ],
    [{ IpProtocol: '58' }, { IpProtocol: 'icmpv6', FromPort: -1, ToPort: -1 }],
    [{ IpProtocol: '50' }, { IpProtocol: '50' }],
    [{ IpProtocol: '-1', FromPort: 22, ToPort: 22 }, { IpProtocol: '-1' }],
  ])('stores %j as %j', async (asked, stored) => {
    const id = await group();
    await admit(id, { ...asked, IpRanges: [{ CidrIp: '0.0.0.0/0' }] });
    const [permission] = await ingress(id);
    const { IpProtocol, FromPort, ToPort } = permission ?? {};
    expect(JSON.parse(JSON.stringify({ IpProtocol, FromPort, ToPort }))).toEqual(stored);
  });

  it('takes the prefix lists of AWS as well as those of the account', async () => {
    const Filters = [{ Name: 'prefix-list-name', Values: ['com.amazonaws.us-east-1.s3'] }];
    const { PrefixLists } = await lab.ec2.describePrefixLists({ Filters });
    const { PrefixListId } = PrefixLists?.[0] ?? {};
    const GroupId = await group();
    const IpPermissions = [{ ...tcp(443), IpRanges: [], PrefixListIds: [{ PrefixListId }] }];
    await lab.ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions });
    const { SecurityGroups } = await lab.ec2.describeSecurityGroups({ GroupIds: [GroupId] });
    const lists = SecurityGroups?.[0]?.IpPermissionsEgress?.flatMap((each) => each.PrefixListIds ?? []);
    expect(lists).toEqual([{ PrefixListId }]);
  });

  it.each([
    [tcp(443, '10.0.0.0/33'), 'InvalidParameterValue: CIDR block 10.0.0.0/33 is malformed'],
    [tcp(443, '10.0.0.1'), 'InvalidParameterValue: CIDR block 10.0.0.1 is malformed'],
    [tcp(443, '::/0'), 'InvalidParameterValue: CIDR block ::/0 is malformed'],
    [tcp(65536), 'InvalidParameterValue: TCP/UDP port (65536) out of range'],
    [{ ...tcp(443), ToPort: 80 }, 'InvalidParameterValue: Invalid TCP/UDP port range (443:80)'],
    [
      { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      `InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.`,
    ],
    [{ ...tcp(1), IpProtocol: 'tpc' }, `InvalidParameterValue: Invalid value 'tpc' for IP protocol. Unknown protocol.`],
    [{ ...tcp(256), IpProtocol: 'icmp' }, 'InvalidParameterValue: ICMP type (256) out of range'],
    [{ IpProtocol: '-1' }, 'MissingParameter: '],
    [
      { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-0123456789abcdef0' }] },
      `InvalidGroup.NotFound: The security group 'sg-0123456789abcdef0' does not exist`,
    ],
    [
      { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }] },
      `InvalidPrefixListID.NotFound: The prefix list ID 'pl-0123456789abcdef0' does not exist`,
    ],
    [
      { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'a<b' }] },
      'InvalidParameterValue: Invalid rule description.',
    ],
  ])('refuses %j', async (permission, error) => {
    expect(await refusal(admit(await group(), permission))).toContain(error);
  });

  it('names another group of the VPC by id or name, and none of another VPC', async () => {
    const [id, peer] = [await group(), await group()];
    await admit(id, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupName: `group-${count}` }] });
    expect((await ingress(id))[0]?.UserIdGroupPairs).toMatchObject([{ GroupId: peer }]);
    const foreign = await newGroup(lab.ec2, await vpcOf(lab.ec2, '10.7.0.0/16'), 'foreign');
    expect(await refusal(admit(id, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: foreign }] }))).toBe(
      'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
    );
  });

  it('stops at sixty rules for one address family', async () => {
    const id = await group();
    await admit(id, ...Array.from({ length: 60 }, (_, index) => tcp(index + 1)));
    expect(await refusal(admit(id, tcp(61)))).toContain('RulesPerSecurityGroupLimitExceeded');
    await admit(id, { ...tcp(61), IpRanges: [], Ipv6Ranges: [{ CidrIpv6: '::/0' }] });
  });
});

describe('RevokeSecurityGroupIngress', () => {
  it('takes rules away by shape', async () => {
    const id = await group();
    await admit(id, tcp(80), tcp(443));
    const { RevokedSecurityGroupRules } = await lab.ec2.revokeSecurityGroupIngress({
      GroupId: id,
      IpPermissions: [tcp(80)],
    });
    expect(RevokedSecurityGroupRules).toMatchObject([{ FromPort: 80, CidrIpv4: '0.0.0.0/0', GroupId: id }]);
    expect((await ingress(id)).map((each) => each.FromPort)).toEqual([443]);
  });

  it('takes rules away by id, not those of the other direction', async () => {
    const id = await group();
    await admit(id, tcp(80));
    const [rule = ''] = await ruleIds(id);
    const request = { GroupId: id, SecurityGroupRuleIds: [rule] };
    expect(await refusal(lab.ec2.revokeSecurityGroupEgress(request))).toBe(
      `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${rule}' does not exist`,
    );
    await lab.ec2.revokeSecurityGroupIngress(request);
    expect(await ingress(id)).toEqual([]);
  });

  it('refuses what is not there and then takes nothing away', async () => {
    const id = await group();
    await admit(id, tcp(80));
    const request = { GroupId: id, IpPermissions: [tcp(80), tcp(81)] };
    expect(await refusal(lab.ec2.revokeSecurityGroupIngress(request))).toBe(
      'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
    );
    expect(await ingress(id)).toHaveLength(1);
  });

  it('only reports what is not there in a default VPC', async () => {
    const Filters = [{ Name: 'is-default', Values: ['true'] }];
    const { Vpcs } = await lab.ec2.describeVpcs({ Filters });
    const GroupId = await newGroup(lab.ec2, Vpcs?.[0]?.VpcId ?? '', 'in-default');
    const { UnknownIpPermissions } = await lab.ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: [tcp(80)] });
    expect(UnknownIpPermissions).toMatchObject([{ FromPort: 80, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]);
  });
});

describe('changing rules', () => {
  const modify = (GroupId: string, SecurityGroupRuleId: string, SecurityGroupRule: object) =>
    lab.ec2.modifySecurityGroupRules({ GroupId, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] });

  it('replaces all of a rule but its id and type', async () => {
    const id = await group();
    await admit(id, { ...tcp(22), IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'ssh' }] });
    const [rule = ''] = await ruleIds(id);
    await modify(id, rule, { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, CidrIpv4: '10.0.0.0/16' });
    expect(await ruleIds(id)).toEqual([rule]);
    expect((await ingress(id))[0]?.IpRanges).toEqual([{ CidrIp: '10.0.0.0/16' }]);
    expect(await refusal(modify(id, rule, { IpProtocol: '-1', CidrIpv6: '::/0' }))).toContain('InvalidParameterValue');
  });

  it('refuses to make two rules the same', async () => {
    const id = await group();
    await admit(id, tcp(80), tcp(443));
    const [rule = ''] = await ruleIds(id);
    const same = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '0.0.0.0/0' };
    expect(await refusal(modify(id, rule, same))).toContain('InvalidPermission.Duplicate');
  });

  it('describes a rule by shape or by id', async () => {
    const id = await group();
    await admit(id, tcp(80));
    const described = { ...tcp(80), IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'web' }] };
    await lab.ec2.updateSecurityGroupRuleDescriptionsIngress({ GroupId: id, IpPermissions: [described] });
    expect((await ingress(id))[0]?.IpRanges).toEqual([{ CidrIp: '0.0.0.0/0', Description: 'web' }]);
    const [SecurityGroupRuleId = ''] = await ruleIds(id);
    await lab.ec2.updateSecurityGroupRuleDescriptionsIngress({
      GroupId: id,
      SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId }],
    });
    expect((await ingress(id))[0]?.IpRanges).toEqual([{ CidrIp: '0.0.0.0/0' }]);
  });
});
