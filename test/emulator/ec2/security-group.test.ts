import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ec2Lab, newGroup, refusal, startEc2Lab } from './lab.ts';
import { vpcOf } from './local-ec2.ts';

let lab: Ec2Lab;

beforeAll(async () => {
  lab = await startEc2Lab();
});

afterAll(() => lab.close());

const groupNamed = async (name: string, vpcId = lab.vpcId) => {
  const { SecurityGroups } = await lab.ec2.describeSecurityGroups({
    Filters: [
      { Name: 'vpc-id', Values: [vpcId] },
      { Name: 'group-name', Values: [name] },
    ],
  });
  return SecurityGroups?.[0];
};

const ALLOW_ALL = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], PrefixListIds: [] };

describe('a security group', () => {
  it('starts with nothing in and everything out', async () => {
    const id = await newGroup(lab.ec2, lab.vpcId, 'fresh');
    expect(await groupNamed('fresh')).toMatchObject({
      GroupId: id,
      VpcId: lab.vpcId,
      Description: 'for fresh',
      IpPermissions: [],
      IpPermissionsEgress: [{ ...ALLOW_ALL, UserIdGroupPairs: [] }],
    });
  });

  it('lets IPv6 out too where the VPC has an IPv6 block', async () => {
    const { Vpc } = await lab.ec2.createVpc({ CidrBlock: '10.9.0.0/16', AmazonProvidedIpv6CidrBlock: true });
    await newGroup(lab.ec2, Vpc?.VpcId ?? '', 'six');
    const group = await groupNamed('six', Vpc?.VpcId);
    expect(group?.IpPermissionsEgress?.[0]?.Ipv6Ranges).toEqual([{ CidrIpv6: '::/0' }]);
  });

  it('cannot share its name within a VPC, only across VPCs', async () => {
    await newGroup(lab.ec2, lab.vpcId, 'twin');
    expect(await refusal(newGroup(lab.ec2, lab.vpcId, 'twin'))).toBe(
      `InvalidGroup.Duplicate: The security group 'twin' already exists for VPC '${lab.vpcId}'`,
    );
    await newGroup(lab.ec2, await vpcOf(lab.ec2, '10.8.0.0/16'), 'twin');
  });

  it.each([
    ['default', 'InvalidParameterValue: Cannot use reserved security group name: default'],
    ['sg-web', 'InvalidParameterValue: Value (sg-web) for parameter GroupName is invalid.'],
    ['wéb', 'InvalidParameterValue: Value (wéb) for parameter GroupName is invalid.'],
  ])('cannot be called %s', async (name, error) => {
    expect(await refusal(newGroup(lab.ec2, lab.vpcId, name))).toContain(error);
  });
});

describe('the default group', () => {
  it('lets its members in and everything out', async () => {
    const group = await groupNamed('default');
    expect(group?.IpPermissions).toEqual([
      {
        IpProtocol: '-1',
        IpRanges: [],
        Ipv6Ranges: [],
        PrefixListIds: [],
        UserIdGroupPairs: [{ GroupId: group?.GroupId, UserId: group?.OwnerId }],
      },
    ]);
  });

  it('cannot be deleted', async () => {
    const id = (await groupNamed('default'))?.GroupId ?? '';
    expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId: id }))).toBe(
      `CannotDelete: the specified group: "${id}" name: "default" cannot be deleted by a user`,
    );
  });
});

describe('DeleteSecurityGroup', () => {
  it('takes the rules along', async () => {
    const GroupId = await newGroup(lab.ec2, lab.vpcId, 'doomed');
    await lab.ec2.deleteSecurityGroup({ GroupId });
    const Filters = [{ Name: 'group-id', Values: [GroupId] }];
    expect((await lab.ec2.describeSecurityGroupRules({ Filters })).SecurityGroupRules).toEqual([]);
    expect(await refusal(lab.ec2.describeSecurityGroups({ GroupIds: [GroupId] }))).toBe(
      `InvalidGroup.NotFound: The security group '${GroupId}' does not exist`,
    );
  });

  it('refuses while another group names it, not while it names itself', async () => {
    const GroupId = await newGroup(lab.ec2, lab.vpcId, 'named');
    const other = await newGroup(lab.ec2, lab.vpcId, 'naming');
    const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }];
    await lab.ec2.authorizeSecurityGroupIngress({ GroupId: other, IpPermissions });
    expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId }))).toBe(
      `DependencyViolation: resource ${GroupId} has a dependent object`,
    );
    await lab.ec2.revokeSecurityGroupIngress({ GroupId: other, IpPermissions });
    await lab.ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
    await lab.ec2.deleteSecurityGroup({ GroupId });
  });

  it('refuses while an interface holds it', async () => {
    const GroupId = await newGroup(lab.ec2, lab.vpcId, 'held');
    const { NetworkInterface } = await lab.ec2.createNetworkInterface({ SubnetId: lab.subnets[0], Groups: [GroupId] });
    expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId }))).toContain('DependencyViolation');
    await lab.ec2.deleteNetworkInterface({ NetworkInterfaceId: NetworkInterface?.NetworkInterfaceId });
    await lab.ec2.deleteSecurityGroup({ GroupId });
  });

  it('tells a malformed id from an unknown one', async () => {
    expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId: 'web' }))).toContain('InvalidGroupId.Malformed');
    expect(await refusal(lab.ec2.deleteSecurityGroup({ GroupId: 'sg-0123456789abcdef0' }))).toContain(
      'InvalidGroup.NotFound',
    );
  });
});

describe('DescribeSecurityGroups', () => {
  it('finds groups by what their rules say', async () => {
    const GroupId = await newGroup(lab.ec2, lab.vpcId, 'ssh');
    await lab.ec2.authorizeSecurityGroupIngress({
      GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }],
    });
    const Filters = [
      { Name: 'ip-permission.from-port', Values: ['22'] },
      { Name: 'ip-permission.cidr', Values: ['192.0.2.*'] },
    ];
    const { SecurityGroups } = await lab.ec2.describeSecurityGroups({ Filters });
    expect(SecurityGroups?.map((group) => group.GroupId)).toEqual([GroupId]);
  });
});

describe('AWS::EC2::SecurityGroup', () => {
  const http = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' };
  const https = { ...http, FromPort: 443, ToPort: 443 };
  const properties = (rest: object) => ({ GroupDescription: 'web', VpcId: lab.vpcId, ...rest });
  const ports = async (id: string, direction: 'IpPermissions' | 'IpPermissionsEgress') => {
    const { SecurityGroups } = await lab.ec2.describeSecurityGroups({ GroupIds: [id] });
    return SecurityGroups?.[0]?.[direction]?.map((each) => each.FromPort ?? each.IpProtocol);
  };

  it('allows all out unless it lists egress rules, and then only those', () => {
    const type = lab.template('AWS::EC2::SecurityGroup');
    const open = type.create(properties({}));
    const empty = type.create(properties({ SecurityGroupEgress: [] }));
    const closed = type.create(properties({ SecurityGroupEgress: [https] }));
    expect(type.attributes(open)).toEqual({ Id: open, GroupId: open, VpcId: lab.vpcId });
    return Promise.all([
      expect(ports(open, 'IpPermissionsEgress')).resolves.toEqual(['-1']),
      expect(ports(empty, 'IpPermissionsEgress')).resolves.toEqual(['-1']),
      expect(ports(closed, 'IpPermissionsEgress')).resolves.toEqual([443]),
    ]);
  });

  it('updates by difference, so that rules made by hand stay', async () => {
    const type = lab.template('AWS::EC2::SecurityGroup');
    const before = properties({ SecurityGroupIngress: [http] });
    const id = type.create(before);
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }];
    await lab.ec2.authorizeSecurityGroupIngress({ GroupId: id, IpPermissions });
    const after = properties({ SecurityGroupIngress: [https], SecurityGroupEgress: [https] });
    type.update(id, after, before);
    expect(await ports(id, 'IpPermissions')).toEqual([22, 443]);
    expect(await ports(id, 'IpPermissionsEgress')).toEqual([443]);
    type.update(id, properties({}), after);
    expect(await ports(id, 'IpPermissionsEgress')).toEqual([]);
  });

  it('makes single rules through SecurityGroupIngress and SecurityGroupEgress', async () => {
    const GroupId = lab.template('AWS::EC2::SecurityGroup').create(properties({}));
    const type = lab.template('AWS::EC2::SecurityGroupIngress');
    const rule = { GroupId, IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: GroupId };
    const id = type.create(rule);
    type.update(id, { ...rule, Description: 'app' }, rule);
    const { SecurityGroupRules } = await lab.ec2.describeSecurityGroupRules({ SecurityGroupRuleIds: [id] });
    expect(SecurityGroupRules?.[0]).toMatchObject({ FromPort: 8080, Description: 'app', IsEgress: false });
    type.delete(id, rule);
    type.delete(id, rule);
    expect(await ports(GroupId, 'IpPermissions')).toEqual([]);
  });
});
